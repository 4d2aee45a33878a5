use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_urldecode",
    aliases: &[],
    family: Family::Splunk,
    summary: "Undoes the escapes of a URL.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_urldecode('a%20b')" => r#""a b""#)],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        value
            .map(|item| Spl::Text(crate::text::url::decode(&item.show())))
            .value()
    }),
};
