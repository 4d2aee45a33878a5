use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result as DfResult;

use super::def::*;
use crate::compute::json_path::{Key, Step, get, slices};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "dynamic_path",
    aliases: &[],
    family: Family::Operator,
    summary: "Gives the value at the end of a path into a dynamic: `source.a.b[0]`.",
    params: &[
        required("source", DYNAMIC, "The object or array the path begins in."),
        repeated(
            "step",
            Takes::OneOf(&[Type::String, Type::Long, Type::Int]),
            "A name of a member, or the place of an element.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the engine makes of several steps in a row; the text is passed over once.",
    examples: &[example!("dynamic({'a':{'b':[1,2]}}).a.b[0]" => "1")],
    cases: &[
        example!("dynamic({'a':{'b':[1,2]}}).a.c[0]" => "null"),
        example!("dynamic({'a':[{'b':1},{'b':2}]}).a[-1].b" => "2"),
        example!("dynamic({'a':{'b':{'c':true}}})['a']['b'].c" => "true"),
    ],
    body: Body::Columns(ends),
};

fn ends(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let steps = 1..columns.arrays.len();
    if steps.clone().all(|at| columns.is_constant(at)) {
        let values: Vec<Option<Value>> = steps
            .map(|at| columns.constant_value(at))
            .collect::<DfResult<_>>()?;
        let path: Option<Vec<Step>> = values.iter().map(|v| step(v.as_ref()?)).collect();
        return slices(columns, |text, _| get(text, path.as_ref()?));
    }
    let arguments = steps
        .map(|at| columns.argument(at))
        .collect::<DfResult<Vec<_>>>()?;
    slices(columns, |text, row| {
        let path: Option<Vec<Step>> = arguments.iter().map(|a| step(&a.value(row))).collect();
        get(text, &path?)
    })
}

fn step(value: &Value) -> Option<Step> {
    match value {
        Value::String(name) => Some(Step::Member(Key::new(name))),
        other => other.as_i64().map(Step::Element),
    }
}
