//! Alerts for people at a terminal: who, from where, what, when, why, and which records prove it.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use vigie_engine::types::{Value, datetime};
use vigie_syntax::escape::{cut, line, width, wrap};

use super::{Page, Sink};
use crate::alert::{Alert, Entity, Record};
use crate::report::{Outcome, Report};
use crate::rule::Severity;

pub(super) const SINK: Sink = Sink {
    name: "text",
    summary: "For people at a terminal, with an account of what was read and run",
    write,
    has_ledger: true,
};

/// Records of an alert that are shown unless all are asked for.
const RECORDS: usize = 5;
/// Values of one kind that are shown.
const VALUES: usize = 6;
/// Columns of the labels at the left.
const LABEL: usize = 12;

fn write(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    let standing: Vec<&Alert> = report.standing().collect();
    for alert in &standing {
        Shown { alert, page }.write(out)?;
        writeln!(out)?;
    }
    let suppressed = report.alerts.iter().filter(|a| a.suppressed.is_some());
    for alert in suppressed {
        suppressed_line(alert, page, out)?;
    }
    ledger(report, page, out)
}

/// What was found, what was run, what was read.
pub(crate) fn ledger(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    let total = report.standing().count();
    let mut counts: Vec<String> = Severity::ALL
        .into_iter()
        .rev()
        .map(|severity| {
            let of = report.standing().filter(|a| a.severity == severity).count();
            (severity, of)
        })
        .filter(|(_, of)| *of > 0)
        .map(|(severity, of)| format!("{of} {}", severity.name().to_lowercase()))
        .collect();
    let suppressed = report.alerts.len() - total;
    if suppressed > 0 {
        counts.push(format!("{suppressed} suppressed"));
    }
    let counts = match counts.join(", ") {
        text if text.is_empty() => text,
        text => format!(": {text}"),
    };
    let s = if total == 1 { "" } else { "s" };
    writeln!(out, "{}", page.bold(&format!("{total} alert{s}{counts}")))?;
    rules(report, page, out)?;
    let account = report.ledger.to_string();
    for text in account.lines() {
        let inner = text.trim_start();
        let indent = text.len() - inner.len();
        let wrapped = hanging(&line(inner), page.width - indent, 2);
        for part in wrapped.lines() {
            writeln!(out, "{}{part}", " ".repeat(indent))?;
        }
    }
    Ok(())
}

/// Rules that did not run, and reasons, that are listed one by one.
const MOST_NOT_RUN: usize = 20;

fn rules(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    let of = |is: fn(&Outcome) -> bool| report.rules.iter().filter(|r| is(&r.outcome)).count();
    let ran = of(|outcome| matches!(outcome, Outcome::Ran { .. }));
    let parts = of(|outcome| matches!(outcome, Outcome::Part(_)));
    let not_run = report.not_run().count();
    let s = if ran == 1 { "" } else { "s" };
    let mut text = format!("{ran} rule{s} run");
    if not_run > 0 {
        text.push_str(&format!(", {not_run} NOT RUN"));
    }
    match parts {
        0 => {}
        1 => text.push_str(", 1 more as a part of another"),
        n => text.push_str(&format!(", {n} more as parts of others")),
    }
    writeln!(out, "{text}")?;
    for text in not_run_lines(report, page) {
        write!(out, "{}", hanging(&line(&text), page.width, 2))?;
    }
    for account in &report.rules {
        for note in &account.notes {
            let text = format!("note: {}: {note}", account.path.display());
            write!(out, "{}", hanging(&line(&text), page.width, 2))?;
        }
        if let Outcome::Disabled(why) = &account.outcome {
            let text = format!("disabled: {}: {why}", account.path.display());
            write!(out, "{}", hanging(&line(&text), page.width, 2))?;
        }
    }
    Ok(())
}

/// Rules that did not run: each, or with many of them each reason and how many rules it concerns.
fn not_run_lines(report: &Report, page: &Page) -> Vec<String> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut each = Vec::new();
    for (account, reason) in report.not_run() {
        let path = account.path.display();
        each.push(format!("not run: {path}: {}", reason.sentence()));
        let rules = reasons.entry(reason.brief()).or_default();
        rules.push(path.to_string());
    }
    if page.full || each.len() <= MOST_NOT_RUN {
        return each;
    }
    let mut reasons: Vec<(String, Vec<String>)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
    let others = reasons.split_off(MOST_NOT_RUN.min(reasons.len()));
    let mut lines: Vec<String> = reasons
        .iter()
        .map(|(reason, rules)| match rules.as_slice() {
            [only] => format!("not run: {only}: {reason}"),
            many => format!("not run: {} rules: {reason}", many.len()),
        })
        .collect();
    if !others.is_empty() {
        let rules: usize = others.iter().map(|(_, rules)| rules.len()).sum();
        lines.push(format!(
            "not run: {rules} rules for {} other reasons",
            others.len()
        ));
    }
    lines.push(
        "`--full` tells each rule that did not run, `--ledger` writes all of them".to_owned(),
    );
    lines
}

fn suppressed_line(alert: &Alert, page: &Page, out: &mut dyn Write) -> Result<()> {
    let Some(by) = &alert.suppressed else {
        return Ok(());
    };
    let text = format!(
        "suppressed: {}, {}: {} ({}, until {})",
        when(alert.first, alert.last),
        alert.title,
        by.reason,
        by.owner,
        datetime::format(by.expires).get(..10).unwrap_or_default(),
    );
    write!(out, "{}", hanging(&line(&text), page.width, 2))
}

struct Shown<'a> {
    alert: &'a Alert,
    page: &'a Page,
}

impl Shown<'_> {
    fn write(&self, out: &mut dyn Write) -> Result<()> {
        let alert = self.alert;
        let severity = format!("{:<LABEL$}", alert.severity.name().to_uppercase());
        let color = match alert.severity {
            Severity::High => "1;31",
            Severity::Medium => "1;33",
            Severity::Low => "1;36",
            Severity::Informational => "1",
        };
        let title = hanging(&line(&alert.title), self.page.width - LABEL, 0);
        for (at, text) in title.lines().enumerate() {
            let label = if at == 0 {
                self.page.color(&severity, color)
            } else {
                " ".repeat(LABEL)
            };
            writeln!(out, "{label}{}", self.page.bold(text))?;
        }
        self.field(out, "when", &when(alert.first, alert.last))?;
        self.entities(out)?;
        self.field(out, "why", &self.attack())?;
        self.field(out, "", &self.rule())?;
        let description = if alert.description.trim().is_empty() {
            &alert.rule.description
        } else {
            &alert.description
        };
        let description: Vec<&str> = description.split_whitespace().collect();
        let description = description.join(" ");
        let description = if self.page.full {
            description
        } else {
            cut(&description, 3 * (self.page.width - LABEL)).into_owned()
        };
        self.field(out, "what", &description)?;
        self.details(out)?;
        self.records(out)?;
        let runs = match alert.runs {
            1 => String::new(),
            n => format!(", found by {n} runs"),
        };
        self.field(out, "id", &format!("{}{runs}", alert.id))?;
        if alert.incident != alert.id {
            self.field(out, "incident", &alert.incident)?;
        }
        Ok(())
    }

    /// A label and a text, on as many lines as it takes.
    fn field(&self, out: &mut dyn Write, label: &str, text: &str) -> Result<()> {
        let text = line(text);
        let wrapped = hanging(&text, self.page.width - LABEL, 0);
        for (at, part) in wrapped.lines().enumerate() {
            let label = if at == 0 { label } else { "" };
            let label = self.page.dim(&format!("{label:<LABEL$}"));
            writeln!(out, "{label}{part}")?;
        }
        Ok(())
    }

    fn entities(&self, out: &mut dyn Write) -> Result<()> {
        for (label, kinds) in [("who", WHO), ("from", FROM)] {
            let of = |e: &&Entity| kinds.contains(&e.kind.as_str());
            self.values(out, label, self.alert.entities.iter().filter(of))?;
        }
        let others = self.alert.entities.iter().filter(|e| {
            let kind = e.kind.as_str();
            !WHO.contains(&kind) && !FROM.contains(&kind)
        });
        self.values(out, "on", others)
    }

    fn values<'e>(
        &self,
        out: &mut dyn Write,
        label: &str,
        entities: impl Iterator<Item = &'e Entity>,
    ) -> Result<()> {
        let values: Vec<String> = entities.map(Entity::value).collect();
        let shown = if self.page.full { values.len() } else { VALUES };
        for (at, value) in values.iter().take(shown).enumerate() {
            let label = if at == 0 { label } else { "" };
            self.field(out, label, value)?;
        }
        if values.len() > shown {
            self.field(out, "", &format!("and {} more", values.len() - shown))?;
        }
        Ok(())
    }

    fn attack(&self) -> String {
        let tactics = self.alert.tactics.iter().map(|t| match t.id.as_str() {
            "" => t.name.clone(),
            id => format!("{} ({id})", t.name),
        });
        let all: Vec<String> = tactics
            .chain(self.alert.techniques.iter().cloned())
            .collect();
        all.join(", ")
    }

    fn rule(&self) -> String {
        let rule = &self.alert.rule;
        let file = rule.path.file_name().unwrap_or_default().to_string_lossy();
        if rule.name == self.alert.title {
            format!("rule {file}")
        } else {
            format!("rule {file}: {}", rule.name)
        }
    }

    /// What the author wants to be seen; the row where the author does not say.
    fn details(&self, out: &mut dyn Write) -> Result<()> {
        let alert = self.alert;
        let row = alert.rows.first().into_iter().flatten();
        let row = alert.columns.iter().map(|c| c.name.as_str()).zip(row);
        let details = alert.custom_details.iter().map(|(n, v)| (n.as_str(), v));
        let all: Vec<(&str, &Value)> = if alert.custom_details.is_empty() || self.page.full {
            row.collect()
        } else {
            details.collect()
        };
        let texts = all
            .into_iter()
            .filter(|(_, value)| !crate::hunt::is_empty(value))
            .map(|(name, value)| {
                let value = match value {
                    Value::Datetime(t) => moment(*t),
                    other => other.to_text(),
                };
                (name, line(&value).into_owned())
            })
            .filter(|(_, text)| !text.is_empty() && text != "[]");
        for (at, (name, text)) in texts.enumerate() {
            let label = if at == 0 { "details" } else { "" };
            let name = line(name);
            let room = (self.page.width - LABEL).saturating_sub(width(&name) + 1);
            let text = if self.page.full {
                text
            } else {
                cut(&text, room).into_owned()
            };
            self.field(out, label, &format!("{name} {text}"))?;
        }
        Ok(())
    }

    fn records(&self, out: &mut dyn Write) -> Result<()> {
        let records = &self.alert.records;
        if records.is_empty() {
            let why = self.alert.untraced.as_deref();
            return self.field(out, "records", why.unwrap_or("none"));
        }
        let count = records.len();
        let shown = if self.page.full || count == RECORDS + 1 {
            count
        } else {
            RECORDS
        };
        let day = records.first().and_then(|r| r.time).map(moment);
        let one_day = records.iter().all(|r| {
            let own = r.time.map(moment);
            own.as_deref().and_then(|t| t.get(..10)) == day.as_deref().and_then(|t| t.get(..10))
        });
        for (at, record) in records.iter().take(shown).enumerate() {
            let label = if at == 0 {
                format!("{count} records")
            } else {
                String::new()
            };
            let label = if count == 1 {
                "record".to_owned()
            } else {
                label
            };
            self.record(out, if at == 0 { &label } else { "" }, record, one_day)?;
        }
        if count > shown {
            let text = format!("and {} more (--full shows all)", count - shown);
            self.field(out, "", &text)?;
        }
        if let Some(why) = &self.alert.untraced {
            self.field(out, "", &format!("not all: {why}"))?;
        }
        Ok(())
    }

    /// What a record says in one line, and where it stands in the next.
    fn record(
        &self,
        out: &mut dyn Write,
        label: &str,
        record: &Record,
        one_day: bool,
    ) -> Result<()> {
        let time = record.time.map(moment).unwrap_or_default();
        let time = if one_day {
            time.get(11..).unwrap_or(&time)
        } else {
            &time
        };
        let resource = record.resource.rsplit('/').next().unwrap_or_default();
        let what = if record.operation.is_empty() {
            &record.actor
        } else {
            &record.operation
        };
        let parts = [time, what, &record.result, resource];
        let says: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let room = self.page.width - LABEL;
        let says = line(&says.join(" ")).into_owned();
        let place = format!("{}:{}", record.file, record.number);
        let place = line(&place);
        if width(&says) + width(&place) + 2 <= room {
            let gap = if says.is_empty() { "" } else { "  " };
            let text = format!("{says}{gap}{}", self.page.dim(&place));
            return self.labelled(out, label, &text);
        }
        self.labelled(out, label, &cut(&says, room))?;
        let place = format!("  {}", tail(&place, room - 2));
        self.labelled(out, "", &self.page.dim(&place))
    }

    fn labelled(&self, out: &mut dyn Write, label: &str, text: &str) -> Result<()> {
        let label = self.page.dim(&format!("{label:<LABEL$}"));
        writeln!(out, "{}", format!("{label}{text}").trim_end())
    }
}

/// Entities that act.
const WHO: &[&str] = &["Account", "SecurityGroup", "Mailbox", "Process"];
/// Where they act from.
const FROM: &[&str] = &["IP", "DNS", "URL"];

impl Page {
    fn color(&self, text: &str, code: &str) -> String {
        if self.colors {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(&self, text: &str) -> String {
        self.color(text, "1")
    }

    fn dim(&self, text: &str) -> String {
        self.color(text, "2")
    }
}

/// Lines of at most so many columns, the later ones indented. Words that are longer are broken.
fn hanging(text: &str, columns: usize, indent: usize) -> String {
    let room = columns.saturating_sub(indent).max(10);
    let mut broken = String::new();
    for word in text.split(' ') {
        let mut rest = word;
        while width(rest) > room {
            let at = rest
                .char_indices()
                .map(|(at, c)| (at, at + c.len_utf8()))
                .take_while(|(_, end)| width(&rest[..*end]) <= room)
                .last()
                .map_or(rest.len(), |(_, end)| end);
            broken.push_str(&rest[..at]);
            broken.push(' ');
            rest = &rest[at..];
        }
        broken.push_str(rest);
        broken.push(' ');
    }
    let wrapped = wrap(&broken, room, "");
    let mut out = String::new();
    for (at, part) in wrapped.lines().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(part);
        out.push('\n');
    }
    out
}

/// The end of a text that is too long: of a path, the file.
fn tail(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let from = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| width(&text[*at..]) < columns)
        .unwrap_or(text.len());
    format!("…{}", &text[from..])
}

/// `2024-05-01 10:00:00Z`
fn moment(ticks: i64) -> String {
    let text = datetime::format(ticks);
    format!("{}Z", text.get(..19).unwrap_or(&text).replace('T', " "))
}

/// One time, or the first and the last.
fn when(first: i64, last: i64) -> String {
    let (first, last) = (moment(first), moment(last));
    if first == last {
        return first;
    }
    match (first.get(..10), last.get(..10)) {
        (Some(a), Some(b)) if a == b => {
            format!(
                "{} to {}",
                first.trim_end_matches('Z'),
                last.get(11..).unwrap_or(&last)
            )
        }
        _ => format!("{first} to {last}"),
    }
}
