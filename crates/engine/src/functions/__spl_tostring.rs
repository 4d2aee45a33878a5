use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::number_text;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_tostring",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a value as text.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("format", STRING, "Empty, `commas`, `hex` or `duration`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_tostring(12345.678, 'commas')" => r#""12,345.68""#),
        example!("__spl_tostring(15, 'hex')" => r#""0xF""#),
        example!("__spl_tostring(615, 'duration')" => r#""00:10:15""#),
        example!("__spl_tostring(1, '')" => r#""1""#),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        let shown = value.map(|item| Spl::Text(number_text(item, args[1].as_str())));
        shown.value()
    }),
};
