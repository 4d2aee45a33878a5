use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "ltrim",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Takes characters away from the beginning of a text.",
    examples: &[example(r#"ltrim("xax", "x")"#, "ax")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let characters = match call.arguments.get(1) {
            Some(characters) => lowering.text(call.scope, characters, call.place)?,
            None => build::string("", call.span),
        };
        let side = build::string("left", call.span);
        Ok(build::call(
            "__spl_trim",
            vec![value, characters, side],
            call.span,
        ))
    }),
};
