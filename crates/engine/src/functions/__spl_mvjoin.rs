use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvjoin",
    aliases: &[],
    family: Family::Splunk,
    summary: "Joins the values of a field to one text.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("delimiter", STRING, "What stands between the values."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_mvjoin(dynamic(['a',1]), ', ')" => r#""a, 1""#)],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        if value.is_null() {
            return Value::Null;
        }
        let texts: Vec<String> = value.items().iter().map(Spl::text).collect();
        Spl::Text(texts.join(args[1].as_str())).value()
    }),
};
