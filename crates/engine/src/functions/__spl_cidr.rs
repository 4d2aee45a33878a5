use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::in_network;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_cidr",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether an address is in a network.",
    params: &[
        required("network", STRING, "Such as `10.0.0.0/8`."),
        required("value", Takes::Any, "The value of a field."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_cidr('10.0.0.0/8', '10.1.1.1')" => "true"),
        example!("__spl_cidr('10.0.0.0/8', 'x')" => "false"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let address = Spl::of(&args[1]);
        if address.is_null() {
            return Value::Null;
        }
        Value::Bool(in_network(args[0].as_str(), &address.show()))
    }),
};
