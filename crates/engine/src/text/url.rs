//! URLs: their escapes, their parts and their queries.

use std::fmt::Write;

use crate::types::Json;

/// Writes a text with `%` escapes; letters, digits and `-_.` stand for themselves.
pub fn encode(text: &str, space: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte as char),
            b' ' => out.push_str(space),
            // Writing into a string cannot fail.
            _ => _ = write!(out, "%{byte:02x}"),
        }
    }
    out
}

/// Undoes `%` escapes, and `+` for a space. Bytes that are no UTF-8 become the mark for those.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| {
                let digit = |b: u8| (b as char).to_digit(16);
                Some((digit(digits[0])? << 4 | digit(digits[1])?) as u8)
            });
        match escaped {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(if *byte == b'+' { b' ' } else { *byte });
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The parameters of a query as a bag of texts; the last of several with one name counts.
pub fn query(text: &str) -> Json {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    Json::Object(
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), Json::String(decode(value)))
            })
            .collect(),
    )
}

/// The parts of a URL. Any of them may be empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Url<'t> {
    pub scheme: &'t str,
    pub host: &'t str,
    pub port: &'t str,
    pub path: &'t str,
    pub username: &'t str,
    pub password: &'t str,
    pub query: &'t str,
    pub fragment: &'t str,
}

/// Takes a URL apart as it is written. A text without a scheme has no host.
pub fn parse(text: &str) -> Url<'_> {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some((scheme, rest)) = rest.split_once("://") else {
        return Url {
            path: rest,
            query,
            fragment,
            ..Url::default()
        };
    };
    let (authority, path) = match rest.find('/').and_then(|at| rest.split_at_checked(at)) {
        Some((authority, path)) => (authority, path),
        None => (rest, ""),
    };
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (username, password) = user.split_once(':').unwrap_or((user, ""));
    // The colons of an IPv6 address stand in brackets.
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (place, ""),
    };
    Url {
        scheme,
        host,
        port,
        path,
        username,
        password,
        query,
        fragment,
    }
}
