//! Where a rule loses the rows of a log: it is run one operator at a time, and each says how many rows
//! came in and how many went on.

mod lost;
pub mod output;
mod source;

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::bound::{Expr, ExprKind, RelOp};
use vigie_engine::steps::{Steps, always, and};
use vigie_syntax::kql::ast::Statement;
use vigie_syntax::span::line_column;
use vigie_syntax::{Diagnostic, Span};

pub use lost::{Had, Lost};
pub use source::{Settings, Window};

use crate::rule::Rule;
use vigie_logs::LogCatalog;

/// A rule after it has run on logs, step by step.
#[derive(Debug)]
pub struct Account {
    pub rule: Arc<Rule>,
    /// The clock of the run, in ticks.
    pub clock: i64,
    /// What the run saw of each table.
    pub windows: Vec<Window>,
    /// In the order in which they are run.
    pub steps: Vec<Line>,
    /// Rows of the result.
    pub rows: usize,
    /// What has turned away the last rows; empty where the result has rows.
    pub lost: Vec<Lost>,
}

/// One operator of the query.
#[derive(Debug, Clone)]
pub struct Line {
    /// The `let` statement that it stands in.
    pub section: Option<String>,
    /// As it is written, in one line.
    pub text: String,
    /// The line and the column in the rule's file, from 1.
    pub place: (usize, usize),
    /// Rows that came in: of each table that it reads.
    pub rows_in: Vec<usize>,
    pub rows_out: usize,
    /// Of a condition with several parts: each, in their order.
    pub parts: Vec<Part>,
}

/// A part of a condition.
#[derive(Debug, Clone)]
pub struct Part {
    pub text: String,
    /// Rows for which the parts before it hold.
    pub rows_in: usize,
    pub rows_out: usize,
}

impl Account {
    /// Whether the rows are enough for an alert.
    pub fn alerts(&self) -> bool {
        self.rule.trigger.met(self.rows)
    }
}

/// Runs a rule on logs, step by step.
///
/// # Errors
/// What stands in the way of the query, each with its place in the text.
pub fn why(
    rule: &Arc<Rule>,
    logs: &Arc<LogCatalog>,
    watchlists: &Arc<LogCatalog>,
    settings: &Settings,
) -> Result<Account, Vec<Diagnostic>> {
    let source = source::open(rule, logs, watchlists, settings)?;
    let engine = source.engine();
    let (bound, diagnostics) = engine.bind(rule.parsed());
    let bound = bound.ok_or(diagnostics)?;
    let steps = engine.steps(&bound, Some(&source.needs))?;
    let text = Text { rule };
    let lines = lines(&steps, &text)?;
    let rows = steps.steps.last().map_or(0, |s| s.rows);
    let lost = if rows == 0 {
        lost::of(&steps, &text)?
    } else {
        Vec::new()
    };
    Ok(Account {
        rule: Arc::clone(rule),
        clock: source.clock,
        windows: source.windows,
        steps: lines,
        rows,
        lost,
    })
}

/// The author's text, as it is shown.
pub(crate) struct Text<'a> {
    rule: &'a Rule,
}

impl Text<'_> {
    /// A piece of it on one line.
    pub(crate) fn piece(&self, span: Span) -> String {
        let text = self.rule.query.get(span.range()).unwrap_or_default();
        let words: Vec<&str> = text
            .lines()
            .map(|line| line.split(" //").next().unwrap_or_default())
            .flat_map(str::split_whitespace)
            .collect();
        words.join(" ").trim_start_matches("| ").to_owned()
    }

    /// Where it stands in the rule's file.
    pub(crate) fn place(&self, span: Span) -> (usize, usize) {
        let (line, column) = line_column(&self.rule.query, span.start);
        (self.rule.query_line + line - 1, column)
    }
}

/// Operators that one word of the author has become.
struct Group {
    span: Span,
    steps: Vec<usize>,
}

fn lines(steps: &Steps<'_>, text: &Text<'_>) -> Result<Vec<Line>, Vec<Diagnostic>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, step) in steps.steps.iter().enumerate() {
        let same = step.inputs.iter().filter_map(|i| of.get(i)).copied();
        let mut same = same.filter(|g| groups[*g].span == step.rel.span);
        let group = same.next().unwrap_or_else(|| {
            groups.push(Group {
                span: step.rel.span,
                steps: Vec::new(),
            });
            groups.len() - 1
        });
        groups[group].steps.push(at);
        of.insert(at, group);
    }
    let parsed = text.rule.parsed();
    let lets: Vec<(&str, Span)> = parsed
        .tree
        .statements
        .iter()
        .filter_map(|s| match s {
            Statement::Let { name, span, .. } => Some((name.text.as_str(), *span)),
            _ => None,
        })
        .collect();
    let mut lines = Vec::new();
    for group in &groups {
        let shown = text.piece(group.span);
        if shown.is_empty() {
            continue;
        }
        let inputs = group.steps.iter().flat_map(|s| &steps.steps[*s].inputs);
        let outer = inputs.filter(|i| !group.steps.contains(i));
        let rows_in = outer.map(|i| steps.steps[*i].rows).collect();
        let within = |(_, span): &&(&str, Span)| {
            span.start <= group.span.start && group.span.end <= span.end
        };
        lines.push(Line {
            section: lets.iter().find(within).map(|(name, _)| (*name).to_owned()),
            text: shown,
            place: text.place(group.span),
            rows_in,
            rows_out: group.steps.last().map_or(0, |s| steps.steps[*s].rows),
            parts: parts(steps, &group.steps, text)?,
        });
    }
    Ok(lines)
}

/// The parts of a condition that has several.
fn parts(
    steps: &Steps<'_>,
    group: &[usize],
    text: &Text<'_>,
) -> Result<Vec<Part>, Vec<Diagnostic>> {
    let filter = group.iter().find_map(|at| match &steps.steps[*at].rel.op {
        RelOp::Filter { predicate, .. } => Some((steps.steps[*at].inputs.first()?, predicate)),
        _ => None,
    });
    let Some((input, predicate)) = filter else {
        return Ok(Vec::new());
    };
    let all = conjuncts(predicate);
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let mut path = always(predicate.span);
    let mut paths = Vec::new();
    for part in &all {
        path = and(path, (*part).clone());
        paths.push(path.clone());
    }
    let counts = steps.holds(*input, &paths)?;
    let mut before = steps.steps[*input].rows;
    Ok(all
        .iter()
        .zip(counts)
        .map(|(part, rows)| Part {
            text: text.piece(part.span),
            rows_in: std::mem::replace(&mut before, rows),
            rows_out: rows,
        })
        .collect())
}

/// The conditions that must all hold, left to right.
pub(crate) fn conjuncts(predicate: &Expr) -> Vec<&Expr> {
    let mut parts = Vec::new();
    let mut open = vec![predicate];
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::And(a, b) => {
                open.push(b);
                open.push(a);
            }
            ExprKind::Convert(inner) if inner.ty == expr.ty => open.push(inner),
            _ => parts.push(expr),
        }
    }
    parts
}
