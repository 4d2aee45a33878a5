//! `graph-match` and `graph-shortest-paths`: patterns, what is asked of them, and what is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    BinaryOp, EdgeDirection, Expr as Ast, ExprKind, GraphElement, GraphMatch as Tree, Operator,
};

use super::call::GraphScope;
use super::{parameter, read, word};
use crate::bind::{Bind, Binder, Env, Failed, HIDDEN, Names, Pipe, RowScope, implied};
use crate::bound::{Expr, ExprKind as Bound, RelRef};
use crate::kernels::graph::Shape;
use crate::kernels::graph::matching::{GraphMatch, Plan};
use crate::kernels::graph::paths::ShortestPaths;
use crate::kernels::graph::pattern::{
    Condition, Cycles, Direction, Hop, Inside, Look, Over, Pattern, Slot,
};
use crate::types::{Column, Type};

/// How long a path may be.
const LONGEST: usize = 400;

pub(crate) fn graph_match(
    b: &mut Binder<'_>,
    shape: &Shape,
    table: &RelRef,
    tree: &Tree,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let cycles = match parameter(op, "cycles").and_then(|p| word(&p.value)) {
        None | Some("unique_edges") => Cycles::UniqueEdges,
        Some("all") => Cycles::All,
        Some("none") => Cycles::None,
        Some(other) => {
            return Err(b.error(
                "unknown-option",
                op.span,
                format!("`graph-match` has no cycles `{other}`"),
            ));
        }
    };
    let (pattern, columns) = bind(b, shape, tree, op.span, env)?;
    if let Err(message) = Plan::new(&pattern) {
        return Err(b.error("not-connected", op.span, message));
    }
    let kernel = GraphMatch {
        shape: shape.clone(),
        pattern,
        cycles,
    };
    Ok(read(Arc::new(kernel), Arc::clone(table), columns, op.span))
}

pub(crate) fn shortest_paths(
    b: &mut Binder<'_>,
    shape: &Shape,
    table: &RelRef,
    tree: &Tree,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let all = match parameter(op, "output").and_then(|p| word(&p.value)) {
        None | Some("any") => false,
        Some("all") => true,
        Some(other) => {
            return Err(b.error(
                "unknown-option",
                op.span,
                format!("`graph-shortest-paths` has no output `{other}`"),
            ));
        }
    };
    let (pattern, columns) = bind(b, shape, tree, op.span, env)?;
    if tree.patterns.len() != 1 || !pattern.hops.iter().any(|h| h.range.is_some()) {
        return Err(b.error(
            "bad-pattern",
            op.span,
            "`graph-shortest-paths` requires one sequence with an edge of variable length",
        ));
    }
    let kernel = ShortestPaths {
        shape: shape.clone(),
        pattern,
        all,
    };
    Ok(read(Arc::new(kernel), Arc::clone(table), columns, op.span))
}

/// What an element of a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Edge,
    Path,
}

/// The elements of a pattern; those with the same name are one.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The name, where it has one, and the kind of each.
    pub(super) all: Vec<(Option<String>, Kind)>,
}

impl Slots {
    fn node(&mut self, b: &mut Binder<'_>, name: Option<&str>, span: Span) -> Bind<Slot> {
        match name.and_then(|name| self.find(name)) {
            Some(at) if self.all[at].1 == Kind::Node => Ok(at),
            Some(_) => Err(twice(b, name, span)),
            None => Ok(self.push(name, Kind::Node)),
        }
    }

    fn edge(
        &mut self,
        b: &mut Binder<'_>,
        name: Option<&str>,
        kind: Kind,
        span: Span,
    ) -> Bind<Slot> {
        match name.and_then(|name| self.find(name)) {
            Some(_) => Err(twice(b, name, span)),
            None => Ok(self.push(name, kind)),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<Slot> {
        self.all
            .iter()
            .position(|(n, _)| n.as_deref() == Some(name))
    }

    fn push(&mut self, name: Option<&str>, kind: Kind) -> Slot {
        self.all.push((name.map(str::to_owned), kind));
        self.all.len() - 1
    }
}

fn twice(b: &mut Binder<'_>, name: Option<&str>, span: Span) -> Failed {
    b.error(
        "duplicate-name",
        span,
        format!(
            "`{}` is the name of another element",
            name.unwrap_or_default()
        ),
    )
}

fn bind(
    b: &mut Binder<'_>,
    shape: &Shape,
    tree: &Tree,
    span: Span,
    env: &Env,
) -> Bind<(Pattern, Vec<Column>)> {
    let mut slots = Slots::default();
    let mut hops = Vec::new();
    for sequence in &tree.patterns {
        sequence_of(b, sequence, &mut slots, &mut hops, span, env)?;
    }
    if tree.project.is_empty() {
        return Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "missing-project",
                span,
                "a pattern requires `project` with what is to be shown of a match",
            )
            .help("add `project a.name, b.name`"),
        ));
    }
    let mut names = BTreeMap::new();
    let mut overs = Vec::new();
    let mut conditions = Vec::new();
    if let Some(predicate) = &tree.where_ {
        let mut parts = Vec::new();
        conjuncts(predicate, &mut parts);
        for part in parts {
            let each = each_of(part, &slots);
            let mut scope = scope(shape, &slots, each, overs, span, &mut names);
            let value = b.expr(part, env, &mut scope);
            overs = taken(&mut scope, &mut names);
            let value = b.condition(value?)?;
            let value = b.settled(&value)?;
            let mut needs = BTreeSet::new();
            needed(&value, &names, &overs, &mut needs);
            conditions.push(Condition {
                expr: value,
                needs,
                each,
            });
        }
    }
    let mut shown = Vec::new();
    let mut columns = Vec::new();
    let mut taken_names = Names::default();
    for item in &tree.project {
        let mut scope = scope(shape, &slots, None, overs, span, &mut names);
        let value = b.expr(&item.expr, env, &mut scope);
        overs = taken(&mut scope, &mut names);
        let value = value?;
        let name = match item.names.first() {
            Some(name) => name.text.clone(),
            None => match implied(&item.expr) {
                Some(name) => name,
                None => taken_names.unnamed(),
            },
        };
        let free = taken_names.free(&name);
        let free = if free == name || implied(&item.expr).is_none() {
            name
        } else {
            free
        };
        columns.push(Column::new(free, value.ty));
        shown.push(b.settled(&value)?);
    }
    let nodes = slots.all.iter().enumerate();
    let pattern = Pattern {
        slots: slots.all.len(),
        nodes: nodes
            .filter(|(_, s)| s.1 == Kind::Node)
            .map(|(i, _)| i)
            .collect(),
        hops,
        conditions,
        names,
        overs,
        project: shown,
        node_columns: shape.nodes.clone(),
        edge_columns: shape.edges.clone(),
    };
    Ok((pattern, columns))
}

/// An edge whose right node is still to come, and how long it may be.
type Between = (Slot, Direction, Option<(usize, usize)>);

/// The hops of `(a)-[e]->(b)<--(c)`.
fn sequence_of(
    b: &mut Binder<'_>,
    sequence: &[GraphElement],
    slots: &mut Slots,
    hops: &mut Vec<Hop>,
    span: Span,
    env: &Env,
) -> Bind<()> {
    let mut before: Option<Slot> = None;
    let mut edge: Option<Between> = None;
    for element in sequence {
        match element {
            GraphElement::Node { name, span } => {
                let node = slots.node(b, name.as_ref().map(|n| n.text.as_str()), *span)?;
                match (before, edge.take()) {
                    (Some(from), Some((edge, direction, range))) => hops.push(Hop {
                        from,
                        edge,
                        to: node,
                        direction,
                        range,
                    }),
                    (None, None) => {}
                    _ => return Err(misplaced(b, *span)),
                }
                before = Some(node);
            }
            GraphElement::Edge {
                name,
                direction,
                range,
                span,
            } => {
                if edge.is_some() || before.is_none() {
                    return Err(misplaced(b, *span));
                }
                let range = match range {
                    Some((low, high)) => Some(bounds(b, low, high, env, *span)?),
                    None => None,
                };
                let kind = if range.is_some() {
                    Kind::Path
                } else {
                    Kind::Edge
                };
                let name = name.as_ref().map(|n| n.text.as_str());
                let slot = slots.edge(b, name, kind, *span)?;
                let direction = match direction {
                    EdgeDirection::Right => Direction::Right,
                    EdgeDirection::Left => Direction::Left,
                    EdgeDirection::Any => Direction::Any,
                };
                edge = Some((slot, direction, range));
            }
        }
    }
    match (before, edge) {
        (Some(_), None) => Ok(()),
        _ => Err(misplaced(b, span)),
    }
}

fn misplaced(b: &mut Binder<'_>, span: Span) -> Failed {
    b.error(
        "bad-pattern",
        span,
        "nodes and edges alternate in a pattern, and nodes are its ends",
    )
}

/// `*1..5`
fn bounds(
    b: &mut Binder<'_>,
    low: &Ast,
    high: &Ast,
    env: &Env,
    span: Span,
) -> Bind<(usize, usize)> {
    let low = b.count(low, env, "a path's length")?;
    let high = b.count(high, env, "a path's length")?;
    if low > high || high > LONGEST {
        return Err(b.error(
            "bad-range",
            span,
            format!("a path has from 0 to {LONGEST} edges, the least number first"),
        ));
    }
    Ok((low, high))
}

/// The parts of a condition that must all hold.
fn conjuncts<'e>(e: &'e Ast, parts: &mut Vec<&'e Ast>) {
    match &e.kind {
        ExprKind::Parenthesized(inner) => conjuncts(inner, parts),
        ExprKind::Binary {
            op: BinaryOp::And,
            left,
            right,
            ..
        } => {
            conjuncts(left, parts);
            conjuncts(right, parts);
        }
        _ => parts.push(e),
    }
}

/// The path of which a condition names a property by itself: each of its edges must meet it.
fn each_of(e: &Ast, slots: &Slots) -> Option<Slot> {
    let over = |e: &Ast| each_of(e, slots);
    match &e.kind {
        ExprKind::Member { base, .. } => match &base.kind {
            ExprKind::Name(name) => slots.find(name).filter(|at| slots.all[*at].1 == Kind::Path),
            _ => over(base),
        },
        ExprKind::Parenthesized(inner) => over(inner),
        ExprKind::Unary { operand, .. } => over(operand),
        ExprKind::Binary { left, right, .. } => over(left).or_else(|| over(right)),
        ExprKind::In { left, list, .. } => over(left).or_else(|| list.iter().find_map(over)),
        ExprKind::Between {
            operand, low, high, ..
        } => over(operand).or_else(|| over(low)).or_else(|| over(high)),
        ExprKind::Index { base, index } => over(base).or_else(|| over(index)),
        // The path as a whole is what these ask for.
        ExprKind::Call { name, .. } if matches!(name.text.as_str(), "all" | "any" | "map") => None,
        ExprKind::Call { arguments, .. } => arguments.iter().find_map(|a| over(&a.value)),
        _ => None,
    }
}

/// What an expression over a match sees.
fn scope(
    shape: &Shape,
    slots: &Slots,
    each: Option<Slot>,
    overs: Vec<Over>,
    span: Span,
    names: &mut BTreeMap<String, Look>,
) -> RowScope {
    let mut scope = RowScope::none();
    for (slot, (name, kind)) in slots.all.iter().enumerate() {
        let Some(name) = name else {
            continue;
        };
        let columns = match kind {
            Kind::Node => &shape.nodes,
            Kind::Edge | Kind::Path => &shape.edges,
        };
        let looks_at_each = each == Some(slot);
        let mut members = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let (look, ty) = match kind {
                Kind::Path if looks_at_each => (Look::Each(slot, at), column.ty),
                Kind::Path => (Look::Property(slot, at), Type::Dynamic),
                _ => (Look::Property(slot, at), column.ty),
            };
            let sort = if looks_at_each { "each" } else { "of" };
            let hidden = Column::new(format!("{HIDDEN}{sort} {slot} {at}"), ty);
            names.insert(hidden.name.clone(), look);
            members.push((column.name.clone(), Expr::column(&hidden, span)));
        }
        let whole = Column::new(format!("{HIDDEN}whole {slot}"), Type::Dynamic);
        names.insert(whole.name.clone(), Look::Whole(slot));
        scope.extra.push((name.clone(), Expr::column(&whole, span)));
        scope.members.push((name.clone(), members));
    }
    scope.graph = Some(Box::new(GraphScope::new(shape, slots, overs)));
    scope
}

/// What binding an expression added.
fn taken(scope: &mut RowScope, names: &mut BTreeMap<String, Look>) -> Vec<Over> {
    match scope.graph.take() {
        Some(graph) => {
            names.extend(graph.names);
            graph.overs
        }
        None => Vec::new(),
    }
}

/// The elements that an expression speaks of.
fn needed(expr: &Expr, names: &BTreeMap<String, Look>, overs: &[Over], needs: &mut BTreeSet<Slot>) {
    if let Bound::Column(name) = &expr.kind
        && let Some(look) = names.get(name)
    {
        needed_by(*look, overs, needs);
    }
    for child in expr.children() {
        needed(child, names, overs, needs);
    }
}

fn needed_by(look: Look, overs: &[Over], needs: &mut BTreeSet<Slot>) {
    match look {
        Look::Property(slot, _)
        | Look::Each(slot, _)
        | Look::Whole(slot)
        | Look::DegreeIn(slot)
        | Look::DegreeOut(slot)
        | Look::Id(slot) => {
            needs.insert(slot);
        }
        Look::Over(at) => {
            if let Some(over) = overs.get(at) {
                needs.insert(over.path);
                for inside in over.names.values() {
                    if let Inside::Outside(look) = inside {
                        needed_by(*look, &overs[..at], needs);
                    }
                }
            }
        }
    }
}
