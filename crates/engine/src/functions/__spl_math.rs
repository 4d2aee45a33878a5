use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_math",
    aliases: &[],
    family: Family::Splunk,
    summary: "Computes a function of a number.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required(
            "function",
            STRING,
            "`abs`, `ceiling`, `floor`, `sqrt`, `exp`, `ln`, and the functions of angles.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_math(-2, 'abs')" => "2"),
        example!("__spl_math('2.5', 'floor')" => "2"),
        example!("__spl_math('a', 'abs')" => "null"),
        example!("__spl_math(-1, 'sqrt')" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let Some(x) = Spl::of(&args[0]).as_number() else {
            return Value::Null;
        };
        let result = match args[1].as_str() {
            "abs" => x.abs(),
            "ceiling" => x.ceil(),
            "floor" => x.floor(),
            "sqrt" => x.sqrt(),
            "exp" => x.exp(),
            "ln" => x.ln(),
            "sin" => x.sin(),
            "cos" => x.cos(),
            "tan" => x.tan(),
            "asin" => x.asin(),
            "acos" => x.acos(),
            "atan" => x.atan(),
            _ => return Value::Null,
        };
        Spl::number(result).value()
    }),
};
