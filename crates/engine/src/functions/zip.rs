use super::def::*;
use crate::compute::json::array;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "zip",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Puts the elements at the same place of several arrays together.",
    params: &[several("array", Takes::Array, "An array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Arrays that end early have null. Null when a value is no array.",
    examples: &[example!("zip(dynamic([1,3]), dynamic([2,4]))" => "[[1,2],[3,4]]")],
    cases: &[
        example!("zip(dynamic([1,2]), dynamic(['a']))" => "[[1,\"a\"],[2,null]]"),
        example!("zip(dynamic([]), dynamic([]))" => "[]"),
        example!("zip(dynamic(null), dynamic([1]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let mut arrays = Vec::with_capacity(args.len());
        for arg in args {
            match array(arg) {
                Some(items) => arrays.push(items),
                None => return Value::Null,
            }
        }
        let longest = arrays.iter().map(|items| items.len()).max().unwrap_or(0);
        let tuples = (0..longest).map(|at| {
            let tuple = arrays.iter().map(|items| items.get(at).cloned());
            tuple.map(Option::unwrap_or_default).collect::<Json>()
        });
        Value::Dynamic(tuples.collect())
    }),
};
