use super::def::*;
use crate::compute::spl::pattern::like;
use crate::compute::spl::{self, Spl};
use crate::types::Type;
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvfilter",
    aliases: &[],
    family: Family::Splunk,
    summary: "Keeps the values of a field that pass a test.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("test", STRING, "`regex`, `like` or a comparison."),
        required("argument", STRING, "What each value is tested with."),
        required(
            "wanted",
            BOOL,
            "Whether those are kept that pass the test, or the others.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvfilter(dynamic(['ab','c']), 'regex', '^a', true)" => r#""ab""#),
        example!("__spl_mvfilter(dynamic(['a','b']), '=', 'a', false)" => r#""b""#),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let pattern = match site.text(1) {
            Some("regex") => Some(crate::text::regex::compile(
                site.text(2).unwrap_or_default(),
            )?),
            _ => None,
        };
        Ok(Arc::new(move |args| {
            let (test, argument) = (args[1].as_str(), args[2].as_str());
            let wanted = args[3].as_bool() == Some(true);
            let literal = Spl::Text(argument.to_owned());
            let passes = |item: &&Spl| {
                let passed = match (test, &pattern) {
                    (_, Some(regex)) => regex.is_match(&item.show()),
                    ("like", _) => like(&item.show(), argument),
                    _ => spl::evaluates(item, test, &literal) == Some(true),
                };
                passed == wanted
            };
            Spl::many(Spl::of(&args[0]).items().iter().filter(passes).cloned()).value()
        }))
    }),
};
