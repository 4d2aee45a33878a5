use super::def::*;
use crate::compute::json::{array, place, same};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "array_index_of",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Finds a value in an array.",
    params: &[
        required("array", Takes::Array, "The array."),
        required("value", Takes::Any, "The value to look for."),
        optional(
            "start",
            LONG,
            "Where to begin; below 0 counted from the end.",
        ),
        optional("length", LONG, "How many elements to look at; -1 for all."),
        optional("occurrence", LONG, "Which of several; 1 when left out."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "-1 when it is not there.",
    examples: &[example!("array_index_of(dynamic(['a','b','a']), 'b')" => "1")],
    cases: &[
        example!("array_index_of(dynamic([5,15]), 15.0)" => "1"),
        example!("array_index_of(dynamic([1,2]), 9)" => "-1"),
        example!("array_index_of(dynamic(['a','b','a']), 'a', 1)" => "2"),
        example!("array_index_of(dynamic(['a','b','a']), 'a', 1, 1)" => "-1"),
        example!("array_index_of(dynamic(['a','b','a']), 'a', 0, -1, 2)" => "2"),
        example!("array_index_of(dynamic(['a','b','a']), 'a', -2)" => "2"),
        example!("array_index_of(dynamic(['a']), 'a', 0, -1, -1)" => "null"),
        example!("array_index_of(dynamic(null), 'a')" => "null"),
    ],
    body: Body::Rows(index_of),
};

fn index_of(args: &[Value]) -> Value {
    let Some(items) = array(&args[0]) else {
        return Value::Null;
    };
    let option = |at: usize, default: i64| args.get(at).map_or(Some(default), Value::as_i64);
    let (Some(start), Some(length), Some(occurrence)) = (option(2, 0), option(3, -1), option(4, 1))
    else {
        return Value::Null;
    };
    if length < -1 || occurrence < 1 {
        return Value::Null;
    }
    let wanted = args[1].to_json();
    let start = place(start, items.len());
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let found = items
        .iter()
        .enumerate()
        .skip(start)
        .take(length)
        .filter(|(_, item)| same(item, &wanted))
        .nth(usize::try_from(occurrence - 1).unwrap_or(usize::MAX));
    Value::Long(found.map_or(-1, |(at, _)| at as i64))
}
