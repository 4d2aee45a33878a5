use super::def::*;
use crate::compute::record_test::same;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__same",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether the values of two fields of a record agree.",
    params: &[
        required("value", DYNAMIC, "The value; of an array, each element."),
        required(
            "other",
            DYNAMIC,
            "What it is compared with; of an array, each element.",
        ),
        required(
            "test",
            STRING,
            "`equals`, `contains`, `startswith` or `endswith`, each also with `_cs` behind it.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What Sigma's modifier `fieldref` becomes. Null agrees with nothing.",
    examples: &[
        example!("__same(dynamic('Ana'), dynamic('ana'), 'equals')" => "true"),
        example!("__same(dynamic('ana@x.io'), dynamic('ana'), 'startswith')" => "true"),
    ],
    cases: &[
        example!("__same(dynamic('Ana'), dynamic('ana'), 'equals_cs')" => "false"),
        example!("__same(dynamic(['a','b']), dynamic(['c','b']), 'equals')" => "true"),
        example!("__same(dynamic(null), dynamic(null), 'equals')" => "false"),
    ],
    body: Body::Rows(|args| {
        if args[0].is_null() || args[1].is_null() {
            return Value::Bool(false);
        }
        let (left, right) = (args[0].to_json(), args[1].to_json());
        let agree = same(&left.to_string(), &right.to_string(), args[2].as_str());
        agree.map_or(Value::Null, Value::Bool)
    }),
};
