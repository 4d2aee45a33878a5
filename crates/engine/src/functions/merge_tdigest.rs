use super::def::*;
use crate::compute::gather::digest::Digest;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "merge_tdigest",
    aliases: &["tdigest_merge"],
    family: Family::Statistical,
    summary: "Joins what `tdigest` gathered in several columns.",
    params: &[several("tdigest", Takes::Array, "What was gathered.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What is no digest is passed over.",
    examples: &[
        example!("percentile_tdigest(merge_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), dynamic([['long'],[1,5,9],[1,2,1]])), 100)" => "9"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let mut merged = Digest::default();
        for digest in args.iter().filter_map(Digest::from_value) {
            merged.merge(&digest);
        }
        merged.to_value()
    }),
};
