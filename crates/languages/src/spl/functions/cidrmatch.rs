use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "cidrmatch",
    aliases: &[],
    arguments: (2, 2),
    condition: true,
    summary: "Tells whether an address is in a network.",
    examples: &[example(
        r#"if(cidrmatch("10.0.0.0/8", "10.1.1.1"), 1, 0)"#,
        "1",
    )],
    body: Body::Own(|lowering, call| {
        let network = lowering.text(call.scope, &call.arguments[0], call.place)?;
        let address = lowering.value(call.scope, &call.arguments[1], call.place)?;
        Ok(build::call("__spl_cidr", vec![network, address], call.span))
    }),
};
