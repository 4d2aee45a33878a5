use super::def::*;
use sha2::{Digest, Sha256};

use crate::text::hash::hexadecimal;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash_sha256",
    aliases: &[],
    family: Family::Hash,
    summary: "Computes the SHA-256 digest of a value, in hexadecimal digits.",
    params: &[required(
        "source",
        Takes::Plain,
        "The value; one that is no string is taken as `tostring` gives it.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[
        example!("hash_sha256('World')" => "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524"),
    ],
    cases: &[
        example!("hash_sha256(datetime(2020-01-01))" => "ba666752dc1a20eb750b0eb64e780cc4c968bc9fb8813461c1d7e750f302d71d"),
    ],
    body: Body::Rows(|args| Value::String(hexadecimal(&Sha256::digest(args[0].to_text())))),
};
