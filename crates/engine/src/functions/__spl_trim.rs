use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_trim",
    aliases: &[],
    family: Family::Splunk,
    summary: "Takes characters away from the ends of a text.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required(
            "characters",
            STRING,
            "The characters to take away; spaces and tabs when empty.",
        ),
        required("side", STRING, "`left`, `right` or `both`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_trim('  a ', '', 'both')" => r#""a""#),
        example!("__spl_trim('xax', 'x', 'left')" => r#""ax""#),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let characters = args[1].as_str();
        let goes = |c: char| {
            if characters.is_empty() {
                matches!(c, ' ' | '\t')
            } else {
                characters.contains(c)
            }
        };
        let value = Spl::of(&args[0]);
        let trimmed = value.map(|item| {
            let text = item.show();
            Spl::Text(
                match args[2].as_str() {
                    "left" => text.trim_start_matches(goes),
                    "right" => text.trim_end_matches(goes),
                    _ => text.trim_matches(goes),
                }
                .to_owned(),
            )
        });
        trimmed.value()
    }),
};
