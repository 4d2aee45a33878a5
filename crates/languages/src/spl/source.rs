//! Where events come from: the base search chooses the logs by their sourcetypes.

use vigie_syntax::glob::glob;
use vigie_syntax::kql::ast::{BinaryOp, Expr};
use vigie_syntax::spl::ast::{CompareOp, Directive, Name, Term, TermKind};
use vigie_syntax::{Diagnostic, Span};

use super::eval::Scope;
use super::flow::{Field, Fields, Flow, Order};
use super::lowering::{Lower, Lowering};
use super::profiles::{self, Profile};
use super::sourcetypes::{Wanted, are_meant};
use super::{Given, build};

/// Fields that say where an event is; in exported logs they choose nothing.
const PLACES: &[&str] = &["index", "splunk_server", "host_group"];

/// A log that a search chooses: its sourcetype as the events have it, its table, and what is known
/// of its fields.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    sourcetype: String,
    table: String,
    profile: Option<&'static Profile>,
}

impl Chosen {
    fn known(sourcetype: &str, profile: &'static Profile) -> Self {
        Self {
            sourcetype: sourcetype.to_owned(),
            table: profile.table.to_owned(),
            profile: Some(profile),
        }
    }

    /// Whether both are the same records.
    fn is(&self, other: &Self) -> bool {
        match (self.profile, other.profile) {
            (Some(own), Some(others)) => std::ptr::eq(own, others),
            (None, None) => self.table == other.table && self.sourcetype == other.sourcetype,
            _ => false,
        }
    }

    fn given(sourcetype: &str, given: &Given) -> Self {
        Self {
            sourcetype: sourcetype.to_owned(),
            table: given.table.clone(),
            profile: None,
        }
    }
}

/// The logs that a search chooses.
struct Choice {
    logs: Vec<Chosen>,
    /// Whether there is a log for every sourcetype that the search names. Then it has nothing more to
    /// say of them when the log is one.
    whole: bool,
}

/// The events of some tables, with the fields that are asked for; `several` says of which fields an
/// event may have more than one value, beside those that end in `{}`.
fn of_events(
    mut tables: Vec<Expr>,
    needs: &[String],
    several: impl Fn(&str) -> bool,
    span: Span,
) -> Flow {
    let mut fields = Fields::default();
    for name in ["_time", "_raw", "source", "sourcetype", "host", "index"] {
        fields.set(name, Field::ONE);
    }
    for name in needs {
        let several = name.contains("{}") || several(name);
        fields.set(name, Field { several });
    }
    Flow {
        source: Some(if tables.len() == 1 {
            tables.swap_remove(0)
        } else {
            build::union(tables, span)
        }),
        operators: Vec::new(),
        fields,
        order: Order::Events,
        events: true,
    }
}

impl Lowering<'_> {
    /// The events that the first terms of a search choose.
    pub(crate) fn base(&mut self, term: Option<&Term>, span: Span) -> Lower<Flow> {
        let Choice {
            logs: chosen,
            whole,
        } = self.chosen(term, span)?;
        let single = chosen.len() == 1 && whole;
        let mut times = self.time_range(term, span)?;
        if !whole
            && term
                .and_then(Wanted::of)
                .is_some_and(|w| w.is_contradictory())
        {
            times.push(build::boolean(false, span));
        }
        let source = self.new_source();
        let mut needs = self.needs_of(source);
        needs.retain(|n| !is_own(n));
        let tables: Vec<Expr> = chosen
            .iter()
            .map(|log| self.records(log, &needs, false, &times, span))
            .collect::<Lower<_>>()?;
        let of_a_profile = |name: &str| {
            let mut profiles = chosen.iter().filter_map(|log| log.profile);
            profiles.any(|profile| profile.several.contains(&name))
        };
        let mut flow = of_events(tables, &needs, of_a_profile, span);
        flow.fields.open = vec![source];
        let Some(term) = term else { return Ok(flow) };
        let rest = without_places(term, single);
        if let Some(rest) = rest {
            let condition = self.term(&mut flow.fields, &rest, true)?;
            flow.push(build::where_(condition));
        }
        Ok(flow)
    }

    /// One log as events: its time as a number, and the fields that are asked for. In a data
    /// model the names of fields have the dataset before them.
    fn records(
        &mut self,
        log: &Chosen,
        needs: &[String],
        model: bool,
        times: &[Expr],
        span: Span,
    ) -> Lower<Expr> {
        let profile = log.profile;
        let mut operators: Vec<_> = times.iter().cloned().map(build::where_).collect();
        let mut columns = Vec::new();
        for name in needs {
            let own = name.split_once('.').map_or(name.as_str(), |(_, own)| own);
            let own = if model { own } else { name };
            columns.push((
                name.clone(),
                self.event_field(profile, own, span, &mut Vec::new())?,
            ));
        }
        let time = build::call("__spl_value", vec![build::column("_time", span)], span);
        columns.push(("_time".to_owned(), time));
        let file = build::call("__spl_known", vec![build::column("source", span)], span);
        columns.push(("source".to_owned(), file));
        columns.push(("sourcetype".to_owned(), build::text(&log.sourcetype, span)));
        columns.push(("host".to_owned(), build::null(span)));
        columns.push(("index".to_owned(), build::text("main", span)));
        operators.push(build::extend(columns, span));
        if let Some(filter) = profile.and_then(|p| p.filter.as_ref()) {
            let mut scope = Scope::Event(profile, Vec::new());
            let condition = self.condition(&mut scope, filter, Some(span))?;
            operators.push(build::where_(condition));
        }
        Ok(build::pipe(
            Some(build::column(&log.table, span)),
            operators,
            span,
        ))
    }

    /// A field of an event: what the profile says of it, or the leaf of its name. `inside` are the
    /// fields of the profile that are being written out: such a name is the leaf.
    pub(crate) fn event_field(
        &mut self,
        profile: Option<&'static Profile>,
        name: &str,
        span: Span,
        inside: &mut Vec<String>,
    ) -> Lower<Expr> {
        if name == "_time" {
            return Ok(build::call(
                "__spl_value",
                vec![build::column("_time", span)],
                span,
            ));
        }
        if name == "_raw" {
            return Ok(build::column("_raw", span));
        }
        let own = profile.and_then(|p| p.fields.get(name));
        if let Some(own) = own
            && !inside.iter().any(|i| i == name)
        {
            inside.push(name.to_owned());
            let mut scope = Scope::Event(profile, inside.clone());
            let value = self.value_at(&mut scope, own, span)?;
            inside.pop();
            return Ok(value);
        }
        Ok(leaf(name, span))
    }

    /// The logs that are meant: the sourcetype as written in the profile, and the profile.
    fn chosen(&mut self, term: Option<&Term>, span: Span) -> Lower<Choice> {
        let at = term.map_or(span, |t| t.span);
        let Some(wanted) = term.and_then(Wanted::of) else {
            if let Some(given) = self.logs.sourcetypes.iter().find(|g| g.name == "*") {
                let logs = vec![Chosen::given("unknown", given)];
                return Ok(Choice { logs, whole: true });
            }
            let diagnostic = Diagnostic::error(
                "no-sourcetype",
                at,
                "the search names no sourcetype, so no log is chosen",
            )
            .note("an index is a place in a Splunk server; exported logs have none")
            .help(format!(
                "add `sourcetype=`: one of {}{}",
                profiles::names(),
                given_names(&self.logs.sourcetypes)
            ));
            return Err(self.fail(diagnostic));
        };
        if wanted.is_contradictory() {
            self.warn(
                "contradictory-sourcetypes",
                at,
                "an event has one sourcetype, so the search finds nothing",
            );
            // No event of any log; one of them gives the columns.
            let first = profiles::profiles().iter().take(1);
            let logs = first.map(|p| Chosen::known(p.name, p)).collect();
            return Ok(Choice { logs, whole: false });
        }
        let mut logs: Vec<Chosen> = Vec::new();
        let mut whole = true;
        for texts in wanted.alternatives() {
            let meant = self.meant(texts);
            whole &= !meant.is_empty();
            for log in meant {
                if !logs.iter().any(|known| known.is(&log)) {
                    logs.push(log);
                }
            }
        }
        if logs.is_empty() {
            let mut names = wanted.alternatives().flatten();
            let diagnostic = match (names.next(), names.next()) {
                (Some(name), None) => Diagnostic::error(
                    "no-such-logs",
                    at,
                    format!("no logs of sourcetype `{name}` can be read here"),
                )
                .help(format!(
                    "the sourcetypes are {}{}",
                    profiles::names(),
                    given_names(&self.logs.sourcetypes)
                )),
                _ => Diagnostic::error(
                    "no-such-logs",
                    at,
                    "none of these sourcetypes can be read here",
                ),
            };
            return Err(self.fail(diagnostic));
        }
        Ok(Choice { logs, whole })
    }

    /// The logs whose sourcetype is all of these texts: those that the user names, else those of the
    /// profiles, else one that stands behind them.
    fn meant(&self, texts: &[String]) -> Vec<Chosen> {
        let written = texts.iter().find(|text| !text.contains('*'));
        let given = self.logs.sourcetypes.iter();
        let (general, own): (Vec<&Given>, Vec<&Given>) = given
            .filter(|g| are_meant(&g.name, texts))
            .partition(|g| g.name.contains('*'));
        if !own.is_empty() {
            let own = own.into_iter();
            return own.map(|g| Chosen::given(&g.name, g)).collect();
        }
        let of_profiles = profiles::profiles().iter().filter_map(|profile| {
            let mut own = profile.sourcetypes.iter();
            let own = own.find(|own| are_meant(own, texts))?;
            let name = match written {
                Some(written) if own.contains('*') => written,
                _ => own,
            };
            Some(Chosen::known(name, profile))
        });
        let of_profiles: Vec<Chosen> = of_profiles.collect();
        match general.first() {
            Some(given) if of_profiles.is_empty() => {
                let name = written.or(texts.first()).map_or("unknown", String::as_str);
                vec![Chosen::given(name, given)]
            }
            _ => of_profiles,
        }
    }

    /// `earliest=` and `latest=` among the terms, as conditions on the table's own time.
    fn time_range(&mut self, term: Option<&Term>, span: Span) -> Lower<Vec<Expr>> {
        let mut conditions = Vec::new();
        let parts: Vec<&Term> = match term.map(|t| (&t.kind, t)) {
            Some((TermKind::And(parts), _)) => parts.iter().collect(),
            Some((_, term)) => vec![term],
            None => Vec::new(),
        };
        for part in parts {
            let TermKind::Compare {
                field,
                op: CompareOp::Equal,
                value,
            } = &part.kind
            else {
                continue;
            };
            let op = match field.text.as_str() {
                "earliest" | "_index_earliest" => BinaryOp::GreaterOrEqual,
                "latest" | "_index_latest" => BinaryOp::Less,
                _ => continue,
            };
            if value.text == "now" || value.text == "now()" || value.text == "0" {
                continue;
            }
            let at = self.moment(&value.text, value.span);
            conditions.push(build::binary(op, build::column("_time", span), at));
        }
        Ok(conditions)
    }

    /// A time of `earliest=`: seconds since 1970, `-24h@h`, or `10/27/2024:00:00:00`.
    fn moment(&mut self, text: &str, span: Span) -> Expr {
        let seconds = if text.parse::<f64>().is_ok() {
            build::text(text, span)
        } else if text.contains('/') {
            let format = if text.contains(':') {
                "%m/%d/%Y:%H:%M:%S"
            } else {
                "%m/%d/%Y"
            };
            let arguments = vec![build::text(text, span), build::string(format, span)];
            build::call("__spl_strptime", arguments, span)
        } else {
            let now = build::call("now", Vec::new(), span);
            let now = build::call("__spl_value", vec![now], span);
            build::call(
                "__spl_relative_time",
                vec![now, build::string(text, span)],
                span,
            )
        };
        build::call("__spl_datetime", vec![seconds], span)
    }
}

/// The sourcetypes that the user names, as a sentence goes on with them.
fn given_names(given: &[Given]) -> String {
    given.iter().map(|g| format!(", `{}`", g.name)).collect()
}

/// The fields that a base search gives to every event.
fn is_own(name: &str) -> bool {
    matches!(
        name,
        "_time" | "_raw" | "source" | "sourcetype" | "host" | "index"
    )
}

/// A leaf of the event.
fn leaf(name: &str, span: Span) -> Expr {
    let raw = build::column("_raw", span);
    let steps = steps(name);
    let plain = steps.iter().all(|step| !step.is_empty()) && !name.contains(['{', '}']);
    if !plain {
        return build::call("__spl_path", vec![raw, build::string(name, span)], span);
    }
    let path = steps.into_iter().fold(raw, |base, step| {
        build::expr(
            vigie_syntax::kql::ast::ExprKind::Index {
                base: Box::new(base),
                index: Box::new(build::string(step, span)),
            },
            span,
        )
    });
    build::call("__spl_leaf", vec![path], span)
}

/// The steps of the name of a leaf. The names of claims are addresses and have dots of their own.
fn steps(name: &str) -> Vec<&str> {
    let address = ["http://", "https://"]
        .iter()
        .find_map(|scheme| name.find(scheme));
    let Some(at) = address else {
        return name.split('.').collect();
    };
    let (before, claim) = name.split_at(at);
    let before = before.strip_suffix('.').unwrap_or(before);
    let outside = before.split('.').filter(|step| !step.is_empty());
    outside.chain([claim]).collect()
}

/// The predicate without what chose the logs and the time.
fn without_places(term: &Term, single: bool) -> Option<Term> {
    match &term.kind {
        TermKind::Compare { field, op, value } => {
            let name = field.text.as_str();
            let chose = name == "sourcetype"
                && *op == CompareOp::Equal
                && value.directive == Directive::None;
            let gone = PLACES.contains(&name)
                || matches!(
                    name,
                    "earliest" | "latest" | "_index_earliest" | "_index_latest"
                )
                || chose && single;
            (!gone).then(|| term.clone())
        }
        TermKind::In { field, .. } => {
            let gone =
                PLACES.contains(&field.text.as_str()) || field.text == "sourcetype" && single;
            (!gone).then(|| term.clone())
        }
        TermKind::And(parts) => {
            let parts: Vec<Term> = parts
                .iter()
                .filter_map(|p| without_places(p, single))
                .collect();
            let kind = TermKind::And(parts);
            let span = term.span;
            (kind != TermKind::And(Vec::new())).then_some(Term { kind, span })
        }
        TermKind::Or(parts) => {
            // An alternative that is about places alone holds for every event.
            let rest: Vec<Option<Term>> = parts.iter().map(|p| without_places(p, single)).collect();
            let rest: Option<Vec<Term>> = rest.into_iter().collect();
            rest.map(|parts| Term {
                kind: TermKind::Or(parts),
                span: term.span,
            })
        }
        _ => Some(term.clone()),
    }
}

impl Lowering<'_> {
    /// The events of a data model, whose fields have the name of the dataset before them.
    pub(crate) fn model(&mut self, model: &Name, span: Span) -> Lower<Flow> {
        self.events_of_model(model, true, span)
    }

    /// The events of a data model with the plain names of its fields, as `from` gives them.
    pub(crate) fn fields_of_model(&mut self, model: &Name, span: Span) -> Lower<Flow> {
        self.events_of_model(model, false, span)
    }

    /// The events of every log that is a part of a data model.
    fn events_of_model(&mut self, model: &Name, prefixed: bool, span: Span) -> Lower<Flow> {
        let name = model.text.split('.').next().unwrap_or_default();
        let lower = name.to_lowercase();
        let given = self
            .logs
            .models
            .iter()
            .filter(|g| glob(&g.name.to_lowercase(), &lower));
        let (general, own): (Vec<&Given>, Vec<&Given>) = given.partition(|g| g.name.contains('*'));
        let mut parts: Vec<Chosen> = own.iter().map(|g| Chosen::given(name, g)).collect();
        if parts.is_empty() {
            let profiles = profiles::profiles().iter();
            let of_model =
                profiles.filter(|p| p.model.is_some_and(|m| m.eq_ignore_ascii_case(name)));
            parts.extend(of_model.map(|p| Chosen::known(p.name, p)));
        }
        if parts.is_empty() {
            let Some(given) = general.first() else {
                let diagnostic = Diagnostic::error(
                    "no-such-logs",
                    model.span,
                    format!("no logs of the data model `{name}` can be read here"),
                )
                .help("the data models are `Authentication` and `Change`");
                return Err(self.fail(diagnostic));
            };
            parts.push(Chosen::given(name, given));
        }
        let source = self.new_source();
        let mut needs = self.needs_of(source);
        needs.retain(|n| !is_own(n));
        let mut tables = Vec::new();
        for part in &parts {
            tables.push(self.records(part, &needs, prefixed, &[], span)?);
        }
        let mut flow = of_events(tables, &needs, |_| false, span);
        flow.fields.open = vec![source];
        Ok(flow)
    }
}
