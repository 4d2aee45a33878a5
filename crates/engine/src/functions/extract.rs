use std::sync::Arc;

use regex::Regex;

use super::def::*;
use crate::text::columns::{Longs, Texts, pieces};
use crate::text::regex::Pattern;
use crate::types::{Type, convert_column};

pub(super) const FUNCTION: Function = Function {
    name: "extract",
    aliases: &[],
    family: Family::String,
    summary: "Gets what a group of a regular expression matched first in a text.",
    params: &[
        required("regex", STRING, "The regular expression.").constant(),
        required("captureGroup", LONG, "The group; 0 is the whole match."),
        required("source", STRING, "The text to search."),
        optional(
            "typeLiteral",
            STRING,
            "The type of the result: `typeof(long)`.",
        ),
    ],
    returns: Returns::ByValues(|_, values| literal_type(values.get(3))),
    notes: "Gives `\"\"` where nothing matched, null where a type is asked for.",
    examples: &[
        example!(r"extract(@'user=(\w+)', 1, 'op=login user=ana')" => "ana"),
        example!(r"extract(@'\d+', 0, 'port 443')" => "443"),
        example!(r"extract(@'\d+', 0, 'port 443', typeof(long)) + 1" => "444"),
    ],
    cases: &[
        example!("extract('x', 0, 'abc')" => "\"\""),
        example!("extract('(a)(z)?', 2, 'abc')" => "\"\""),
        example!("extract('a', 1, 'abc')" => "\"\""),
        example!(r"extract(@'\d+', 0, 'none', typeof(int))" => "null"),
        example!("extract('a', -1, 'abc')" => "\"\""),
    ],
    body: Body::PreparedColumns(|site| {
        let pattern = Pattern::of(site, 0)?;
        Ok(Arc::new(move |columns| {
            let patterns = Texts::of(columns, 0)?;
            let mut patterns = pattern.rows(&patterns);
            let groups = Longs::of(columns, 1)?;
            let sources = Texts::of(columns, 2)?;
            // Room for the groups of a match, taken once for all rows.
            let mut places = pattern.known().map(Regex::capture_locations);
            let texts = pieces(columns.rows, |row| {
                let source = sources.at(row);
                let group = groups.at(row).and_then(|g| usize::try_from(g).ok());
                let (Some(regex), Some(group)) = (patterns.at(row), group) else {
                    return "";
                };
                if group == 0 {
                    return regex.find(source).map_or("", |m| m.as_str());
                }
                let Some(places) = &mut places else {
                    let found = regex.captures(source).and_then(|c| c.get(group));
                    return found.map_or("", |m| m.as_str());
                };
                let matched = regex.captures_read(places, source).is_some();
                let place = places.get(group).filter(|_| matched);
                place.map_or("", |(from, to)| source.get(from..to).unwrap_or_default())
            });
            convert_column(&texts, Type::String, columns.returns)
        }))
    }),
};
