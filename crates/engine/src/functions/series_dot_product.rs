use super::def::*;
use crate::compute::arithmetic::Operator;
use crate::compute::series::complete;
use crate::compute::series::elementwise::arithmetic;
use crate::compute::series::elementwise::pair;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_dot_product",
    aliases: &[],
    family: Family::Series,
    summary: "Adds up the products of the elements at the same place of two series.",
    params: &[
        required(
            "series1",
            Takes::Any,
            "An array of numbers, or a number for all elements.",
        ),
        required(
            "series2",
            Takes::Any,
            "An array of numbers, or a number for all elements.",
        ),
    ],
    returns: Returns::Fitting(pair, |_| Type::Real),
    notes: "Null when the series differ in length or have an element that is no number.",
    examples: &[example!("series_dot_product(dynamic([1,2,4]), dynamic([4,2,1]))" => "12.0")],
    cases: &[
        example!("series_dot_product(dynamic([1,2,4]), 2)" => "14.0"),
        example!("series_dot_product(dynamic([1,2]), dynamic([1]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let products = arithmetic(args, Operator::Multiply);
        match complete(&products) {
            Some(products) => Value::Real(products.iter().sum()),
            None => Value::Null,
        }
    }),
};
