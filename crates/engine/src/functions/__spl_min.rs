use super::def::*;
use crate::compute::spl::{self, Spl};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_min",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the smallest of its arguments.",
    params: &[repeated(
        "value",
        Takes::Any,
        "Values; nulls are left out, texts are larger than numbers.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_min(10, '9', dynamic(null))" => r#""9""#),
        example!("__spl_min(1, 'a')" => "1"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let mut best = Spl::Null;
        for item in spl::arguments(args).iter().flat_map(Spl::items) {
            if best.is_null() || spl::compare(item, &best).is_lt() {
                best = item.clone();
            }
        }
        best.value()
    }),
};
