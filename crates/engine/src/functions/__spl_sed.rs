use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::Sed;
use crate::types::Type;
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_sed",
    aliases: &[],
    family: Family::Splunk,
    summary: "Changes a text by a script of sed.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("script", STRING, "`s/regex/text/g` or `y/abc/xyz/`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_sed('a b', 's/ /-/g')" => r#""a-b""#),
        example!("__spl_sed('abc', 'y/ab/xy/')" => r#""xyc""#),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let script = Sed::new(site.text(1).unwrap_or_default())?;
        Ok(Arc::new(move |args| {
            script.apply(&Spl::of(&args[0])).value()
        }))
    }),
};
