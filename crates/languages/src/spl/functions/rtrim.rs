use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "rtrim",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Takes characters away from the end of a text.",
    examples: &[example(r#"rtrim("xax", "x")"#, "xa")],
    body: Body::Own(|lowering, call| {
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        let characters = match call.arguments.get(1) {
            Some(characters) => lowering.text(call.scope, characters, call.place)?,
            None => build::string("", call.span),
        };
        let side = build::string("right", call.span);
        Ok(build::call(
            "__spl_trim",
            vec![value, characters, side],
            call.span,
        ))
    }),
};
