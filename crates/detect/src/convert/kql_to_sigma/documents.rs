//! The documents of a converted rule: what alerts first, then what it rests on.

use vigie_syntax::Span;

use super::detection::{detection, slug};
use super::logic::{Logic, all};
use super::meaning::Meaning;
use super::needs::{Measure, Need, Part, ways};
use super::package::Package;
use super::uuid;
use super::yaml::Writer;
use crate::attack::{self, Version};
use crate::convert::{Converted, note};
use crate::rule::{Rule, Severity, Trigger, TriggerOperator};

/// Whether so many rows are a count that grows.
pub(super) fn can_count(trigger: Trigger) -> bool {
    trigger.operator == TriggerOperator::GreaterThan && trigger.threshold >= 0
}

/// A rule of one event that correlations name.
struct Base {
    logic: Logic,
    name: String,
    /// What it looks for, beside what all of them do.
    title: String,
    /// Fields that are counted in it.
    fields: Vec<String>,
}

pub(super) struct Documents<'a> {
    rule: &'a Rule,
    meaning: Meaning,
    package: Package,
    tags: Vec<String>,
    references: Vec<String>,
    /// The beginning of every name.
    stem: String,
    /// Rules of one event.
    bases: Vec<Base>,
    /// Correlations within others: what they ask, and their name.
    inner: Vec<(Part, String)>,
    lost: Vec<String>,
}

impl<'a> Documents<'a> {
    pub(super) fn new(rule: &'a Rule, meaning: Meaning) -> Self {
        let package = Package::of(rule);
        let mut lost: Vec<String> = Vec::new();
        for what in &meaning.lost {
            note(&mut lost, what.clone());
        }
        for span in &meaning.dead {
            let text = source(rule, *span);
            note(
                &mut lost,
                format!("the branch `{text}`, which no row that is known reaches"),
            );
        }
        let mut stem = slug(&rule.stem());
        if stem.is_empty() {
            "rule".clone_into(&mut stem);
        }
        let mut references: Vec<String> = rule
            .techniques
            .iter()
            .map(|t| {
                format!(
                    "https://attack.mitre.org/techniques/{}/",
                    t.to_uppercase().replace('.', "/")
                )
            })
            .collect();
        for link in &package.references {
            if !references.contains(link) {
                references.push(link.clone());
            }
        }
        Self {
            tags: tags(rule),
            references,
            rule,
            meaning,
            package,
            stem,
            bases: Vec::new(),
            inner: Vec::new(),
            lost,
        }
    }

    /// # Errors
    /// A sentence: what Sigma cannot say.
    pub(super) fn write(mut self) -> Result<Converted, String> {
        let rows = self.meaning.rows.clone();
        let mut documents: Vec<String> = Vec::new();
        let condition = rows.condition();
        let counted = rows.groups.is_some() || self.rule.trigger != Trigger::ANY;
        self.told_lost(counted);
        if counted {
            let need = match rows.needs.as_slice() {
                [] => {
                    let least = u64::try_from(self.rule.trigger.threshold).unwrap_or(0) + 1;
                    Need::Least(Measure::Count(Logic::always()), least)
                }
                needs => Need::And(needs.to_vec()),
            };
            let timespan = self.timespan()?;
            let ways = ways(&need)?;
            if ways.is_empty() {
                return Err("no group reaches its thresholds".to_owned());
            }
            let several = ways.len() > 1;
            for (at, way) in ways.iter().enumerate() {
                documents.push(self.way(at, way, &timespan, several)?);
            }
            let inner = std::mem::take(&mut self.inner);
            for (part, name) in &inner {
                documents.push(self.correlation(part, name, &timespan)?);
            }
            for base in std::mem::take(&mut self.bases) {
                documents.push(self.base(&base.logic, Some(&base)));
            }
        } else {
            documents.push(self.base(&condition, None));
        }
        let mut out = self.head();
        for (at, document) in documents.iter().enumerate() {
            if at > 0 {
                out.push_str("---\n");
            }
            out.push_str(document);
            if at == 0 {
                out.push_str(&self.attributes());
            }
        }
        Ok(Converted {
            text: out.trim_end().to_owned(),
            differences: self.lost,
        })
    }

    /// What a rule of Sentinel has and none of Sigma.
    fn told_lost(&mut self, counted: bool) {
        let rule = self.rule;
        if self.meaning.by_columns {
            let table = self.meaning.profile.sentinel.as_deref().unwrap_or_default();
            let what = format!(
                "the taxonomy `sentinel`: the names of fields are the columns of `{table}`, which no field of the event holds as they are"
            );
            note(&mut self.lost, what);
        }
        if counted {
            let windows = match (self.meaning.rows.bin, rule.schedule) {
                (Some(_), _) => "fixed windows",
                (None, Some(_)) => "the windows of its schedule",
                (None, None) => "the window before now",
            };
            let what = format!(
                "a correlation's window slides: what lies on both sides of an edge of {windows} is found too"
            );
            note(&mut self.lost, what);
        }
        if !rule.entities.is_empty() || !rule.custom_details.is_empty() {
            note(
                &mut self.lost,
                "which columns are entities and details of the alert",
            );
        }
        if rule.overrides.name.is_some()
            || rule.overrides.description.is_some()
            || rule.overrides.severity_column.is_some()
        {
            note(
                &mut self.lost,
                "titles and severities that are made of columns",
            );
        }
        if rule.suppression.is_some() || rule.incident.is_some() {
            note(
                &mut self.lost,
                "how alerts become incidents, and for how long the rule is silent after one",
            );
        }
        let mut terms = false;
        self.meaning.rows.condition().each(&mut |ask| {
            terms |= ask.values.iter().any(|value| {
                matches!(value, super::logic::Scalar::Text(text) if text.contains("[^a-zA-Z0-9]") || text.contains("[^a-z0-9]"))
            });
        });
        if terms {
            let what = "`has` looks for whole terms: a regular expression with ASCII letters and digits around says it";
            note(&mut self.lost, what);
        }
    }

    /// The time span of correlations.
    fn timespan(&self) -> Result<String, String> {
        let rows = &self.meaning.rows;
        let period = self.rule.schedule.map(|s| s.period);
        let bounds = [period, rows.look_back, rows.bin];
        let ticks = bounds
            .into_iter()
            .flatten()
            .min()
            .filter(|ticks| *ticks < i64::MAX);
        let ticks = ticks
            .ok_or("a correlation has a time span, and neither the rule nor its query has one")?;
        let seconds = ticks / 10_000_000;
        if seconds <= 0 {
            return Err("a correlation has a time span of a second or more".to_owned());
        }
        let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm'), (1, 's')];
        let unit = units.iter().find(|(length, _)| seconds % length == 0);
        let (length, letter) = unit.copied().unwrap_or((1, 's'));
        Ok(format!("{}{letter}", seconds / length))
    }

    /// What alerts when a threshold is reached in one way.
    fn way(
        &mut self,
        at: usize,
        way: &[Part],
        timespan: &str,
        several: bool,
    ) -> Result<String, String> {
        let part = if at == 0 {
            "sigma".to_owned()
        } else {
            format!("sigma/{}", at + 1)
        };
        let title = if several {
            let said: Vec<String> = way.iter().map(|p| self.said(p)).collect();
            format!("{}: {}", self.rule.name, said.join(" and "))
        } else {
            self.rule.name.clone()
        };
        let mut out = Writer::default();
        self.about(
            &mut out,
            &title,
            &uuid::of(&self.rule.id, &part),
            None,
            &self.rule.description,
        );
        out.list(0, "tags", &self.tags);
        out.key("correlation");
        match way {
            [only] => self.measured(&mut out, only, timespan)?,
            parts => {
                let mut names = Vec::new();
                for part in parts {
                    names.push(match part {
                        Part::Count(of, 1) => self.named(of, None),
                        part => self.within(part),
                    });
                }
                let what = "the parts of an alert of several are each met within the time span, and together within one more";
                note(&mut self.lost, what);
                out.pair(1, "type", "temporal");
                out.list(1, "rules", &names);
                self.grouped(&mut out);
                out.line(1, &format!("timespan: {timespan}"));
            }
        }
        self.foot(&mut out, level(self.rule.severity));
        Ok(out.finish())
    }

    /// A correlation that others name.
    fn correlation(&mut self, part: &Part, name: &str, timespan: &str) -> Result<String, String> {
        let mut out = Writer::default();
        let title = format!("{}: {}", self.rule.name, self.said(part));
        self.about(
            &mut out,
            &title,
            &uuid::of(&self.rule.id, name),
            Some(name),
            "",
        );
        out.list(0, "tags", &self.tags);
        out.key("correlation");
        self.measured(&mut out, part, timespan)?;
        self.foot(&mut out, "informational");
        Ok(out.finish())
    }

    /// Type, rules, groups and condition of a correlation.
    fn measured(&mut self, out: &mut Writer, part: &Part, timespan: &str) -> Result<(), String> {
        let (kind, of, field, how, limit, at) = match part {
            Part::Count(of, least) => ("event_count", of, None, "gte", least.to_string(), None),
            Part::Distinct(field, of, least) => {
                let what = format!(
                    "events without `{field}` count for no value, where `dcount` counts them as one that is empty"
                );
                note(&mut self.lost, what);
                (
                    "value_count",
                    of,
                    Some(field.clone()),
                    "gte",
                    least.to_string(),
                    None,
                )
            }
            Part::Number(Measure::Number(kind, at, field, of), how, limit) => {
                if limit.parse::<i64>().is_err() {
                    let what = "a correlation compares with a whole number";
                    return Err(what.to_owned());
                }
                note(
                    &mut self.lost,
                    "every window is measured as it fills, not only the whole of it: sums of negative numbers, averages and percentiles may alert early",
                );
                (
                    *kind,
                    of,
                    Some(field.clone()),
                    *how,
                    limit.clone(),
                    at.clone(),
                )
            }
            Part::Number(..) => return Err("a measure has no number".to_owned()),
        };
        let name = self.named(of, field.as_ref());
        out.pair(1, "type", kind);
        out.list(1, "rules", &[name]);
        self.grouped(out);
        out.line(1, &format!("timespan: {timespan}"));
        out.line(1, "condition:");
        if let Some(field) = &field {
            out.pair(2, "field", field);
        }
        if let Some(at) = &at {
            out.line(2, &format!("percentile: {at}"));
        }
        out.line(2, &format!("{how}: {limit}"));
        Ok(())
    }

    fn grouped(&self, out: &mut Writer) {
        let groups = self.meaning.rows.groups.as_deref().unwrap_or_default();
        if groups.is_empty() {
            out.line(1, "group-by: []");
        } else {
            let names: Vec<String> = groups.iter().map(|g| g.name.clone()).collect();
            out.list(1, "group-by", &names);
        }
    }

    /// The name of the rule of one event that asks so, beside what all events are asked.
    fn named(&mut self, of: &Logic, field: Option<&String>) -> String {
        let condition = self.meaning.rows.condition();
        let logic = all([condition, of.clone()]);
        if let Some(base) = self.bases.iter_mut().find(|base| base.logic == logic) {
            base.fields.extend(field.cloned());
            return base.name.clone();
        }
        let name = self.free(&format!("{}_event", self.stem));
        let labels = labels(of);
        let title = if labels.is_empty() {
            "any event".to_owned()
        } else {
            labels.join(", ")
        };
        self.bases.push(Base {
            logic,
            name: name.clone(),
            title,
            fields: field.cloned().into_iter().collect(),
        });
        name
    }

    /// The name of the correlation within others that asks so.
    fn within(&mut self, part: &Part) -> String {
        if let Some((_, name)) = self.inner.iter().find(|(own, _)| own == part) {
            return name.clone();
        }
        let base = match part {
            Part::Count(..) => "many_events",
            Part::Distinct(..) => "many_values",
            Part::Number(..) => "large_number",
        };
        let name = self.free(&format!("{}_{base}", self.stem));
        self.inner.push((part.clone(), name.clone()));
        name
    }

    fn free(&self, base: &str) -> String {
        let taken = |name: &str| {
            self.bases.iter().any(|base| base.name == name)
                || self.inner.iter().any(|(_, own)| own == name)
        };
        let mut name = base.to_owned();
        let mut number = 2;
        while taken(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        name
    }

    /// A part of a threshold in words.
    fn said(&self, part: &Part) -> String {
        match part {
            Part::Count(of, least) => {
                let events = if *least == 1 {
                    "1 event".to_owned()
                } else {
                    format!("{least} or more events")
                };
                let labels = labels(of);
                if labels.is_empty() {
                    events
                } else {
                    format!("{events} of {}", labels.join(", "))
                }
            }
            Part::Distinct(field, _, least) => format!("{least} or more values of {field}"),
            Part::Number(Measure::Number(kind, _, field, _), how, limit) => {
                let kind = kind.trim_start_matches("value_");
                let how = if *how == "gt" {
                    "more than"
                } else {
                    "at least"
                };
                format!("{kind} of {field} {how} {limit}")
            }
            Part::Number(..) => String::new(),
        }
    }

    /// A rule of one event; one that correlations do not name alerts itself.
    fn base(&self, logic: &Logic, base: Option<&Base>) -> String {
        let mut out = Writer::default();
        let profile = self.meaning.profile;
        let name = base.map(|base| base.name.as_str());
        let title = base.map_or_else(
            || self.rule.name.clone(),
            |base| format!("{}: {}", self.rule.name, base.title),
        );
        let id = uuid::of(&self.rule.id, name.unwrap_or("sigma"));
        let description = if name.is_none() {
            self.rule.description.as_str()
        } else {
            ""
        };
        self.about(&mut out, &title, &id, name, description);
        out.list(0, "tags", &self.tags);
        out.key("logsource");
        if let Some(logsource) = profile.logsources.first() {
            let parts = [
                ("category", &logsource.category),
                ("product", &logsource.product),
                ("service", &logsource.service),
            ];
            for (key, value) in parts {
                if let Some(value) = value {
                    out.pair(1, key, value);
                }
            }
        }
        let detection = detection(logic, &self.meaning.time());
        detection.write(&mut out);
        let groups = self.meaning.rows.groups.as_deref().unwrap_or_default();
        let mut fields: Vec<String> = groups.iter().map(|g| g.name.clone()).collect();
        let counted = base.map(|base| base.fields.clone()).unwrap_or_default();
        for field in counted
            .into_iter()
            .chain(detection.fields())
            .chain(self.shown())
        {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        out.list(0, "fields", &fields);
        self.foot(
            &mut out,
            if name.is_none() {
                level(self.rule.severity)
            } else {
                "informational"
            },
        );
        out.finish()
    }

    /// Fields that the result shows as they are.
    fn shown(&self) -> Vec<String> {
        let rows = &self.meaning.rows;
        if rows.groups.is_some() || rows.columns.len() > 20 {
            return Vec::new();
        }
        let fields = rows.columns.values().filter_map(|known| match known {
            super::rows::Known::Field(field) => Some(field.name.clone()),
            _ => None,
        });
        fields.collect()
    }

    /// The comment above all: where the rule comes from and what it does not say.
    fn head(&self) -> String {
        let mut out = Writer::default();
        out.comment(&format!(
            "Converted from the KQL of \"{}\".",
            one_line(&self.rule.name)
        ));
        if self.lost.is_empty() {
            out.comment("Sigma says all of it.");
        } else {
            out.comment("What Sigma does not say, or says differently:");
        }
        for what in &self.lost {
            out.comment(&format!("- {}", one_line(what)));
        }
        out.finish()
    }

    /// The same for programs.
    fn attributes(&self) -> String {
        let mut out = Writer::default();
        if !self.lost.is_empty() {
            out.key("custom_attributes");
            out.list(1, "not_converted", &self.lost);
        }
        out.finish()
    }

    fn about(
        &self,
        out: &mut Writer,
        title: &str,
        id: &str,
        name: Option<&str>,
        description: &str,
    ) {
        let title: String = one_line(title).chars().take(256).collect();
        out.pair(0, "title", &title);
        out.line(0, &format!("id: {id}"));
        if let Some(name) = name {
            out.pair(0, "name", name);
        }
        if uuid::is_one(&self.rule.id) {
            out.key("related");
            out.line(1, &format!("- id: {}", self.rule.id.to_lowercase()));
            out.line(1, "  type: derived");
        }
        if self.meaning.by_columns {
            out.line(0, "taxonomy: sentinel");
        }
        out.line(0, "status: experimental");
        out.text("description", description);
        out.list(0, "references", &self.references);
    }

    fn foot(&self, out: &mut Writer, level: &str) {
        let unknown = ["Unknown".to_owned()];
        let known = self.package.falsepositives.as_slice();
        out.list(
            0,
            "falsepositives",
            if known.is_empty() { &unknown } else { known },
        );
        out.pair(0, "level", level);
    }
}

/// Plain words for what a condition looks for.
fn labels(logic: &Logic) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut take = |logic: &Logic| {
        if let Logic::Ask(ask) = logic
            && !ask.label.is_empty()
            && !found.contains(&ask.label)
        {
            found.push(one_line(&ask.label));
        }
    };
    match logic {
        Logic::Or(any) => any.iter().for_each(|part| match part {
            Logic::And(all) => all
                .iter()
                .filter(|one| matches!(one, Logic::Ask(_)))
                .take(1)
                .for_each(&mut take),
            other => take(other),
        }),
        Logic::And(all) => all.iter().for_each(&mut take),
        one => take(one),
    }
    found.truncate(4);
    found
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands at a place of the query.
fn source(rule: &Rule, span: Span) -> String {
    let text = rule.query.get(span.start as usize..span.end as usize);
    one_line(text.unwrap_or("…"))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Informational => "informational",
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
    }
}

/// Tactics as both versions of ATT&CK call them, then techniques.
fn tags(rule: &Rule) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let words: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        let tag = format!("attack.{words}");
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    };
    for version in [Version::V19, Version::V18] {
        for tactic in &rule.tactics {
            add(&attack::resolve(tactic, &rule.techniques, version).name);
        }
    }
    for technique in &rule.techniques {
        add(technique);
    }
    tags
}
