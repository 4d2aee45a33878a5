use super::def::*;

pub(super) const FUNCTION: Function = Function {
    name: "iff",
    aliases: &["iif"],
    family: Family::Conditional,
    summary: "Gives one of two values, as a condition says.",
    params: &[
        required("if", BOOL, "The condition; null is as good as false."),
        required("then", Takes::Any, "The value where it holds."),
        required("else", Takes::Any, "The value where it does not."),
    ],
    returns: Returns::Common(1),
    notes: "",
    examples: &[example!("iff(2 > 1, 'yes', 'no')" => "yes")],
    cases: &[
        example!("iff(bool(null), 1, 2)" => "2"),
        example!("iif(false, 1, 2)" => "2"),
        example!("iff(true, int(null), 2)" => "null"),
    ],
    body: Body::Binder,
};
