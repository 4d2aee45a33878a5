use super::def::*;
use crate::text::hash::xxhash64;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash",
    aliases: &[],
    family: Family::Hash,
    summary: "Computes a hash of a value.",
    params: &[
        required("source", Takes::Plain, "The value."),
        optional("mod", LONG, "The remainder of a division by this is given."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "The algorithm is xxHash64 with the seed 0.",
    examples: &[
        example!("hash('World')" => "1846988464401551951"),
        example!("hash('World', 100)" => "51"),
    ],
    cases: &[
        example!("hash(datetime(2015-01-01))" => "1380966698541616202"),
        example!("hash('Hello')" => "753694413698530628"),
        example!("hash('a', 0)" => "null"),
    ],
    body: Body::Rows(|args| {
        let hash = xxhash64(&args[0]);
        match args.get(1) {
            None => Value::Long(hash as i64),
            Some(modulus) => modulus
                .as_i64()
                .and_then(|m| u64::try_from(m).ok())
                .and_then(|m| hash.checked_rem(m))
                .map_or(Value::Null, |rest| Value::Long(rest as i64)),
        }
    }),
};
