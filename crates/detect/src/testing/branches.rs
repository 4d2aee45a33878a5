//! The branches of a query, and which of them rows take: measured on the bound query, whatever
//! language its author wrote.
//!
//! A condition has two (it holds, it does not), an arm of a `case` one, an element of a list one, a
//! leg of a `union` one, a key of a table that is written in the query one, a join two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vigie_engine::bound::{Expr, ExprKind, JoinKind, Rel, RelOp, RelRef};
use vigie_engine::steps::{Steps, always, and, fails};
use vigie_engine::types::{Json, Value};
use vigie_languages::Language;
use vigie_languages::spl::COMMANDS;
use vigie_syntax::{Diagnostic, Span};

/// Elements of one list that are told apart.
const MOST_ELEMENTS: usize = 1000;

/// A way that rows can take.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// Where it stands in the query.
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    /// Of a list or of a table: the element.
    pub element: String,
}

/// What kind of way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A condition holds.
    Holds,
    /// A condition does not hold.
    Fails,
    /// No condition of a `case` holds.
    Otherwise,
    /// An element of a list is met.
    Element,
    /// A table of a `union` gives rows.
    Leg,
    /// A row of a join finds a partner.
    Partner,
    /// A row of a join finds none.
    Alone,
    /// A row of a table that is written in the query is met.
    Row,
}

impl Branch {
    fn new(span: Span, kind: Kind) -> Self {
        Self {
            start: span.start,
            end: span.end,
            kind,
            element: String::new(),
        }
    }

    fn of(span: Span, kind: Kind, element: String) -> Self {
        Self {
            element,
            ..Self::new(span, kind)
        }
    }

    /// The text that names it, out of the query.
    pub fn text(&self, query: &str) -> String {
        let text = query.get(self.start as usize..self.end as usize);
        let text: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        let text = text.join(" ");
        match self.kind {
            Kind::Holds | Kind::Leg => text,
            Kind::Fails => format!("not: {text}"),
            Kind::Otherwise => format!("otherwise: {text}"),
            Kind::Partner => format!("a partner: {text}"),
            Kind::Alone => format!("no partner: {text}"),
            Kind::Element | Kind::Row => self.element.clone(),
        }
    }

    /// What is said of it when no test takes it.
    pub fn said(&self, query: &str) -> String {
        let text = query.get(self.start as usize..self.end as usize);
        let text: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        let text = text.join(" ");
        match self.kind {
            Kind::Holds => format!("`{text}` never holds"),
            Kind::Fails => format!("`{text}` always holds"),
            Kind::Otherwise => format!("the last value of the `case` is never taken: `{text}`"),
            Kind::Leg => format!("no row comes out of `{text}`"),
            Kind::Partner => format!("no row finds a partner: `{text}`"),
            Kind::Alone => format!("every row finds a partner: `{text}`"),
            Kind::Element => format!("no row has {} of the list", self.element),
            Kind::Row => format!("no row has {} of the table", self.element),
        }
    }

    /// The offset in the query at which it is best shown.
    pub fn place(&self, query: &str) -> u32 {
        if self.element.is_empty() {
            return self.start;
        }
        let within = query.get(self.start as usize..self.end as usize);
        let found = within.and_then(|text| text.find(&self.element));
        let found = found.map(|at| at as u32 + self.start);
        // A list may stand in a `let` statement.
        let anywhere = || query.find(&self.element).map(|at| at as u32);
        found.or_else(anywhere).unwrap_or(self.start)
    }
}

/// Which branches a query has, and which of them were taken in a run.
#[derive(Debug, Clone, Default)]
pub struct Branches {
    pub taken: BTreeMap<Branch, bool>,
    /// Places of operators that rows came to.
    pub(crate) live: BTreeSet<(u32, u32)>,
    /// Places of all operators.
    pub(crate) places: BTreeSet<(u32, u32)>,
}

impl Branches {
    /// Adds what another run took.
    pub(crate) fn merge(&mut self, other: Self) {
        for (branch, taken) in other.taken {
            *self.taken.entry(branch).or_default() |= taken;
        }
        self.live.extend(other.live);
        self.places.extend(other.places);
    }

    /// Keeps the branches that the author of a search wrote: a command tests by itself whether a field
    /// has a value or how it is written, and what a macro says stands in another file. What `foreach`
    /// repeats has no place of its own.
    pub(crate) fn keep_written(&mut self, search: &str) {
        let repeated = repeated(search);
        self.taken.retain(|branch, _| {
            let text = search.get(branch.start as usize..branch.end as usize);
            let within =
                |(from, to): &(usize, usize)| (*from..*to).contains(&(branch.start as usize));
            let written = text.is_some_and(|text| match branch.kind {
                Kind::Holds | Kind::Fails => is_condition(text),
                Kind::Otherwise => !is_command(text),
                _ => true,
            });
            written && !repeated.iter().any(within)
        });
    }

    /// Branches that nothing took.
    pub fn missed(&self) -> impl Iterator<Item = &Branch> {
        self.taken.iter().filter(|(_, t)| !**t).map(|(b, _)| b)
    }
}

/// The branches of a query that has run. What `known` has taken is not looked for again.
///
/// # Errors
/// What went wrong.
pub(crate) fn of(
    steps: &Steps<'_>,
    language: Language,
    known: &BTreeSet<Branch>,
) -> Result<Branches, Vec<Diagnostic>> {
    // What a field of a Sigma rule stands for, and what is shown of an event, is not the author's.
    let sigma = language == Language::Sigma;
    let mut found = Branches::default();
    for (at, step) in steps.steps.iter().enumerate() {
        let rel = &step.rel;
        let place = (rel.span.start, rel.span.end);
        found.places.insert(place);
        // What reads nothing gives its rows to whatever reads it.
        if step.inputs.is_empty() || step.inputs.iter().any(|i| steps.steps[*i].rows > 0) {
            found.live.insert(place);
        }
        let mut asked: Vec<(Branch, Expr)> = Vec::new();
        match &rel.op {
            RelOp::Filter { predicate, .. } if sigma => {
                selection(predicate, &always(predicate.span), &mut asked);
            }
            RelOp::Project { .. } | RelOp::Aggregate { .. } if sigma => {}
            RelOp::Filter { predicate, .. } => {
                condition(predicate, &always(predicate.span), &mut asked);
            }
            RelOp::Project { exprs, .. } => {
                for expr in exprs {
                    value(expr, &always(expr.span), &mut asked);
                }
            }
            RelOp::Aggregate {
                keys, aggregates, ..
            } => {
                let args = aggregates.iter().flat_map(|a| &a.args);
                for expr in keys.iter().chain(args) {
                    value(expr, &always(expr.span), &mut asked);
                }
            }
            RelOp::Union { .. } => {
                for input in &step.inputs {
                    let leg = &steps.steps[*input];
                    let branch = Branch::new(leg.rel.span, Kind::Leg);
                    *found.taken.entry(branch).or_default() |= leg.rows > 0;
                }
            }
            RelOp::Join { .. } => join(steps, at, known, &mut found)?,
            _ => {}
        }
        let Some(input) = step.inputs.first().filter(|_| !asked.is_empty()) else {
            continue;
        };
        if steps.steps[*input].rows == 0 {
            for (branch, _) in asked {
                found.taken.entry(branch).or_default();
            }
            continue;
        }
        asked.retain(|(branch, _)| {
            let open = !known.contains(branch);
            found.taken.entry(branch.clone()).or_insert(!open);
            open
        });
        let exprs: Vec<Expr> = asked.iter().map(|(_, e)| e.clone()).collect();
        let counts = steps.holds(*input, &exprs)?;
        for ((branch, _), count) in asked.into_iter().zip(counts) {
            *found.taken.entry(branch).or_default() |= count > 0;
        }
    }
    Ok(found)
}

/// Where the bodies of `foreach` stand in a search.
fn repeated(search: &str) -> Vec<(usize, usize)> {
    let bodies = search.match_indices("foreach ").filter_map(|(at, _)| {
        let end = search.get(at..)?.find(']')?;
        Some((at, at + end + 1))
    });
    bodies.collect()
}

/// Whether a part of a search is a condition, and not a field or a command.
fn is_condition(text: &str) -> bool {
    let compares = text.contains(['=', '<', '>', '(', '!']);
    (compares || text.to_ascii_uppercase().contains(" IN ")) && !is_command(text)
}

/// Whether a part of a search is a command or a macro.
fn is_command(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    let (name, after) = text.split_at(end.unwrap_or(text.len()));
    let compared = after.trim_start().starts_with(['=', '<', '>', '!']);
    let known = COMMANDS
        .iter()
        .any(|c| c.name == name || c.aliases.contains(&name));
    let spaced = after.starts_with(char::is_whitespace);
    text.starts_with('`') || known && spaced && !compared
}

/// The branches of an expression that decides.
fn condition(expr: &Expr, path: &Expr, asked: &mut Vec<(Branch, Expr)>) {
    match &expr.kind {
        ExprKind::And(a, b) => {
            condition(a, path, asked);
            condition(b, &and(path.clone(), (**a).clone()), asked);
        }
        ExprKind::Or(a, b) => {
            condition(a, path, asked);
            condition(b, &and(path.clone(), fails((**a).clone())), asked);
        }
        ExprKind::Not(inner) => condition(inner, path, asked),
        ExprKind::Convert(inner) if inner.ty == expr.ty => condition(inner, path, asked),
        ExprKind::Case { .. } => value(expr, path, asked),
        _ if expr.is_constant() => {}
        _ => {
            test(expr, path, asked);
            for child in expr.children() {
                value(child, path, asked);
            }
        }
    }
}

/// The branches of what a Sigma rule asks of an event.
fn selection(expr: &Expr, path: &Expr, asked: &mut Vec<(Branch, Expr)>) {
    match &expr.kind {
        ExprKind::And(a, b) => {
            selection(a, path, asked);
            selection(b, &and(path.clone(), (**a).clone()), asked);
        }
        ExprKind::Or(a, b) => {
            selection(a, path, asked);
            selection(b, &and(path.clone(), fails((**a).clone())), asked);
        }
        ExprKind::Not(inner) => selection(inner, path, asked),
        _ if expr.is_constant() => {}
        _ => test(expr, path, asked),
    }
}

/// The branches of one test: it holds, it does not, and what it lists.
fn test(expr: &Expr, path: &Expr, asked: &mut Vec<(Branch, Expr)>) {
    let holds = and(path.clone(), expr.clone());
    asked.push((Branch::new(expr.span, Kind::Holds), holds));
    let not = and(path.clone(), fails(expr.clone()));
    asked.push((Branch::new(expr.span, Kind::Fails), not));
    elements(expr, path, asked);
}

/// The branches within an expression that gives a value.
fn value(expr: &Expr, path: &Expr, asked: &mut Vec<(Branch, Expr)>) {
    match &expr.kind {
        ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_) => condition(expr, path, asked),
        ExprKind::InList { .. } | ExprKind::InTable { .. } => condition(expr, path, asked),
        ExprKind::Call { .. } if expr.ty == vigie_engine::types::Type::Bool => {
            condition(expr, path, asked);
        }
        ExprKind::Case {
            branches,
            otherwise,
        } => {
            let mut open = path.clone();
            for (test, gives) in branches {
                condition(test, &open, asked);
                value(gives, &and(open.clone(), test.clone()), asked);
                open = and(open, fails(test.clone()));
            }
            if branches.iter().any(|(test, _)| !test.is_constant()) {
                asked.push((Branch::new(otherwise.span, Kind::Otherwise), open.clone()));
            }
            value(otherwise, &open, asked);
        }
        _ => {
            for child in expr.children() {
                value(child, path, asked);
            }
        }
    }
}

/// The elements of a list that is written in the query.
fn elements(expr: &Expr, path: &Expr, asked: &mut Vec<(Branch, Expr)>) {
    match &expr.kind {
        ExprKind::InList {
            operand,
            list,
            fold_case,
            ..
        } if list.len() > 1 && !operand.is_constant() => {
            for item in list.iter().take(MOST_ELEMENTS) {
                let mut one = expr.clone();
                one.kind = ExprKind::InList {
                    operand: operand.clone(),
                    list: Arc::new(vec![item.clone()]),
                    fold_case: *fold_case,
                    negated: false,
                };
                let branch = Branch::of(expr.span, Kind::Element, shown(item));
                asked.push((branch, and(path.clone(), one)));
            }
        }
        // The patterns of a test of Sigma are a list too.
        ExprKind::Call { function, args } if function.name == "__match" && args.len() > 3 => {
            let (own, patterns) = args.split_at(2);
            for pattern in patterns.iter().take(MOST_ELEMENTS) {
                let Some(text) = pattern.as_literal() else {
                    continue;
                };
                let mut call = expr.clone();
                call.kind = ExprKind::Call {
                    function,
                    args: own.iter().chain([pattern]).cloned().collect(),
                };
                let branch = Branch::of(expr.span, Kind::Element, shown(text));
                asked.push((branch, and(path.clone(), call)));
            }
        }
        ExprKind::Call { function, args } => {
            let [text, list] = args.as_slice() else {
                return;
            };
            let Some(Value::Dynamic(Json::Array(items))) = list.as_literal() else {
                return;
            };
            if items.len() < 2 || text.is_constant() {
                return;
            }
            for item in items.iter().take(MOST_ELEMENTS) {
                let mut one = list.clone();
                one.kind = ExprKind::Literal(Value::Dynamic(Json::Array(vec![item.clone()])));
                let mut call = expr.clone();
                call.kind = ExprKind::Call {
                    function,
                    args: vec![text.clone(), one],
                };
                let branch = Branch::of(expr.span, Kind::Element, item.to_string());
                asked.push((branch, and(path.clone(), call)));
            }
        }
        _ => {}
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => Json::from(text.as_str()).to_string(),
        other => other.to_text(),
    }
}

/// The branches of a join: rows with and without a partner, and the rows of a table that is written
/// in the query.
fn join(
    steps: &Steps<'_>,
    at: usize,
    known: &BTreeSet<Branch>,
    found: &mut Branches,
) -> Result<(), Vec<Diagnostic>> {
    let step = &steps.steps[at];
    let RelOp::Join {
        left,
        right,
        kind,
        on,
    } = &step.rel.op
    else {
        return Ok(());
    };
    if on.is_empty() {
        return Ok(());
    }
    let span = step.rel.span;
    let side = |side: usize| step.inputs.get(side).map_or(0, |i| steps.steps[*i].rows);
    let other = |kind: JoinKind, columns: &Rel| {
        let op = RelOp::Join {
            left: Arc::clone(left),
            right: Arc::clone(right),
            kind,
            on: on.clone(),
        };
        steps.instead(at, op, columns.columns.clone())
    };
    let mut wanted = vec![(Kind::Partner, JoinKind::LeftSemi)];
    if !matches!(kind, JoinKind::Inner | JoinKind::RightOuter) {
        wanted.push((Kind::Alone, JoinKind::LeftAnti));
    }
    for (kind, semi) in wanted {
        let branch = Branch::new(span, kind);
        let taken = known.contains(&branch) || side(0) > 0 && !other(semi, left)?.is_empty();
        *found.taken.entry(branch).or_default() |= taken;
    }
    let Some(key) = on.first().map(|(_, r)| r).filter(|_| is_written(right)) else {
        return Ok(());
    };
    let Some(rows) = step.inputs.get(1) else {
        return Ok(());
    };
    let keys = steps.values(*rows, std::slice::from_ref(key))?;
    let mut open = false;
    for value in keys.iter().flatten().take(MOST_ELEMENTS) {
        let branch = Branch::of(table(right), Kind::Row, shown(value));
        open |= !known.contains(&branch);
        let taken = known.contains(&branch);
        found.taken.entry(branch).or_insert(taken);
    }
    if !open || side(0) == 0 {
        return Ok(());
    }
    let met = other(JoinKind::RightSemi, right)?;
    let place = match &key.kind {
        ExprKind::Column(name) => right.columns.iter().position(|c| c.name == *name),
        _ => None,
    };
    for row in met.rows() {
        if let Some(value) = place.and_then(|place| row.get(place)) {
            let branch = Branch::of(table(right), Kind::Row, shown(value));
            found.taken.insert(branch, true);
        }
    }
    Ok(())
}

/// Whether the rows of a table are written in the query.
fn is_written(rel: &RelRef) -> bool {
    match &rel.op {
        RelOp::Values(rows) => rows.len() > 1,
        RelOp::Project { input, .. } | RelOp::Filter { input, .. } => is_written(input),
        _ => false,
    }
}

/// Where a table is written.
fn table(rel: &RelRef) -> Span {
    match &rel.op {
        RelOp::Project { input, .. } | RelOp::Filter { input, .. } => table(input),
        _ => rel.span,
    }
}
