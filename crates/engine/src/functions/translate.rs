use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function =
    Function {
        name: "translate",
        aliases: &[],
        family: Family::String,
        summary: "Replaces characters by others.",
        params: &[
            required("searchList", STRING, "The characters to replace."),
            required(
                "replacementList",
                STRING,
                "What stands in place of each; its last character stands for all that have none.",
            ),
            required("source", STRING, "The text to search."),
        ],
        returns: Returns::Is(Type::String),
        notes: "With an empty replacement list the characters are removed.",
        examples: &[
            example!("translate('krasp', 'otsku', 'spark')" => "kusto"),
            example!("translate('abc', 'x', 'abc')" => "xxx"),
        ],
        cases: &[
            example!("translate('abc', '', 'ab')" => r#""""#),
            example!("translate('', 'x', 'ab')" => "ab"),
            example!("translate('ab', 'xyz', 'abc')" => "xyc"),
        ],
        body: Body::Rows(|args| {
            let search: Vec<char> = args[0].as_str().chars().collect();
            let replacement: Vec<char> = args[1].as_str().chars().collect();
            let text = args[2].as_str().chars().filter_map(|c| {
                match search.iter().position(|s| *s == c) {
                    Some(at) => replacement.get(at).or(replacement.last()).copied(),
                    None => Some(c),
                }
            });
            Value::String(text.collect())
        }),
    };
