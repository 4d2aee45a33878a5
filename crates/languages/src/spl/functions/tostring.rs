use super::def::{Body, Function, example};
use crate::spl::build;

pub(super) const FUNCTION: Function = Function {
    name: "tostring",
    aliases: &[],
    arguments: (1, 2),
    condition: false,
    summary: "Gives a value as text: with `commas`, in `hex`, or as a `duration`.",
    examples: &[
        example(r#"tostring(1234567, "commas")"#, "1,234,567"),
        example("tostring(1=1)", "True"),
    ],
    body: Body::Own(|lowering, call| {
        let format = match call.arguments.get(1) {
            Some(format) => lowering.text(call.scope, format, call.place)?,
            None => build::string("", call.span),
        };
        if lowering.is_condition(&call.arguments[0]) {
            let condition = lowering.condition(call.scope, &call.arguments[0], call.place)?;
            let (yes, no) = (
                build::text("True", call.span),
                build::text("False", call.span),
            );
            return Ok(build::iff(condition, yes, no));
        }
        let value = lowering.value(call.scope, &call.arguments[0], call.place)?;
        Ok(build::call(
            "__spl_tostring",
            vec![value, format],
            call.span,
        ))
    }),
};
