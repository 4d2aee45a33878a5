use super::def::*;
use sha1::{Digest, Sha1};

use crate::text::hash::hexadecimal;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash_sha1",
    aliases: &[],
    family: Family::Hash,
    summary: "Computes the SHA-1 digest of a value, in hexadecimal digits.",
    params: &[required(
        "source",
        Takes::Plain,
        "The value; one that is no string is taken as `tostring` gives it.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[example!("hash_sha1('World')" => "70c07ec18ef89c5309bbb0937f3a6342411e1fdd")],
    cases: &[
        example!("hash_sha1(datetime(2020-01-01))" => "e903e533f4d636b4fc0dcf3cf81e7b7f330de776"),
    ],
    body: Body::Rows(|args| Value::String(hexadecimal(&Sha1::digest(args[0].to_text())))),
};
