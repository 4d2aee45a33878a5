//! From the documents of a collection to rules that run: filters are added, correlations find the
//! rules that they name, and each becomes the tree of a KQL query.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vigie_syntax::kql::Parsed;
use vigie_syntax::kql::ast::{BinaryOp, Expr, Operator, OperatorKind, Query};
use vigie_syntax::yaml::Node;
use vigie_syntax::{Diagnostic, Span};

use super::condition::{Condition, Field};
use super::correlation::{self, Correlation, CorrelationType, Requirement};
use super::detection::{Detection, Reader};
use super::document::{self, About, Document, DocumentKind};
use super::pipeline::{Outcome, Pipeline};
use super::places::Places;
use super::profile::{self, Logsource, Profile};
use super::record;
use super::sentinel;
use super::tree::At;

/// Correlations of correlations.
const MOST_DEPTH: usize = 8;
/// Rules that one correlation rests on, through others too.
const MOST_RULES: usize = 500;

/// A file with rules.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    pub text: &'a str,
}

/// A rule that can run.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The file it stands in, by place.
    pub file: usize,
    pub kind: DocumentKind,
    pub about: About,
    /// Where its document begins.
    pub span: Span,
    /// Over the tables of events.
    pub query: Parsed,
    /// Kind of entity and column of the result.
    pub entities: Vec<(String, String)>,
    /// It is a part of a correlation, which alerts in its stead.
    pub part_of: Option<String>,
    /// What it says, before it became a query.
    pub sense: Arc<Sense>,
}

/// What a rule says, for those who judge it.
#[derive(Debug, Clone)]
pub enum Sense {
    Event(Box<Meaning>),
    Correlation(Correlated),
}

/// A correlation, and the logs of the rules of events that it rests on.
#[derive(Debug, Clone)]
pub struct Correlated {
    pub correlation: Correlation,
    /// The field of a rule that each grouped or counted name means, where it is named, and the log.
    pub fields: Vec<(Field, Cow<'static, Profile>)>,
}

/// A document that is no rule that can run.
#[derive(Debug, Clone)]
pub struct Refused {
    pub file: usize,
    /// Its id, or its title.
    pub id: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a collection holds. Each rule of it knows the others.
#[derive(Debug)]
pub struct Collection<'a> {
    files: Vec<File<'a>>,
    documents: Vec<Document>,
    faults: Vec<Refused>,
    pipelines: &'a [Pipeline],
}

/// What a rule asks of one event, and of which log.
#[derive(Debug, Clone)]
pub struct Meaning {
    pub logsource: Logsource,
    pub profile: Cow<'static, Profile>,
    pub condition: Condition,
    pub detection: Detection,
}

impl<'a> Collection<'a> {
    /// Reads the documents of all files.
    pub fn read(files: &[File<'a>], pipelines: &'a [Pipeline]) -> Self {
        let mut documents = Vec::new();
        let mut faults = Vec::new();
        for (at, file) in files.iter().enumerate() {
            match document::read(at, file.text) {
                Ok(found) => documents.extend(found),
                Err(diagnostics) => faults.push(Refused {
                    file: at,
                    id: None,
                    diagnostics,
                }),
            }
        }
        Self {
            files: files.to_vec(),
            documents,
            faults,
            pipelines,
        }
    }

    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Every rule and correlation in the order of the files, those that cannot run with the reason.
    pub fn rules(&self) -> Vec<Result<Rule, Refused>> {
        let parts = self.parts();
        let mut all: Vec<Result<Rule, Refused>> = Vec::new();
        all.extend(self.faults.iter().cloned().map(Err));
        for (at, document) in self.documents.iter().enumerate() {
            if document.kind == DocumentKind::Filter {
                all.extend(self.idle(document).map(Err));
                continue;
            }
            all.push(self.rule(at).map(|mut rule| {
                rule.part_of = parts.get(&at).cloned();
                rule
            }));
        }
        all.sort_by_key(|rule| match rule {
            Ok(rule) => rule.file,
            Err(refused) => refused.file,
        });
        all
    }

    /// A rule of one event as KQL over the table of Sentinel, and sentences on what is not quite the
    /// same.
    ///
    /// # Errors
    /// Sentences: why there is none.
    pub fn kql(&self, document: &Document) -> Result<(Query, Vec<String>), String> {
        if document.kind != DocumentKind::Rule {
            let what = "a correlation slides over time, which a query of Sentinel does not";
            return Err(what.to_owned());
        }
        let mut diagnostics = Vec::new();
        let places = self.places(document, document);
        let meaning = self.meaning(document, &places, &mut diagnostics);
        let Some(meaning) = meaning else {
            let said = diagnostics.into_iter().map(|d| d.message);
            return Err(said.collect::<Vec<_>>().join("; "));
        };
        let (tree, differences) = sentinel::query(&meaning.condition, &meaning.profile)?;
        Ok((At(document.span).query(tree), differences))
    }

    /// The documents that are parts of correlations that alert for them, with the title of one.
    fn parts(&self) -> BTreeMap<usize, String> {
        let mut parts = BTreeMap::new();
        for document in &self.documents {
            if document.kind != DocumentKind::Correlation {
                continue;
            }
            let places = Places::Fixed(document.span);
            let read = correlation::read(&document.node, &places, &mut Vec::new());
            let Some(correlation) = read.filter(|c| !c.generate) else {
                continue;
            };
            for (name, _) in &correlation.rules {
                if let Some(at) = self.find(name, document.file) {
                    parts.insert(at, document.about.title.clone());
                }
            }
        }
        parts
    }

    /// A filter that is sound says nothing.
    fn idle(&self, document: &Document) -> Option<Refused> {
        let mut diagnostics = Vec::new();
        self.filter(document, &self.places(document, document), &mut diagnostics);
        (!diagnostics.is_empty()).then(|| Refused {
            file: document.file,
            id: Some(called(&document.about)),
            diagnostics,
        })
    }

    /// The document that a correlation or a filter names, one of the same file before others.
    fn find(&self, name: &str, file: usize) -> Option<usize> {
        let found = |own: bool| {
            self.documents.iter().position(|d| {
                d.kind != DocumentKind::Filter && (!own || d.file == file) && d.is_called(name)
            })
        };
        found(true).or_else(|| found(false))
    }

    /// The places of a document, for what is said of another.
    fn places(&self, document: &Document, of: &Document) -> Places<'a> {
        if document.file == of.file {
            self.files
                .get(of.file)
                .map_or(Places::Fixed(of.span), |file| Places::of(file.text))
        } else {
            Places::Fixed(of.span)
        }
    }

    fn rule(&self, at: usize) -> Result<Rule, Refused> {
        let document = &self.documents[at];
        let mut diagnostics = Vec::new();
        let lowered = match document.kind {
            DocumentKind::Correlation => self.correlated(document, &mut diagnostics),
            DocumentKind::Rule | DocumentKind::Filter => self.single(document, &mut diagnostics),
        };
        let unsound = diagnostics.iter().any(Diagnostic::is_error);
        match lowered.filter(|_| !unsound) {
            Some((tree, entities, sense)) => Ok(Rule {
                file: document.file,
                kind: document.kind,
                about: document.about.clone(),
                span: document.span,
                query: Parsed {
                    tree: At(document.span).query(tree),
                    diagnostics,
                },
                entities,
                part_of: None,
                sense: Arc::new(sense),
            }),
            None => Err(Refused {
                file: document.file,
                id: Some(called(&document.about)),
                diagnostics,
            }),
        }
    }

    /// The rows of a rule of one event: the event, its time, and what is worth seeing of it.
    fn single(&self, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Option<Lowered> {
        let places = self.places(document, document);
        let meaning = self.meaning(document, &places, diagnostics)?;
        let at = At(document.span);
        let profile = &meaning.profile;
        let mut columns = Vec::new();
        if !profile.columns {
            columns.push(at.column("TimeGenerated", at.name(profile.time())));
        }
        let mut taken: BTreeSet<&str> = ["TimeGenerated", "_time", "_raw", "source", "_id"].into();
        let shown = profile.show.iter().map(|(name, field)| (name, field));
        let fields = document.about.fields.iter().map(|field| (field, field));
        // The rows of a Sentinel table show its columns as they are.
        let fields = fields.filter(|(name, _)| !profile.columns || name.contains('.'));
        for (name, field) in shown.chain(fields) {
            if taken.insert(name) {
                let field = Field {
                    name: field.clone(),
                    span: document.span,
                };
                columns.push(at.column(name, record::text(&field, profile)));
            }
        }
        let operators = vec![
            at.filter(record::condition(
                &meaning.condition,
                profile,
                document.span,
            )),
            at.extend(columns),
        ];
        let operators = operators.into_iter().filter(|o| !is_idle(o)).collect();
        let tree = at.pipe(Some(at.name(&profile.table)), operators);
        let entities = profile.entities.clone();
        Some((tree, entities, Sense::Event(Box::new(meaning))))
    }

    /// What a rule of one event means, filters and pipelines applied.
    pub(crate) fn meaning(
        &self,
        document: &Document,
        places: &Places<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Meaning> {
        let logsource = document.node.get("logsource");
        let place = logsource.map_or(document.span, |node| places.key("logsource", node));
        let Some(logsource) = logsource.map(Logsource::read) else {
            let what = "a rule requires a `logsource`";
            diagnostics.push(Diagnostic::error("missing-logsource", place, what));
            return None;
        };
        let node = document.node.get("detection")?;
        let placeholders = |name: &str| {
            let from = self.pipelines.iter();
            from.rev().find_map(|p| p.placeholder(name, &logsource))
        };
        let mut reader = Reader {
            places,
            placeholders: &placeholders,
            diagnostics,
        };
        let detection = reader.read(node, places.key("detection", node))?;
        let mut condition = detection.condition.clone();
        for filter in self
            .documents
            .iter()
            .filter(|d| d.kind == DocumentKind::Filter)
        {
            let covers = filter
                .node
                .get("logsource")
                .is_none_or(|l| Logsource::read(l).covers(&logsource));
            if covers && applies(filter, document) {
                let own = if filter.file == document.file {
                    self.places(filter, document)
                } else {
                    Places::Fixed(document.span)
                };
                if let Some(more) = self.filter(filter, &own, diagnostics) {
                    condition = condition.and(more);
                }
            }
        }
        let mut outcome = Outcome {
            logsource,
            table: None,
            condition,
        };
        for pipeline in self.pipelines {
            if let Err(what) = pipeline.apply(&mut outcome, place) {
                diagnostics.push(Diagnostic::error("pipeline", place, what));
                return None;
            }
        }
        let mut profile = match &outcome.table {
            Some(table) => Some(Cow::Owned(Profile::of_table(table))),
            None => profile::find(&outcome.logsource).map(Cow::Borrowed),
        };
        let taxonomy = document.node.get("taxonomy").and_then(Node::text);
        match taxonomy.map(|t| t.trim().to_ascii_lowercase()).as_deref() {
            None | Some("" | "sigma") => {}
            Some("sentinel") => profile = profile.and_then(|p| p.in_sentinel()).map(Cow::Owned),
            // What other names mean, a pipeline says.
            Some(_) if !self.pipelines.is_empty() => {}
            Some(other) => {
                let what = format!("no names of fields are known of the taxonomy `{other}`");
                let help = "a pipeline says what the names of another taxonomy mean";
                let place = document
                    .node
                    .get("taxonomy")
                    .map_or(place, |node| places.value(node));
                diagnostics.push(Diagnostic::error("unknown-taxonomy", place, what).help(help));
                return None;
            }
        }
        let Some(profile) = profile else {
            let what = format!("no log is known of `{}`", outcome.logsource);
            let known = "`vigie tables` lists the logs that are known; a pipeline can name a table";
            diagnostics.push(Diagnostic::error("unknown-logsource", place, what).help(known));
            return None;
        };
        Some(Meaning {
            logsource: outcome.logsource,
            profile,
            condition: outcome.condition,
            detection,
        })
    }

    /// The condition that a filter adds. It stands beside that of the rule, as pySigma has it.
    fn filter(
        &self,
        filter: &Document,
        places: &Places<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Condition> {
        let node = filter.node.get("filter")?;
        let mut reader = Reader {
            places,
            placeholders: &|name| {
                let from = self.pipelines.iter();
                from.rev()
                    .find_map(|p| p.placeholder(name, &Logsource::default()))
            },
            diagnostics,
        };
        let detection = reader.read(node, places.key("filter", node))?;
        Some(detection.condition)
    }

    /// The rows of a correlation: one for each group and stretch of time in which it is met.
    fn correlated(
        &self,
        document: &Document,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Lowered> {
        let mut lowering = Lowering {
            collection: self,
            outer: document,
            diagnostics,
            rules: 0,
            entities: Vec::new(),
            fields: Vec::new(),
        };
        let tree = lowering.correlation(document, &[], false, 0)?;
        let (entities, fields) = (lowering.entities, lowering.fields);
        let places = self.places(document, document);
        let correlation = correlation::read(&document.node, &places, &mut Vec::new())?;
        let sense = Sense::Correlation(Correlated {
            correlation,
            fields,
        });
        let at = At(document.span);
        let time = at.extend(vec![at.column("TimeGenerated", at.name("LastSeen"))]);
        Some((at.pipe(Some(tree), vec![time]), entities, sense))
    }
}

/// The rows of a rule, the columns that name entities, and what the rule says.
type Lowered = (Expr, Vec<(String, String)>, Sense);

/// An `extend` of nothing.
fn is_idle(operator: &Operator) -> bool {
    matches!(&operator.kind, OperatorKind::Extend { columns } if columns.is_empty())
}

/// How a rule is called in messages: its id, or its title.
fn called(about: &About) -> String {
    about.id.clone().unwrap_or_else(|| about.title.clone())
}

/// Whether a filter names a rule, or all.
fn applies(filter: &Document, rule: &Document) -> bool {
    let rules = filter.node.get("filter").and_then(|f| f.get("rules"));
    let names: Vec<&str> = rules
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::text)
        .collect();
    names.is_empty()
        || names.iter().any(|name| rule.is_called(name))
        || matches!(names.as_slice(), [any] if any.eq_ignore_ascii_case("any"))
}

/// Makes one correlation a query, with those that it rests on.
struct Lowering<'c, 'a> {
    collection: &'c Collection<'a>,
    /// What everything is said of.
    outer: &'c Document,
    diagnostics: &'c mut Vec<Diagnostic>,
    rules: usize,
    entities: Vec<(String, String)>,
    fields: Vec<(Field, Cow<'static, Profile>)>,
}

impl Lowering<'_, '_> {
    /// The rows of a correlation. `carried` are fields that the one around it groups by; `each` asks
    /// for a row at every event at which it is met.
    fn correlation(
        &mut self,
        document: &Document,
        carried: &[String],
        each: bool,
        depth: usize,
    ) -> Option<Expr> {
        let span = self.outer.span;
        if depth > MOST_DEPTH {
            let what = "correlations rest on one another, or nest too deeply";
            self.diagnostics
                .push(Diagnostic::error("too-complex", span, what));
            return None;
        }
        let own = document.file == self.outer.file;
        let places = self.collection.places(document, self.outer);
        let correlation = correlation::read(&document.node, &places, self.diagnostics)?;
        let mut groups: Vec<(String, Span)> = Vec::new();
        for (name, place) in &correlation.group_by {
            if !groups.iter().any(|(known, _)| known == name) {
                groups.push((name.clone(), if own { *place } else { span }));
            }
        }
        let mut columns = groups.clone();
        for name in carried {
            if !columns.iter().any(|(known, _)| known == name) {
                columns.push((name.clone(), span));
            }
        }
        let mut sources = Vec::new();
        for (number, (name, place)) in correlation.rules.iter().enumerate() {
            let Some(at) = self.collection.find(name, document.file) else {
                let what = format!("no rule is called `{name}`");
                self.diagnostics
                    .push(Diagnostic::error("unknown-rule", *place, what));
                return None;
            };
            self.rules += 1;
            if self.rules > MOST_RULES {
                let what = "the correlation rests on too many rules";
                self.diagnostics
                    .push(Diagnostic::error("too-complex", span, what));
                return None;
            }
            let rule = &self.collection.documents[at];
            let part = Part {
                correlation: &correlation,
                number,
                place: *place,
                columns: &columns,
            };
            sources.push(match rule.kind {
                DocumentKind::Correlation => self.inner(rule, &part, depth)?,
                DocumentKind::Rule | DocumentKind::Filter => self.events(rule, &part)?,
            });
        }
        let at = At(span);
        let source = if sources.len() == 1 {
            sources.swap_remove(0)
        } else {
            let tables = sources.into_iter().map(|s| at.parenthesized(s)).collect();
            at.pipe(None, vec![at.operator(OperatorKind::Union { tables })])
        };
        let arguments = arguments(&correlation, groups.len(), each, at);
        let name = at.label("__correlate");
        let evaluate = at.operator(OperatorKind::Evaluate {
            name,
            arguments,
            schema: None,
        });
        if depth == 0 {
            self.entities
                .retain(|(_, column)| groups.iter().any(|(g, _)| g == column));
        }
        Some(at.pipe(Some(source), vec![evaluate]))
    }

    /// The events of a rule, as a correlation sees them.
    fn events(&mut self, rule: &Document, part: &Part<'_>) -> Option<Expr> {
        let places = self.collection.places(rule, self.outer);
        let places = if rule.file == self.outer.file {
            places
        } else {
            Places::Fixed(part.place)
        };
        let meaning = self.collection.meaning(rule, &places, self.diagnostics)?;
        let profile = &meaning.profile;
        let counted = match &part.correlation.condition {
            Requirement::Measure { fields, .. } => fields.as_slice(),
            Requirement::All | Requirement::Rules(_) => &[],
        };
        for (name, span) in part.columns.iter().chain(counted) {
            let name = part.field(rule, name);
            self.fields
                .push((Field { name, span: *span }, profile.clone()));
        }
        for (name, _) in part.columns {
            let field = part.field(rule, name);
            let shown = profile
                .show
                .iter()
                .find(|(_, of)| *of == field || profile.paths(of) == profile.paths(&field));
            if let Some((column, _)) = shown
                && let Some((kind, _)) = profile.entities.iter().find(|(_, c)| c == column)
                && !self.entities.iter().any(|(k, c)| k == kind && c == name)
            {
                self.entities.push((kind.clone(), name.clone()));
            }
        }
        let at = At(part.place);
        let named = |name: &str, span: Span| Field {
            name: part.field(rule, name),
            span,
        };
        let mut columns = vec![
            at.column("__time", at.name(profile.time())),
            at.column("__rule", at.long(part.number as i64)),
        ];
        let value = match &part.correlation.condition {
            Requirement::Measure { fields, .. } => {
                let mut values: Vec<Expr> = fields
                    .iter()
                    .map(|(name, _)| record::field(&named(name, part.place), profile))
                    .collect();
                if values.len() > 1 {
                    let there = values
                        .iter()
                        .map(|v| at.call("isnotnull", vec![v.clone()]))
                        .collect();
                    let there = at.joined(BinaryOp::And, there)?;
                    let null = at.call("todynamic", vec![at.string("")]);
                    // One value in an array, so that the fields count together.
                    let together = at.call(
                        "pack_array",
                        vec![at.call("tostring", vec![at.call("pack_array", values)])],
                    );
                    Some(at.call("iff", vec![there, together, null]))
                } else {
                    values.pop()
                }
            }
            Requirement::All | Requirement::Rules(_) => None,
        };
        let value = value.unwrap_or_else(|| at.call("todynamic", vec![at.string("")]));
        columns.push(at.column("__value", value));
        for (name, span) in part.columns {
            let text = record::text(&named(name, *span), profile);
            columns.push(at.column(name, text));
        }
        let operators = vec![
            at.filter(record::condition(&meaning.condition, profile, part.place)),
            at.project(columns),
        ];
        Some(at.pipe(Some(at.name(&profile.table)), operators))
    }

    /// The times at which another correlation is met, as events.
    fn inner(&mut self, rule: &Document, part: &Part<'_>, depth: usize) -> Option<Expr> {
        let at = At(part.place);
        let mut carried: Vec<String> = Vec::new();
        for (name, _) in part.columns {
            carried.push(part.field(rule, name));
        }
        let counted = match &part.correlation.condition {
            Requirement::Measure { fields, .. } => fields.as_slice(),
            Requirement::All | Requirement::Rules(_) => &[],
        };
        carried.extend(counted.iter().map(|(name, _)| part.field(rule, name)));
        let rows = self.correlation(rule, &carried, true, depth + 1)?;
        let mut columns = vec![
            at.column("__time", at.name("LastSeen")),
            at.column("__rule", at.long(part.number as i64)),
        ];
        let values: Vec<Expr> = counted
            .iter()
            .map(|(name, _)| at.name(&part.field(rule, name)))
            .collect();
        let value = if values.is_empty() {
            at.call("todynamic", vec![at.string("")])
        } else {
            at.call(
                "pack_array",
                vec![at.call("strcat_delim", {
                    let mut all = vec![at.string("\u{1f}")];
                    all.extend(values);
                    all.push(at.string(""));
                    all
                })],
            )
        };
        columns.push(at.column("__value", value));
        for (name, _) in part.columns {
            columns.push(at.column(name, at.name(&part.field(rule, name))));
        }
        Some(at.pipe(Some(rows), vec![at.project(columns)]))
    }
}

/// A rule within a correlation.
struct Part<'a> {
    correlation: &'a Correlation,
    /// Its place among the rules.
    number: usize,
    /// Where it is named.
    place: Span,
    /// What the correlation groups by or hands on.
    columns: &'a [(String, Span)],
}

impl Part<'_> {
    /// The field of the rule that a name of the correlation means.
    fn field(&self, rule: &Document, name: &str) -> String {
        let alias = self
            .correlation
            .aliases
            .iter()
            .find(|(alias, _)| alias == name);
        let own = alias.and_then(|(_, of)| {
            let listed = &self.correlation.rules[self.number].0;
            of.iter()
                .find(|(rule_name, _)| rule_name == listed || rule.is_called(rule_name))
        });
        own.map_or_else(|| name.to_owned(), |(_, field)| field.clone())
    }
}

/// The arguments of the engine's plugin: see `__correlate` there.
fn arguments(
    correlation: &Correlation,
    groups: usize,
    each: bool,
    at: At,
) -> Vec<vigie_syntax::kql::ast::Argument> {
    let (condition, percentile) = match &correlation.condition {
        Requirement::All => ("[]".to_owned(), 50.0),
        Requirement::Rules(logic) => (logic.to_string(), 50.0),
        Requirement::Measure {
            predicates,
            percentile,
            ..
        } => {
            let each = predicates.iter();
            let each: Vec<String> = each.map(|(op, n)| format!("[\"{op}\",{n}]")).collect();
            (format!("[{}]", each.join(",")), *percentile)
        }
    };
    let logic = matches!(correlation.condition, Requirement::Rules(_));
    let percentile = match correlation.kind {
        CorrelationType::ValueMedian => 50.0,
        _ => percentile,
    };
    let values = vec![
        at.string(correlation.kind.as_str()),
        at.long(correlation.timespan),
        at.string(if logic { "rules" } else { "measure" }),
        at.string(&condition),
        at.long(correlation.rules.len() as i64),
        at.long(groups as i64),
        at.string(&percentile.to_string()),
        at.bool(each),
    ];
    values
        .into_iter()
        .map(|value| vigie_syntax::kql::ast::Argument { name: None, value })
        .collect()
}
