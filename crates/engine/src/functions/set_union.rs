use super::def::*;
use crate::compute::json::{Set, array};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "set_union",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Gives the distinct elements of all arrays.",
    params: &[several("set", Takes::Array, "An array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "In the order in which they come. What is no array is passed over.",
    examples: &[example!("set_union(dynamic([1,2,1]), dynamic([2,3]))" => "[1,2,3]")],
    cases: &[
        example!("set_union(dynamic(null), dynamic([1]))" => "[1]"),
        example!("set_union(dynamic(['a',1]), dynamic(['1',1.0]))" => "[\"a\",1,\"1\"]"),
    ],
    body: Body::Rows(|args| {
        let mut set = Set::default();
        for items in args.iter().filter_map(array) {
            set.extend(items);
        }
        set.into_value()
    }),
};
