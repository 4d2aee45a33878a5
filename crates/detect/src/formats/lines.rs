//! Collections of queries: JSON lines with `id` and `query`, and where known `queryFrequency` and
//! `queryPeriod`, plain or gzip. They are checked, not hunted with.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value as Json;

use crate::duration;
use crate::rule::{Reason, Refusal, Rule, Schedule};

use super::Rules;

/// Bytes of a line.
const MAX_LINE: u64 = 32 << 20;

/// The queries of a collection; `None` when the name of the file says that it is none.
///
/// # Errors
/// When the file cannot be read.
pub fn queries(path: &Path) -> std::io::Result<Option<Rules>> {
    let name = path.to_string_lossy().to_lowercase();
    let (plain, packed) = match name.strip_suffix(".gz") {
        Some(plain) => (plain, true),
        None => (name.as_str(), false),
    };
    if ![".jsonl", ".ndjson"].iter().any(|end| plain.ends_with(end)) {
        return Ok(None);
    }
    let file = File::open(path)?;
    let source: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut lines = BufReader::new(source);
    let mut rules = Vec::new();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        if lines.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Some(rules));
        }
        if !line.iter().all(u8::is_ascii_whitespace) {
            rules.push(rule(path, number, &line));
        }
    }
}

fn rule(path: &Path, number: usize, line: &[u8]) -> Result<Rule, Refusal> {
    let refuse = |id: Option<String>, why: String| Refusal {
        path: path.to_owned(),
        id,
        reason: Reason::Said(format!("line {number} {why}")),
    };
    let json: Json =
        serde_json::from_slice(line).map_err(|e| refuse(None, format!("is no JSON: {e}")))?;
    let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
    let id = text("id").unwrap_or_else(|| number.to_string());
    match text("query") {
        Some(query) => {
            let mut rule = Rule::bare(path.to_owned(), id, query);
            let time = |key: &str| {
                text(key)
                    .and_then(|t| duration::parse(&t))
                    .filter(|t| *t > 0)
            };
            rule.schedule = time("queryPeriod").map(|period| Schedule {
                frequency: time("queryFrequency").unwrap_or(period),
                period,
            });
            Ok(rule)
        }
        None => Err(refuse(Some(id), "has no `query`".to_owned())),
    }
}
