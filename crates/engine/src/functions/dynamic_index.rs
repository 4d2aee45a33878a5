use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result as DfResult;

use super::def::*;
use crate::compute::json_path::{Step, get, slices};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "dynamic_index",
    aliases: &[],
    family: Family::Operator,
    summary: "Gives an element of a dynamic array: `source[index]`.",
    params: &[
        required("source", DYNAMIC, "The array."),
        required(
            "index",
            Takes::Whole,
            "The place, from 0; below 0 it counts from the end.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null outside of the array, or when the source is no array.",
    examples: &[
        example!("dynamic([10,20,30])[0]" => "10"),
        example!("dynamic([10,20,30])[-1]" => "30"),
    ],
    cases: &[
        example!("dynamic([10,20,30])[3]" => "null"),
        example!("dynamic([10,20,30])[-4]" => "null"),
        example!("dynamic({'a':1})[0]" => "null"),
        example!("dynamic([[1,2],[3]])[0][1]" => "2"),
        example!("split('a.b', '.')[1]" => "\"b\""),
    ],
    body: Body::Columns(elements),
};

fn elements(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let index = columns.argument(1)?;
    if columns.is_constant(1) {
        let path = index.value(0).as_i64().map(|index| [Step::Element(index)]);
        return slices(columns, |text, _| get(text, path.as_ref()?));
    }
    slices(columns, |text, row| {
        get(text, &[Step::Element(index.value(row).as_i64()?)])
    })
}
