use super::def::*;
use crate::text::case;
use crate::text::columns::{Texts, bools};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "equals_tilde",
    aliases: &["=~"],
    family: Family::Operator,
    summary: "Tells whether two texts differ in nothing but case.",
    params: &[
        required("left", STRING, "A text."),
        required("right", STRING, "The text to compare it with."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "`!~` tells the opposite.",
    examples: &[
        example!("'abc' =~ 'ABC'" => "true"),
        example!("'abc' !~ 'abd'" => "true"),
    ],
    cases: &[
        example!("'' =~ ''" => "true"),
        example!("'Stra\u{df}e' =~ 'STRA\u{df}E'" => "true"),
        example!("'Stra\u{df}e' =~ 'STRASSE'" => "false"),
        example!("'CAF\u{c9}' =~ 'caf\u{e9}'" => "true"),
        example!("'caf\u{e9}' =~ 'cafe\u{301}'" => "false"),
    ],
    body: Body::Columns(|columns| {
        let left = Texts::of(columns, 0)?;
        let right = Texts::of(columns, 1)?;
        Ok(bools(columns.rows, |row| {
            case::equal(left.at(row), right.at(row))
        }))
    }),
};
