//! Filling what is missing in a series.

use crate::compute::json::collect;
use crate::types::{Json, Value};

/// Which elements are missing: nulls, or those that equal a placeholder.
fn is_missing(item: &Json, placeholder: &Json) -> bool {
    match (item, placeholder) {
        (Json::Null, Json::Null) => true,
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (a, b) => a == b,
    }
}

/// The elements, missing ones as none.
fn known<'a>(args: &'a [Value], placeholder: Option<&Value>) -> Option<Vec<Option<&'a Json>>> {
    let items = args[0].as_json()?.as_array()?;
    let placeholder = placeholder.map_or(Json::Null, Value::to_json);
    let known = items
        .iter()
        .map(|item| (!is_missing(item, &placeholder)).then_some(item));
    Some(known.collect())
}

/// Each missing element takes the last known one before it, or the next one when `backward`.
pub(crate) fn carry(args: &[Value], backward: bool) -> Value {
    let Some(known) = known(args, args.get(1)) else {
        return Value::Null;
    };
    let Some(items) = args[0].as_json().and_then(Json::as_array) else {
        return Value::Null;
    };
    let mut filled = vec![Json::Null; items.len()];
    let mut last = None;
    let mut step = |at: usize| {
        last = known[at].or(last);
        // Before the first known one the element stays as it is.
        filled[at] = last.unwrap_or(&items[at]).clone();
    };
    if backward {
        (0..items.len()).rev().for_each(&mut step);
    } else {
        (0..items.len()).for_each(&mut step);
    }
    Value::Dynamic(Json::Array(filled))
}

/// Each missing element takes a constant.
pub(crate) fn constant(args: &[Value]) -> Value {
    let Some(known) = known(args, args.get(2)) else {
        return Value::Null;
    };
    let constant = args.get(1).map_or(Json::from(0), Value::to_json);
    let items = known.into_iter().map(|item| item.unwrap_or(&constant));
    collect(items.cloned())
}

/// Missing elements lie on the line between their neighbors.
pub(crate) fn linear(args: &[Value]) -> Value {
    let Some(known) = known(args, args.get(1)) else {
        return Value::Null;
    };
    let edges = args
        .get(2)
        .is_none_or(|edges| edges.as_bool() == Some(true));
    let numbers: Vec<(usize, f64)> = known
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((at, item.as_ref()?.as_f64()?)))
        .collect();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        // Nothing to draw a line between.
        let constant = args.get(3).map_or(Json::from(0.0), Value::to_json);
        return Value::Dynamic(Json::Array(vec![constant; known.len()]));
    };
    let whole = known.iter().flatten().all(|item| item.as_i64().is_some());
    let number = |x: f64| {
        if whole {
            Json::from(x as i64)
        } else {
            crate::types::number::json_real(x)
        }
    };
    let mut next = 0;
    let items = known.iter().enumerate().map(|(at, item)| {
        if let Some(item) = item {
            return (*item).clone();
        }
        while numbers.get(next).is_some_and(|(known, _)| *known < at) {
            next += 1;
        }
        match (
            next.checked_sub(1).and_then(|n| numbers.get(n)),
            numbers.get(next),
        ) {
            (Some((a, from)), Some((b, to))) => {
                number(from + (to - from) * (at - a) as f64 / (b - a) as f64)
            }
            (None, _) if edges => number(first.1),
            (_, None) if edges => number(last.1),
            _ => Json::Null,
        }
    });
    Value::Dynamic(items.collect())
}
