use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::rex;
use crate::types::Type;
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_rex",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives what a named group of a regular expression matches.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("regex", STRING, "A regular expression with named groups."),
        required("group", STRING, "The name of a group, or its number."),
        required("most", LONG, "How many matches count; 0 for all."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_rex('a=1 a=2', 'a=(?<n>[0-9])', 'n', 1)" => r#""1""#),
        example!("__spl_rex('a=1 a=2', 'a=(?<n>[0-9])', 'n', 0)" => r#"["1","2"]"#),
    ],
    cases: &[example!("__spl_rex('a=1 a=2', 'a=([0-9])', '1', 0)" => r#"["1","2"]"#)],
    body: Body::Prepared(|site| {
        let regex = crate::text::regex::compile(site.text(1).unwrap_or_default())?;
        Ok(Arc::new(move |args| {
            let most = usize::try_from(args[3].as_i64().unwrap_or(1)).unwrap_or(0);
            rex(&Spl::of(&args[0]), &regex, args[2].as_str(), most).value()
        }))
    }),
};
