use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_substr",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives a part of a text.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required(
            "start",
            Takes::Any,
            "The place of the first character, from 1; from the end when negative.",
        ),
        optional("length", Takes::Any, "How many characters; all by default."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_substr('string', 1, 3)" => r#""str""#),
        example!("__spl_substr('string', -3)" => r#""ing""#),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        let start = Spl::of(&args[1]).as_number();
        let (false, Some(start)) = (value.is_null(), start) else {
            return Value::Null;
        };
        let text: Vec<char> = value.show().chars().collect();
        let from = if start < 0.0 {
            (text.len() as f64 + start).max(0.0)
        } else {
            (start - 1.0).max(0.0)
        } as usize;
        let length = match args.get(2) {
            Some(length) => Spl::of(length).as_number().unwrap_or(0.0).max(0.0) as usize,
            None => text.len(),
        };
        let part: String = text.into_iter().skip(from).take(length).collect();
        Spl::Text(part).value()
    }),
};
