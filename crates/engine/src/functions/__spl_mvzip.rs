use super::def::*;
use crate::compute::spl::Spl;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvzip",
    aliases: &[],
    family: Family::Splunk,
    summary: "Joins the first values of two fields, then the second, and so on.",
    params: &[
        required("left", Takes::Any, "Values."),
        required("right", Takes::Any, "As many values."),
        required("delimiter", STRING, "What stands between the two."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvzip(dynamic(['a','b']), dynamic([1,2]), ',')" => r#"["a,1","b,2"]"#),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let (left, right) = (Spl::of(&args[0]), Spl::of(&args[1]));
        let pairs = left.items().iter().zip(right.items());
        let joined =
            pairs.map(|(l, r)| Spl::Text(format!("{}{}{}", l.show(), args[2].as_str(), r.show())));
        Spl::many(joined).value()
    }),
};
