//! Some members of an object, for queries that look at no others.

use std::borrow::Cow;

use super::{Members, compact, quote, unescape};

/// The canonical JSON of an object with those of its members whose keys are asked for; of any other
/// value all of it. `None` for what is not JSON.
pub fn part(value: &[u8], wanted: impl Fn(&str) -> bool) -> Option<String> {
    if value.first() != Some(&b'{') {
        return Some(compact(value)?.into_owned());
    }
    let mut kept: Vec<(Cow<'_, str>, &[u8])> = Vec::new();
    for member in Members::new(value) {
        let (key, value) = member.ok()?;
        let key = unescape(key);
        if !wanted(&key) {
            continue;
        }
        // Of two members with one key, however it is spelled, the later counts, in the place of the
        // first.
        match kept.iter_mut().find(|(own, _)| *own == key) {
            Some((_, own)) => *own = value,
            None => kept.push((key, value)),
        }
    }
    let mut out = String::with_capacity(kept.iter().map(|(k, v)| k.len() + v.len() + 4).sum());
    out.push('{');
    for (at, (key, value)) in kept.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        quote(&mut out, &key);
        out.push(':');
        out.push_str(&compact(value)?);
    }
    out.push('}');
    Some(out)
}
