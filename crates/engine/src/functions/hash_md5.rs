use super::def::*;
use md5::{Digest, Md5};

use crate::text::hash::hexadecimal;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hash_md5",
    aliases: &[],
    family: Family::Hash,
    summary: "Computes the MD5 digest of a value, in hexadecimal digits.",
    params: &[required(
        "source",
        Takes::Plain,
        "The value; one that is no string is taken as `tostring` gives it.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[example!("hash_md5('World')" => "f5a7924e621e84c9280a9a27e1bcb7f6")],
    cases: &[
        example!("hash_md5(datetime(2020-01-01))" => "786c530672d1f8db31fee25ea8a9390b"),
        example!("hash_md5('')" => "d41d8cd98f00b204e9800998ecf8427e"),
    ],
    body: Body::Rows(|args| Value::String(hexadecimal(&Md5::digest(args[0].to_text())))),
};
