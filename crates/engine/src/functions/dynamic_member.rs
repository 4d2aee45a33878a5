use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result as DfResult;

use super::def::*;
use crate::compute::json_path::{Key, Step, get, slices};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "dynamic_member",
    aliases: &[],
    family: Family::Operator,
    summary: "Gives a member of a dynamic object: `source.name` or `source[\"name\"]`.",
    params: &[
        required("source", DYNAMIC, "The object."),
        required(
            "name",
            STRING,
            "The name of the member; upper and lower case differ.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when there is no such member, or when the source is no object.",
    examples: &[
        example!("dynamic({'user':{'name':'ana'}}).user.name" => "\"ana\""),
        example!("dynamic({'a b':1})['a b']" => "1"),
    ],
    cases: &[
        example!("dynamic({'a':1}).A" => "null"),
        example!("dynamic({'a':null}).a" => "null"),
        example!("dynamic([1]).a" => "null"),
        example!("dynamic(null).a" => "null"),
        example!("dynamic({'a':{'b':[1,2]}}).a" => "{\"b\":[1,2]}"),
    ],
    body: Body::Columns(members),
};

fn members(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let names = columns.texts(1)?;
    if columns.is_constant(1) {
        let path = names.get(0).map(|name| [Step::Member(Key::new(name))]);
        return slices(columns, |text, _| get(text, path.as_ref()?));
    }
    slices(columns, |text, row| {
        get(text, &[Step::Member(Key::new(names.get(row)?))])
    })
}
