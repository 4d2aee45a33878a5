use super::def::*;
use crate::compute::series::elementwise::map_keeping;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "series_sign",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the sign of each element: -1, 0 or 1.",
    params: &[required("series", Takes::Array, "An array of numbers.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Whole numbers stay whole.",
    examples: &[example!("series_sign(dynamic([-6,0,8]))" => "[-1,0,1]")],
    cases: &[example!("series_sign(dynamic([-0.5]))" => "[-1.0]")],
    body: Body::Rows(|args| map_keeping(args, |x| if x == 0.0 { 0.0 } else { x.signum() })),
};
