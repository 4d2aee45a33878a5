use super::def::*;
use crate::text::columns::{Longs, Texts};
use crate::text::json::{dynamics, push_strings};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "split",
    aliases: &[],
    family: Family::String,
    summary: "Takes a text apart at a delimiter.",
    params: &[
        required("source", Takes::Any, "The text."),
        required("delimiter", STRING, "What stands between two parts."),
        optional("requestedIndex", LONG, "The only part to get, from 0."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "With an index the result is an array of that one part, null when there is no such part.",
    examples: &[
        example!("split('a,b', ',')" => r#"["a","b"]"#),
        example!("split('a,b,c', ',', 1)" => r#"["b"]"#),
        example!("split('a/b/c', '/')[-1]" => r#""c""#),
    ],
    cases: &[
        example!("split('', ',')" => r#"[""]"#),
        example!("split('a,,b,', ',')" => r#"["a","","b",""]"#),
        example!("split('aXYbXYc', 'XY')" => r#"["a","b","c"]"#),
        example!("split('a', ',', 1)" => "null"),
        example!(r#"split('a"b', ',')"# => r#"["a\"b"]"#),
        example!("split('abc', '')" => r#"["abc"]"#),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        let delimiters = Texts::of(columns, 1)?;
        let wanted = Longs::of(columns, 2)?;
        let all = columns.arrays.len() < 3;
        Ok(dynamics(columns.rows, |row, out| {
            let mut parts = Parts::new(texts.at(row), delimiters.at(row));
            if all {
                push_strings(out, parts);
                return true;
            }
            let index = wanted.at(row).and_then(|i| usize::try_from(i).ok());
            let part = index.and_then(|index| parts.nth(index));
            push_strings(out, part);
            part.is_some()
        }))
    }),
};

/// The parts of a text, one at a time.
struct Parts<'t> {
    rest: Option<&'t str>,
    delimiter: &'t str,
}

impl<'t> Parts<'t> {
    fn new(text: &'t str, delimiter: &'t str) -> Self {
        Self {
            rest: Some(text),
            delimiter,
        }
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        // Nothing delimits nothing: the text stays whole.
        let split = if self.delimiter.is_empty() {
            None
        } else {
            rest.split_once(self.delimiter)
        };
        let (part, rest) = split.map_or((rest, None), |(part, rest)| (part, Some(rest)));
        self.rest = rest;
        Some(part)
    }
}
