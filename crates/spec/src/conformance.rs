//! Comparing an answer with one from elsewhere: from the real engine, or from a page of its
//! documentation.
//!
//! Documentation prints tables for people, so cells are compared in a common form: `True` is 1,
//! an empty cell is null, a date is a date however it is written.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value as Json;

/// A query and what it must answer.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: String,
    pub query: String,
    /// What answered: `engine-…` is a real engine, whose names and types count too.
    pub suite: String,
    pub columns: Vec<String>,
    /// The engine's own names of the columns' types; empty where nothing is known of them.
    pub types: Vec<String>,
    pub rows: Vec<Vec<Json>>,
    /// Whether the page shows only some of the rows.
    pub partial: bool,
    /// Whether it needs no table that is not in the query.
    pub selfcontained: bool,
}

impl Case {
    /// From one object of a file of cases; `None` when it is not one.
    pub fn from_json(json: &Json) -> Option<Self> {
        let text = |key: &str| {
            json.get(key)
                .and_then(Json::as_str)
                .unwrap_or("")
                .to_owned()
        };
        let texts = |key: &str| {
            let list = json.get(key).and_then(Json::as_array).map(Vec::as_slice);
            list.unwrap_or_default()
                .iter()
                .map(|v| v.as_str().unwrap_or("").to_owned())
                .collect()
        };
        let rows = json.get("rows").and_then(Json::as_array).map(Vec::as_slice);
        let flag = |key: &str| json.get(key).and_then(Json::as_bool).unwrap_or(false);
        Some(Self {
            id: json.get("id")?.as_str()?.to_owned(),
            query: json.get("query")?.as_str()?.to_owned(),
            suite: text("suite"),
            columns: texts("columns"),
            types: texts("types"),
            rows: rows
                .unwrap_or_default()
                .iter()
                .map(|r| r.as_array().cloned().unwrap_or_default())
                .collect(),
            partial: flag("partial"),
            selfcontained: flag("selfcontained"),
        })
    }

    /// Whether the right answer is an error.
    pub fn must_be_refused(&self) -> bool {
        self.suite == "engine-must-refuse"
    }
}

/// An answer in the form that `vigie query --format json` prints.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Names and KQL types.
    pub columns: Vec<(String, String)>,
    pub rows: Vec<Vec<Json>>,
}

/// How an answer is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// `names`, `types`, `columns`, `row count` or `values`.
    pub kind: &'static str,
    pub detail: String,
}

/// Compares an answer with the known one; `None` when they agree.
pub fn judge(case: &Case, got: &Answer) -> Option<Wrong> {
    let wrong = |kind, detail| Some(Wrong { kind, detail });
    let any_order = ANY_ORDER.is_match(&case.query);
    let fit = |rows: &[Vec<Json>]| -> Vec<Vec<Cell>> {
        let cell = |v| {
            if any_order {
                canonical(v).unordered()
            } else {
                canonical(v)
            }
        };
        rows.iter().map(|r| r.iter().map(cell).collect()).collect()
    };
    let want = fit(&case.rows);
    let rows = fit(&got.rows);
    let names: Vec<&String> = got.columns.iter().map(|(name, _)| name).collect();
    if case.suite.starts_with("engine-") {
        if !names.iter().copied().eq(&case.columns) {
            return wrong(
                "names",
                format!("expected {:?}, got {names:?}", case.columns),
            );
        }
        let types: Vec<&String> = got.columns.iter().map(|(_, ty)| ty).collect();
        if case
            .types
            .iter()
            .zip(&types)
            .any(|(want, got)| !is_type(want, got))
        {
            return wrong("types", format!("expected {:?}, got {types:?}", case.types));
        }
    }
    let width = case.columns.len();
    if rows.iter().any(|r| r.len() != width) || names.len() != width {
        return wrong(
            "columns",
            format!("expected {:?}, got {names:?}", case.columns),
        );
    }
    if !case.partial && rows.len() != want.len() {
        return wrong(
            "row count",
            format!("expected {}, got {}", want.len(), rows.len()),
        );
    }
    if ORDERED.is_match(&case.query) && !case.partial {
        let mut pairs = want.iter().zip(&rows);
        return match pairs.find(|(w, g)| !same_row(w, g)) {
            Some((w, g)) => wrong("values", format!("expected {}, got {}", Row(w), Row(g))),
            None => None,
        };
    }
    let mut left: Vec<&Vec<Cell>> = rows.iter().collect();
    for row in &want {
        let Some(at) = left.iter().position(|g| same_row(row, g)) else {
            let some = left.iter().take(2).map(|r| Row(r).to_string());
            let some = some.collect::<Vec<_>>().join(", ");
            return wrong("values", format!("no row like {}; left {some}", Row(row)));
        };
        left.remove(at);
    }
    None
}

/// Queries whose rows come in an order that counts.
static ORDERED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\|\s*(sort|order|top|top-hitters|serialize|range)\b"));
/// Queries that make lists whose order the language leaves open.
static ANY_ORDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"make_?set|set_\w+\s*\(|bag_keys|make_?list|pack_all|bag_pack|make_bag")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*Z?$")
});
static DATE_US: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(\d{1,2})/(\d{1,2})/(\d{4}),? (\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ([AP])M)?$")
});
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(-)?(?:(\d+)\.)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns here are well formed")
}

/// Whether a KQL type is what a type of the real engine, or of the program that asked it, stands for.
fn is_type(engine: &str, kql: &str) -> bool {
    let fits: &[&str] = match engine {
        "Int" => &["int", "long"],
        "Int64" => &["long"],
        "Int32" => &["int"],
        "SByte" | "Bool" => &["bool"],
        "Double" => &["real"],
        "Real" => &["real", "decimal"],
        "SqlDecimal" => &["decimal"],
        "String" => &["string"],
        "Object" | "Dynamic" => &["dynamic"],
        "DateTime" => &["datetime"],
        "TimeSpan" => &["timespan"],
        "Guid" => &["guid"],
        _ => return true,
    };
    fits.contains(&kql)
}

/// A cell in the form in which both sides are compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Number(f64),
    /// Ticks since year 1.
    Time(i64),
    /// Ticks.
    Span(i64),
    List(Vec<Cell>),
    /// Sorted by key.
    Bag(Vec<(String, Cell)>),
    Text(String),
}

/// One comparable form for a cell, whichever side it came from.
pub fn canonical(value: &Json) -> Cell {
    match value {
        Json::Null => Cell::Null,
        Json::Bool(b) => Cell::Number(f64::from(*b)),
        Json::Number(n) => Cell::Number(n.as_f64().unwrap_or(f64::NAN)),
        Json::Array(items) => Cell::List(items.iter().map(canonical).collect()),
        Json::Object(bag) => {
            let mut bag: Vec<_> = bag.iter().map(|(k, v)| (k.clone(), canonical(v))).collect();
            bag.sort_by(|a, b| a.0.cmp(&b.0));
            Cell::Bag(bag)
        }
        Json::String(text) => from_text(text),
    }
}

fn from_text(text: &str) -> Cell {
    let text = text.trim_matches(is_space);
    let lower = text.to_lowercase();
    match lower.as_str() {
        "" | "null" => return Cell::Null,
        "true" => return Cell::Number(1.0),
        "false" => return Cell::Number(0.0),
        _ => {}
    }
    let json = || {
        let is_json = text.starts_with(['[', '{', '"']);
        is_json.then(|| serde_json::from_str(text).ok()).flatten()
    };
    if let Some(number) = number(text) {
        Cell::Number(number)
    } else if let Some(ticks) = date(text).or_else(|| date_us(text)) {
        Cell::Time(ticks)
    } else if let Some(ticks) = span(text) {
        Cell::Span(ticks)
    } else if let Some(json) = json() {
        canonical(&json)
    } else {
        let words = text.split(is_space).filter(|w| !w.is_empty());
        Cell::Text(words.collect::<Vec<_>>().join(" "))
    }
}

/// White space, with the separators that old data has.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A number, also with `_` between its digits.
fn number(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut marks = bytes.iter().enumerate().filter(|(_, b)| **b == b'_');
    if marks.any(|(at, _)| !is_digit(at.checked_sub(1)) || !is_digit(Some(at + 1))) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

const SECOND: i64 = 10_000_000;

fn date(text: &str) -> Option<i64> {
    let found = DATE.captures(text)?;
    let part = |at: usize| found.get(at).map_or(Some(0), |m| m.as_str().parse().ok());
    let days = days(part(1)?, part(2)?, part(3)?)?;
    clock(
        days,
        part(4)?,
        part(5)?,
        part(6)?,
        found.get(7).map_or("", |m| m.as_str()),
    )
}

/// `1/31/2024, 1:05:00 PM`
fn date_us(text: &str) -> Option<i64> {
    let found = DATE_US.captures(text)?;
    let part = |at: usize| {
        found
            .get(at)
            .map_or(Some(0), |m| m.as_str().parse::<i64>().ok())
    };
    let days = days(part(3)?, part(1)?, part(2)?)?;
    let hour = match found.get(8).map(|m| m.as_str()) {
        Some("P") => part(4)? % 12 + 12,
        Some(_) => part(4)? % 12,
        None => part(4)?,
    };
    clock(
        days,
        hour,
        part(5)?,
        part(6)?,
        found.get(7).map_or("", |m| m.as_str()),
    )
}

fn clock(days: i64, hour: i64, minute: i64, second: i64, fraction: &str) -> Option<i64> {
    let valid = hour < 24 && minute < 60 && second < 60;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    valid.then_some(seconds * SECOND + ticks(fraction)?)
}

/// Days since 0001-01-01, of dates that the calendar has.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = usize::try_from(month - 1).ok()?;
    let valid = year >= 1 && (1..=*months.get(month)?).contains(&day);
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400;
    valid.then(|| years + months.iter().take(month).sum::<i64>() + day - 1)
}

fn span(text: &str) -> Option<i64> {
    let found = SPAN.captures(text)?;
    let part = |at: usize| {
        found
            .get(at)
            .map_or(Some(0), |m| m.as_str().parse::<i64>().ok())
    };
    let hours = part(2)?.checked_mul(24)?.checked_add(part(3)?)?;
    let seconds = hours
        .checked_mul(3600)?
        .checked_add(part(4)? * 60 + part(5)?)?;
    let ticks = seconds
        .checked_mul(SECOND)?
        .checked_add(ticks(found.get(6).map_or("", |m| m.as_str()))?)?;
    Some(if found.get(1).is_some() {
        -ticks
    } else {
        ticks
    })
}

/// The digits of a fraction of a second, as ticks.
fn ticks(digits: &str) -> Option<i64> {
    let seven: String = digits.chars().chain("0000000".chars()).take(7).collect();
    seven.parse().ok()
}

impl Cell {
    /// The same with lists sorted, for lists whose order the language leaves open.
    #[must_use]
    pub fn unordered(self) -> Self {
        match self {
            Self::List(items) => {
                let mut items: Vec<Self> = items.into_iter().map(Self::unordered).collect();
                items.sort_by(Self::order);
                Self::List(items)
            }
            other => other,
        }
    }

    /// Some total order.
    fn order(&self, other: &Self) -> Ordering {
        self.to_string().cmp(&other.to_string())
    }

    /// Whether two cells are the same, numbers nearly so.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => same_number(*a, *b),
            (Self::List(a), Self::List(b)) => same_row(a, b),
            (Self::Bag(a), Self::Bag(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.0 == y.0 && x.1.same(&y.1))
            }
            _ => self == other,
        }
    }
}

fn same_number(a: f64, b: f64) -> bool {
    let near = || {
        a.is_finite() && b.is_finite() && (a - b).abs() <= (1e-6 * a.abs().max(b.abs())).max(1e-9)
    };
    a == b || (a.is_nan() && b.is_nan()) || near()
}

fn same_row(a: &[Cell], b: &[Cell]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.same(y))
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Number(n) => write!(f, "{n:?}"),
            Self::Time(t) => write!(f, "time {t}"),
            Self::Span(t) => write!(f, "span {t}"),
            Self::List(items) => Row(items).fmt(f),
            Self::Bag(bag) => {
                f.write_str("{")?;
                for (at, (key, value)) in bag.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{key}: {value}")?;
                }
                f.write_str("}")
            }
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

/// Shows the cells of a row.
struct Row<'a>(&'a [Cell]);

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (at, cell) in self.0.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            write!(f, "{comma}{cell}")?;
        }
        f.write_str("]")
    }
}

/// The tallies of a run, as its last lines say them.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many cases had each outcome, in the order of the names.
    outcomes: std::collections::BTreeMap<&'static str, usize>,
}

impl Tally {
    pub fn count(&mut self, outcome: &'static str) {
        *self.outcomes.entry(outcome).or_default() += 1;
    }

    fn of(&self, outcomes: &[&str]) -> usize {
        let some = outcomes.iter().filter_map(|o| self.outcomes.get(o));
        some.sum()
    }
}

impl Tally {
    /// How many were counted.
    pub fn cases(&self) -> usize {
        self.outcomes.values().sum()
    }

    /// The numbers, for files.
    pub fn json(&self) -> serde_json::Value {
        let cases = self.cases();
        let (ok, refused) = (self.of(&["ok"]), self.of(&["error"]));
        let broken = self.of(&["panic", "timeout", "output"]);
        let wrong = cases - ok - refused - broken;
        serde_json::json!({
            "cases": cases, "ok": ok, "wrong": wrong, "refused": refused, "broken": broken
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: usize = self.outcomes.values().sum();
        let names: BTreeSet<_> = self
            .outcomes
            .iter()
            .map(|(name, n)| format!("{name} {n}"))
            .collect();
        writeln!(f, "{}", names.into_iter().collect::<Vec<_>>().join(", "))?;
        let (ok, refused) = (self.of(&["ok"]), self.of(&["error"]));
        let broken = self.of(&["panic", "timeout", "output"]);
        let wrong = total - ok - refused - broken;
        let percent = |n: usize| 100.0 * n as f64 / total.max(1) as f64;
        writeln!(
            f,
            "wrong {wrong} ({:.2} %), refused {refused}, broken {broken}",
            percent(wrong)
        )?;
        writeln!(f, "{ok}/{total} = {:.1} %", percent(ok))
    }
}
