use super::def::*;
use crate::compute::series::complete;
use crate::compute::series::fit::two_lines;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fit_2lines_dynamic",
    aliases: &[],
    family: Family::Series,
    summary: "Fits two lines to a series, one behind the other, as a bag.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The members of `left` and `right` are those of each line. See `series_fit_2lines()`.",
    examples: &[
        example!("round(todouble(series_fit_2lines_dynamic(dynamic([0,1,2,3,3,3,3])).rsquare), 6)" => "1.0"),
    ],
    cases: &[
        example!("series_fit_2lines_dynamic(dynamic([1,2]))" => "null"),
        example!("round(todouble(series_fit_2lines_dynamic(dynamic([0,1,2,9,9,9])).left.slope), 6)" => "1.0"),
    ],
    body: Body::Rows(
        |args| match complete(&args[0]).and_then(|values| two_lines(&values)) {
            Some(lines) => Value::Dynamic(nested(lines.results())),
            None => Value::Null,
        },
    ),
};

/// `left_slope` becomes the member `slope` of the member `left`.
fn nested(results: Vec<(&'static str, Json)>) -> Json {
    let mut bag = serde_json::Map::new();
    for (name, value) in results {
        let side = ["right", "left"].into_iter().find_map(|side| {
            let member = name.strip_prefix(side)?.strip_prefix('_')?;
            Some((side, member))
        });
        match side {
            None => {
                bag.insert(name.to_owned(), value);
            }
            Some((side, member)) => {
                let inner = bag
                    .entry(side)
                    .or_insert_with(|| Json::Object(serde_json::Map::new()));
                if let Json::Object(inner) = inner {
                    inner.insert(member.to_owned(), value);
                }
            }
        }
    }
    Json::Object(bag)
}
