use super::def::*;

pub(super) const FUNCTION: Function = Function {
    name: "case",
    aliases: &[],
    family: Family::Conditional,
    summary: "Gives the value that stands behind the first condition that holds.",
    params: &[
        required("predicate", BOOL, "A condition."),
        required("then", Takes::Any, "The value where it holds."),
        repeated(
            "else",
            Takes::Any,
            "More conditions and values, and last the value where no condition holds.",
        ),
    ],
    returns: Returns::Common(1),
    notes: "",
    examples: &[example!("case(5 < 3, 'small', 5 < 10, 'medium', 'large')" => "medium")],
    cases: &[
        example!("case(false, 1, false, 2, 3)" => "3"),
        example!("case(bool(null), 1, 2)" => "2"),
    ],
    body: Body::Binder,
};
