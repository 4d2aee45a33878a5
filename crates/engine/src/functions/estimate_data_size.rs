use std::sync::Arc;

use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "estimate_data_size",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Estimates how many bytes values take.",
    params: &[repeated("column", Takes::Any, "A value.")],
    returns: Returns::Is(Type::Long),
    notes: "The length in bytes for a string or a dynamic, the size of the type for others. `*` stands for all columns.",
    examples: &[
        example!("datatable(a:long, b:string)[1, 'abc'] | project estimate_data_size(a, b)" => "11"),
    ],
    cases: &[
        example!("datatable(a:string)[''] | project estimate_data_size(a)" => "0"),
        example!("datatable(a:int, b:bool, c:real)[1, true, 1.5] | project estimate_data_size(a, b, c)" => "13"),
    ],
    body: Body::Prepared(|site| {
        let types = site.types.to_vec();
        Ok(Arc::new(move |args| {
            let sizes = args.iter().zip(&types).map(|(value, ty)| size(value, *ty));
            Value::Long(sizes.sum())
        }))
    }),
};

fn size(value: &Value, ty: Type) -> i64 {
    match ty {
        Type::Bool => 1,
        Type::Int => 4,
        Type::Long | Type::Real | Type::Datetime | Type::Timespan => 8,
        Type::Decimal | Type::Guid => 16,
        Type::String => value.as_str().len() as i64,
        Type::Dynamic => value
            .as_json()
            .map_or(0, |json| json.to_string().len() as i64),
    }
}
