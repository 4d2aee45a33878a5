//! Measures the KQL parser on queries from outside: how many parse, and whether what the printer writes
//! parses back to the same tree.
//!
//!     cargo run -p vigie-syntax --example corpus -- FILE... [--list]
//!
//! A file is JSON lines (also `.gz`) or one JSON array of objects with `query`, and `id` and `syntax_ok`
//! where it has them; a query without `syntax_ok` is taken to be correct. `--list` prints each query that
//! did not do as it should.

use std::fs::File;
use std::io::{BufReader, Read, Write, stdout};
use std::path::Path;

use serde_json::Value;
use vigie_syntax::kql::ast::Query;
use vigie_syntax::kql::{parse, print};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|arg| arg.starts_with("--"));
    let list = flags.iter().any(|flag| flag == "--list");
    let mut out = stdout().lock();
    for file in files {
        let mut counts = Counts::default();
        for case in cases(&file)? {
            let Some(query) = case["query"].as_str() else {
                continue;
            };
            let correct = case["syntax_ok"].as_bool().unwrap_or(true);
            let (tree, diagnostics) = parse(query);
            let error = diagnostics.iter().find(|diagnostic| diagnostic.is_error());
            match (correct, error) {
                (true, None) => {
                    counts.parsed += 1;
                    if let Some(printed) = changed_by_printing(tree) {
                        counts.changed += 1;
                        if list {
                            writeln!(out, "{} changes when printed:\n{printed}", case["id"])?;
                        }
                    }
                }
                (true, Some(error)) => {
                    counts.refused += 1;
                    if list {
                        let (line, column) = error.position(query);
                        let text = query.lines().nth(line - 1).unwrap_or("");
                        writeln!(
                            out,
                            "{} {line}:{column} {}\n    {text}",
                            case["id"], error.message
                        )?;
                    }
                }
                (false, Some(_)) => counts.incorrect_refused += 1,
                (false, None) => {
                    counts.incorrect_parsed += 1;
                    if list {
                        writeln!(out, "{} parses, though it should not", case["id"])?;
                    }
                }
            }
        }
        writeln!(
            out,
            "{file}: {} of {} correct queries parse, {} of these change when printed; {} of {} others are refused",
            counts.parsed,
            counts.parsed + counts.refused,
            counts.changed,
            counts.incorrect_refused,
            counts.incorrect_refused + counts.incorrect_parsed,
        )?;
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    parsed: usize,
    refused: usize,
    changed: usize,
    incorrect_refused: usize,
    incorrect_parsed: usize,
}

/// The printed query, where it does not parse back to the tree it was printed from. Trees are compared by
/// what `Debug` shows of them, for which NaN is equal to itself.
fn changed_by_printing(tree: Query) -> Option<String> {
    let printed = print(&tree);
    let (again, diagnostics) = parse(&printed);
    let same = format!("{:?}", tree.without_spans()) == format!("{:?}", again.without_spans());
    let fails = diagnostics.iter().any(vigie_syntax::Diagnostic::is_error);
    (!same || fails).then_some(printed)
}

fn cases(file: &str) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let mut text = String::new();
    let reader = BufReader::new(File::open(file)?);
    if Path::new(file).extension() == Some("gz".as_ref()) {
        flate2::bufread::GzDecoder::new(reader).read_to_string(&mut text)?;
    } else {
        BufReader::new(reader).read_to_string(&mut text)?;
    }
    if text.starts_with('[') {
        return Ok(serde_json::from_str(&text)?);
    }
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?)
}
