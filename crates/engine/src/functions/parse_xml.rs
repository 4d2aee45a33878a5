use super::def::*;
use crate::text::xml;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_xml",
    aliases: &[],
    family: Family::Parsing,
    summary: "Reads a text as XML and gives it as a bag.",
    params: &[required("xml", TEXT, "The XML text.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "An element becomes a member: null when it is empty, its text when it has nothing else, else a bag with its attributes as `@name`, its text as `#text` and its elements. Elements of one name become an array.\n\
            A text that is a number becomes one. Gives null for what is no XML.",
    examples: &[
        example!(r#"parse_xml('<e a="1"><b>x</b><b>y</b></e>').e.b[1]"# => r#""y""#),
        example!(r#"parse_xml('<e name="v">text</e>')"# => r##"{"e":{"@name":"v","#text":"text"}}"##),
    ],
    cases: &[
        example!("parse_xml('<e/>')" => r#"{"e":null}"#),
        example!(r#"parse_xml('<?xml version="1.0"?><e> <a>1.50</a><a>118.0</a> </e>')"# => r#"{"e":{"a":["1.50",118.0]}}"#),
        example!("parse_xml('<e> text <a>t</a> </e>')" => r##"{"e":{"#text":"text","a":"t"}}"##),
        example!("parse_xml('<e><![CDATA[<x>]]>&amp;&#65;</e>')" => r#"{"e":"<x>&A"}"#),
        example!("parse_xml('<e><a></e>')" => "null"),
        example!("parse_xml('no xml')" => "null"),
        example!("parse_xml('')" => "null"),
        example!(r#"parse_xml('<e a="1"/>')"# => r#"{"e":{"@a":"1"}}"#),
        example!(r#"parse_xml('<!-- c --><n:e xmlns:n="u">t</n:e>')['n:e']['#text']"# => r#""t""#),
    ],
    body: Body::Rows(|args| xml::parse(args[0].as_str()).map_or(Value::Null, Value::Dynamic)),
};
