use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::markup::element;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_xmlkv",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the text between the tags of a name; the last one where there are several.",
    params: &[
        required("input", Takes::Any, "A text that holds XML."),
        required("name", STRING, "The name of the tags."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_xmlkv('<a><b x=\"1\">one</b></a>', 'b')" => r#""one""#),
        example!("__spl_xmlkv('<b>one</b><b>two</b>', 'b')" => r#""two""#),
        example!("__spl_xmlkv('<a><b>one</b></a>', 'a')" => "null"),
    ],
    cases: &[
        example!("__spl_xmlkv('<b>one', 'b')" => "null"),
        example!("__spl_xmlkv('<bc>one</bc>', 'b')" => "null"),
        example!("__spl_xmlkv('<b/><b></b>', 'b')" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let input = Spl::of(&args[0]);
        element(&input.show(), args[1].as_str())
            .map_or(Value::Null, |text| Spl::Text(text.to_owned()).value())
    }),
};
