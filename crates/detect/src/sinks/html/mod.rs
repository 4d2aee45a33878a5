//! A report in one file, for a browser without a network: what was found, by whom, when and from
//! where, the records that prove it, where to look further, and what was and was not done.
//!
//! There is no script in it. Everything out of the logs is escaped, and the page's policy lets
//! nothing run or load.

mod further;
mod timeline;

use std::collections::BTreeMap;
use std::io::{Result, Write};

use vigie_engine::types::{Value, datetime};
use vigie_syntax::escape;

use super::{Page, Sink};
use crate::alert::{Alert, Entity, Record};
use crate::hunt::is_empty;
use crate::report::{Outcome, Report};
use crate::rule::Severity;

pub(super) const SINK: Sink = Sink {
    name: "html",
    summary: "A report in one file, with a picture, for a browser",
    write,
    has_ledger: true,
};

const STYLE: &str = include_str!("style.css");
/// Records of an alert in the page, unless all are asked for.
const RECORDS: usize = 200;
/// An alert with at most so many shows them at once.
const OPEN: usize = 12;

fn write(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    let standing: Vec<&Alert> = report.standing().collect();
    let count = counted(standing.len(), "alert");
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>vigie: {count}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>"
    )?;
    head(report, &count, out)?;
    problems(report, out)?;
    if !standing.is_empty() {
        writeln!(out, "<h2>When</h2>\n<div class=\"picture\">")?;
        out.write_all(timeline::picture(&standing).as_bytes())?;
        writeln!(out, "</div>")?;
        actors(&standing, out)?;
        techniques(&standing, out)?;
        alerts(report, page, out)?;
    }
    account(report, out)?;
    writeln!(
        out,
        "<footer>Made by vigie {}. Times are UTC. Entities, texts and records come from the logs as \
         they were given.</footer>\n</main>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    )
}

fn head(report: &Report, count: &str, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "<h1>{count}</h1>")?;
    if let (Some(first), Some(last)) = (&report.ledger.first, &report.ledger.last) {
        let short = |t: &str| datetime::parse(t).map_or_else(String::new, moment);
        writeln!(
            out,
            "<p class=\"soft\">in logs from {} to {}</p>",
            short(first),
            short(last)
        )?;
    }
    writeln!(out, "<div class=\"cards\">")?;
    let mut card = |class: &str, number: usize, text: &str| {
        writeln!(
            out,
            "<div class=\"card {class}\"><b>{number}</b><span>{text}</span></div>"
        )
    };
    for severity in [Severity::High, Severity::Medium, Severity::Low] {
        let of = report.standing().filter(|a| a.severity == severity).count();
        card(class(severity), of, &severity.name().to_lowercase())?;
    }
    let ran = report
        .rules
        .iter()
        .filter(|r| matches!(r.outcome, Outcome::Ran { .. }))
        .count();
    card(
        "",
        report.alerts.len() - report.standing().count(),
        "suppressed",
    )?;
    card("", ran, "rules run")?;
    let not_run = report.not_run().count();
    card(
        if not_run > 0 { "high" } else { "" },
        not_run,
        "rules not run",
    )?;
    let records = usize::try_from(report.ledger.records).unwrap_or(usize::MAX);
    card("", records, "records read")?;
    writeln!(out, "</div>")
}

/// What could not be done stands above everything that was found.
fn problems(report: &Report, out: &mut dyn Write) -> Result<()> {
    let mut lines: Vec<String> = report
        .not_run()
        .map(|(account, reason)| {
            format!(
                "<b>{}</b> was not run: {}",
                escaped(&account.path.display().to_string()),
                escaped(&reason.sentence())
            )
        })
        .collect();
    if report.ledger.rejected > 0 {
        let rejected = counted(
            usize::try_from(report.ledger.rejected).unwrap_or(0),
            "record",
        );
        lines.push(format!("{rejected} could not be read"));
    }
    for file in &report.ledger.files {
        if let Some(fault) = &file.counts.fault {
            let (path, fault) = (escaped(&file.path), escaped(fault));
            lines.push(format!("<b>{path}</b> was not read to its end: {fault}"));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<div class=\"problem\"><b>Not everything was looked at.</b>\n<ul>"
    )?;
    for line in lines {
        writeln!(out, "<li>{line}</li>")?;
    }
    writeln!(out, "</ul></div>")
}

/// Who the alerts are about.
fn actors(alerts: &[&Alert], out: &mut dyn Write) -> Result<()> {
    let mut of: BTreeMap<String, Vec<&Alert>> = BTreeMap::new();
    for alert in alerts {
        of.entry(who(alert)).or_default().push(alert);
    }
    let mut of: Vec<(String, Vec<&Alert>)> = of.into_iter().collect();
    of.sort_by_key(|(name, alerts)| {
        let worst = alerts.iter().map(|a| a.severity).max();
        let count = alerts.len();
        (std::cmp::Reverse((worst, count)), name.clone())
    });
    writeln!(
        out,
        "<h2>Who</h2>\n<div class=\"panel\"><table>\n<tr><th>Who</th><th>From</th>\
         <th class=\"number\">High</th><th class=\"number\">Medium</th>\
         <th class=\"number\">Low</th><th>First</th><th>Last</th></tr>"
    )?;
    for (name, alerts) in of {
        let mut from: Vec<String> = alerts
            .iter()
            .flat_map(|a| a.entities.iter().filter(|e| e.kind == "IP"))
            .map(Entity::value)
            .collect();
        from.sort();
        from.dedup();
        let more = from.len().saturating_sub(4);
        from.truncate(4);
        if more > 0 {
            from.push(format!("and {more} more"));
        }
        let number = |severity| match alerts.iter().filter(|a| a.severity == severity).count() {
            0 => String::new(),
            n => n.to_string(),
        };
        let first = alerts.iter().map(|a| a.first).min().unwrap_or_default();
        let last = alerts.iter().map(|a| a.last).max().unwrap_or_default();
        writeln!(
            out,
            "<tr><td>{}</td><td class=\"address\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>\
             <td class=\"number\">{}</td><td class=\"nowrap\">{}</td><td class=\"nowrap\">{}</td></tr>",
            escaped(&name),
            escaped(&from.join(", ")),
            number(Severity::High),
            number(Severity::Medium),
            number(Severity::Low),
            moment(first),
            moment(last),
        )?;
    }
    writeln!(out, "</table></div>")
}

fn techniques(alerts: &[&Alert], out: &mut dyn Write) -> Result<()> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for technique in alerts.iter().flat_map(|a| &a.techniques) {
        *of.entry(technique).or_default() += 1;
    }
    if of.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>ATT&amp;CK</h2>\n<p class=\"chips\">")?;
    for (technique, count) in of {
        writeln!(
            out,
            "{} ",
            chip(technique, &format!("{technique} × {count}"))
        )?;
    }
    writeln!(out, "</p>")
}

/// A technique with its page, where it is one of ATT&CK's.
fn chip(technique: &str, text: &str) -> String {
    let known = technique.starts_with('T')
        && technique.len() >= 5
        && technique[1..]
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.');
    if !technique.is_ascii() || !known {
        return format!("<span>{}</span>", escaped(text));
    }
    format!(
        "<a href=\"https://attack.mitre.org/techniques/{}/\" rel=\"noreferrer\">{}</a>",
        technique.replace('.', "/"),
        escaped(text)
    )
}

fn alerts(report: &Report, page: &Page, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "<h2>Alerts</h2>\n<div class=\"filters\">")?;
    for severity in Severity::ALL.into_iter().rev() {
        if report.alerts.iter().any(|a| a.severity == severity) {
            let class = class(severity);
            writeln!(
                out,
                "<label><input type=\"checkbox\" id=\"show-{class}\" checked> {severity}</label>"
            )?;
        }
    }
    writeln!(out, "</div>")?;
    let suppressed = report.alerts.iter().filter(|a| a.suppressed.is_some());
    for alert in report.standing().chain(suppressed) {
        article(alert, page, out)?;
    }
    Ok(())
}

fn article(alert: &Alert, page: &Page, out: &mut dyn Write) -> Result<()> {
    let severity = class(alert.severity);
    let extra = if alert.suppressed.is_some() {
        " suppressed"
    } else {
        ""
    };
    writeln!(
        out,
        "<article class=\"{severity}{extra}\" id=\"a{}\">\n<div class=\"tag {severity}\">{}{}</div>\n\
         <h3>{}</h3>",
        alert.id,
        alert.severity,
        if alert.suppressed.is_some() {
            ", suppressed"
        } else {
            ""
        },
        escaped(&alert.title)
    )?;
    let description = if alert.description.trim().is_empty() {
        &alert.rule.description
    } else {
        &alert.description
    };
    for paragraph in description.split("\n\n").filter(|p| !p.trim().is_empty()) {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        writeln!(out, "<p>{}</p>", escaped(&words.join(" ")))?;
    }
    facts(alert, out)?;
    if !alert.records.is_empty() || alert.untraced.is_some() {
        records(alert, page, out)?;
    }
    rows(alert, out)?;
    further::write(alert, out)?;
    writeln!(out, "</article>")
}

fn facts(alert: &Alert, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "<dl class=\"facts\">")?;
    let mut fact = |name: &str, html: &str| {
        if html.is_empty() {
            return Ok(());
        }
        writeln!(out, "<dt>{}</dt><dd>{html}</dd>", escaped(name))
    };
    let when = if alert.first == alert.last {
        moment(alert.first)
    } else {
        format!("{} to {}", moment(alert.first), moment(alert.last))
    };
    fact("When", &when)?;
    let mut kinds: Vec<&str> = Vec::new();
    for entity in &alert.entities {
        if !kinds.contains(&entity.kind.as_str()) {
            kinds.push(&entity.kind);
        }
    }
    for kind in kinds {
        let of = alert.entities.iter().filter(|e| e.kind == kind);
        let values: Vec<String> = of.map(|e| broken(&e.value())).collect();
        fact(kind, &values.join("<br>"))?;
    }
    let tactics = alert.tactics.iter().map(|t| match t.id.as_str() {
        "" => format!("<span>{}</span>", escaped(&t.name)),
        id => format!("<span>{} {}</span>", escaped(id), escaped(&t.name)),
    });
    let techniques = alert.techniques.iter().map(|t| chip(t, t));
    let all: Vec<String> = tactics.chain(techniques).collect();
    if !all.is_empty() {
        fact(
            "ATT&CK",
            &format!("<span class=\"chips\">{}</span>", all.join(" ")),
        )?;
    }
    for (name, value) in &alert.custom_details {
        if !is_empty(value) {
            fact(name, &listed(value))?;
        }
    }
    for (name, value) in &alert.properties {
        if !is_empty(value) {
            fact(name, &listed(value))?;
        }
    }
    let file = alert.rule.path.display().to_string();
    let version = alert
        .rule
        .version
        .as_ref()
        .map(|v| format!(", version {v}"));
    let rule = format!(
        "{} ({file}{})",
        alert.rule.name,
        version.unwrap_or_default()
    );
    fact("Rule", &escaped(&rule))?;
    let runs = match alert.runs {
        1 => format!("by the run of {}", moment(alert.found)),
        n => format!(
            "by {n} runs, from {} to {}",
            moment(alert.found),
            moment(alert.updated)
        ),
    };
    fact("Found", &runs)?;
    if let Some(by) = &alert.suppressed {
        let text = format!(
            "{}: {} ({}, until {})",
            by.exception,
            by.reason,
            by.owner,
            datetime::format(by.expires).get(..10).unwrap_or_default()
        );
        fact("Suppressed", &escaped(&text))?;
    }
    if alert.incident != alert.id {
        let incident = escaped(&alert.incident);
        fact(
            "Incident",
            &format!("<a href=\"#a{incident}\">{incident}</a>"),
        )?;
    }
    fact("Id", &format!("<span class=\"mono\">{}</span>", alert.id))?;
    writeln!(out, "</dl>")
}

type Column = (&'static str, fn(&Record) -> String);

const COLUMNS: &[Column] = &[
    ("Time", |r| r.time.map(moment).unwrap_or_default()),
    ("Operation", |r| r.operation.clone()),
    ("Result", |r| r.result.clone()),
    ("Who", |r| r.actor.clone()),
    ("From", |r| r.address.clone()),
    ("On", |r| r.resource.clone()),
    ("Event id", |r| r.event_id.clone()),
    ("Record", |r| format!("{}:{}", r.file, r.number)),
];

fn records(alert: &Alert, page: &Page, out: &mut dyn Write) -> Result<()> {
    let count = alert.records.len();
    let open = if count <= OPEN { " open" } else { "" };
    writeln!(
        out,
        "<details{open}><summary>{}</summary>\n<div class=\"inside\">",
        counted(count, "record")
    )?;
    if let Some(why) = &alert.untraced {
        writeln!(
            out,
            "<p class=\"soft\">Not all are known: {}.</p>",
            escaped(why)
        )?;
    }
    let shown = if page.full { count } else { RECORDS };
    let records = || alert.records.iter().take(shown);
    // What is the same in all records stands above the table already.
    let shown_columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(name, cell)| {
            let first = records().next().map(cell).unwrap_or_default();
            let says = records().any(|r| !cell(r).is_empty());
            let differs = records().any(|r| cell(r) != first);
            says && (differs || !["Who", "From", "Result"].contains(name))
        })
        .collect();
    writeln!(out, "<table>\n<tr>")?;
    for (name, _) in &shown_columns {
        writeln!(out, "<th>{name}</th>")?;
    }
    writeln!(out, "</tr>")?;
    for record in records() {
        write!(out, "<tr>")?;
        for (name, cell) in &shown_columns {
            if ["Time", "Result", "From"].contains(name) {
                write!(out, "<td class=\"nowrap\">{}</td>", escaped(&cell(record)))?;
            } else {
                let text = cell(record);
                let short = text
                    .rsplit_once("/providers/")
                    .map_or(&*text, |(_, tail)| tail);
                let (title, short) = (escaped(&text), broken(short));
                write!(out, "<td class=\"small\" title=\"{title}\">{short}</td>")?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</table>")?;
    if count > shown {
        writeln!(
            out,
            "<p class=\"soft\">and {} more (--full)</p>",
            count - shown
        )?;
    }
    writeln!(out, "</div></details>")
}

/// What the rule returned.
fn rows(alert: &Alert, out: &mut dyn Write) -> Result<()> {
    if alert.rows.is_empty() {
        return Ok(());
    }
    let title = if alert.rows.len() == 1 {
        "The rule's row"
    } else {
        "The rule's rows"
    };
    // Where the author picks no details, the row tells what it is about.
    let open = if alert.custom_details.is_empty() {
        " open"
    } else {
        ""
    };
    writeln!(
        out,
        "<details{open}><summary>{title}</summary>\n<div class=\"inside\">"
    )?;
    for row in alert.rows.iter().take(RECORDS) {
        writeln!(out, "<dl class=\"facts\">")?;
        for (column, value) in alert.columns.iter().zip(row) {
            if !is_empty(value) {
                let (name, value) = (escaped(&column.name), listed(value));
                writeln!(out, "<dt>{name}</dt><dd>{value}</dd>")?;
            }
        }
        writeln!(out, "</dl>")?;
    }
    writeln!(out, "</div></details>")
}

/// What was run and read.
fn account(report: &Report, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "<h2>What was done</h2>\n<div class=\"panel\"><table>\n<tr><th>Rule</th><th>File</th>\
         <th class=\"number\">Runs</th><th class=\"number\">Alerts</th><th></th></tr>"
    )?;
    for account in &report.rules {
        let (runs, alerts, says) = match &account.outcome {
            Outcome::Ran {
                runs,
                silent,
                alerts,
            } => {
                let silent = match silent {
                    0 => String::new(),
                    n => format!("silent at {n} after an alert"),
                };
                (runs.to_string(), alerts.to_string(), silent)
            }
            Outcome::Disabled(why) => (String::new(), String::new(), why.clone()),
            Outcome::Part(whole) => {
                let says = format!("`{whole}` alerts for it");
                (String::new(), String::new(), says)
            }
            Outcome::NotRun(reason) => {
                let says = format!("not run: {}", reason.sentence());
                (String::new(), String::new(), says)
            }
        };
        let notes: Vec<&str> = std::iter::once(says.as_str())
            .chain(account.notes.iter().map(String::as_str))
            .filter(|n| !n.is_empty())
            .collect();
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"number\">{runs}</td>\
             <td class=\"number\">{alerts}</td><td>{}</td></tr>",
            escaped(&account.name),
            escaped(&account.path.display().to_string()),
            escaped(&notes.join("; ")),
        )?;
    }
    writeln!(
        out,
        "</table>\n<pre>{}</pre></div>",
        html(&escape::lines(&report.ledger.to_string()))
    )
}

/// The first that acts in an alert; of one that names nobody, the rule.
fn who(alert: &Alert) -> String {
    let acts = [
        "Account",
        "Mailbox",
        "SecurityGroup",
        "Process",
        "IP",
        "Host",
    ];
    let named = acts.iter().find_map(|kind| {
        let found = alert.entities.iter().find(|e| e.kind == *kind);
        found.map(Entity::value).filter(|v| !v.is_empty())
    });
    named.unwrap_or_else(|| alert.rule.name.clone())
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Informational => "informational",
    }
}

/// `2024-05-01 10:00:00`
fn moment(ticks: i64) -> String {
    let text = datetime::format(ticks);
    text.get(..19).unwrap_or(&text).replace('T', " ")
}

/// A value as people read it: times short, lists one below another.
fn listed(value: &Value) -> String {
    match value {
        Value::Datetime(t) => moment(*t),
        Value::Dynamic(serde_json::Value::Array(items)) => {
            let texts = items.iter().map(|i| Value::json(i.clone()).to_text());
            texts.map(|t| broken(&t)).collect::<Vec<_>>().join("<br>")
        }
        other => broken(&other.to_text()),
    }
}

fn counted(number: usize, thing: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{s}")
}

/// One line of text that is text in HTML whatever it says.
fn escaped(text: &str) -> String {
    html(&escape::line(text))
}

/// The same for a long path or name, which may be broken at its joints.
fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    for part in text.split_inclusive(['/', '\\', '@', '=']) {
        out.push_str(&escaped(part));
        out.push_str("<wbr>");
    }
    out
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
