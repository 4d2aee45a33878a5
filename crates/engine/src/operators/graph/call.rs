//! Functions of expressions over a graph's match: `all`, `any`, `map`, `inner_nodes`, `labels`,
//! `node_id`, `node_degree_in`, `node_degree_out`.

use std::collections::BTreeMap;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, Expr as Ast, ExprKind};

use super::pattern::{Kind, Slots};
use crate::bind::{Bind, Binder, Env, Failed, HIDDEN, RowScope};
use crate::bound::Expr;
use crate::kernels::graph::Shape;
use crate::kernels::graph::pattern::{Inside, Look, Over, OverKind, Slot};
use crate::types::{Column, Json, Type, Value};

/// The match that an expression is about.
#[derive(Debug)]
pub(crate) struct GraphScope {
    /// The kind of each named element.
    elements: BTreeMap<String, (Slot, Kind)>,
    nodes: Vec<Column>,
    edges: Vec<Column>,
    /// `all`, `any` and `map` so far.
    pub(super) overs: Vec<Over>,
    /// Columns that calls brought.
    pub(super) names: BTreeMap<String, Look>,
    /// Inside of `all`, `any`, `map`: whether over nodes, and the columns that calls brought.
    inside: Option<(bool, BTreeMap<String, Inside>)>,
}

impl GraphScope {
    pub(super) fn new(shape: &Shape, slots: &Slots, overs: Vec<Over>) -> Self {
        let named = slots
            .all
            .iter()
            .enumerate()
            .filter_map(|(at, (name, kind))| {
                let name = name.clone()?;
                Some((name, (at, *kind)))
            });
        Self {
            elements: named.collect(),
            nodes: shape.nodes.clone(),
            edges: shape.edges.clone(),
            overs,
            names: BTreeMap::new(),
            inside: None,
        }
    }
}

/// A call of one of these functions; `None` for every other call.
pub(crate) fn call(
    b: &mut Binder<'_>,
    name: &str,
    arguments: &[Argument],
    span: Span,
    env: &Env,
    scope: &mut RowScope,
) -> Option<Bind<Expr>> {
    scope.graph.as_ref()?;
    Some(match (name, arguments) {
        ("all", [path, condition]) => over(b, OverKind::All, path, condition, span, env, scope),
        ("any", [path, condition]) => over(b, OverKind::Any, path, condition, span, env, scope),
        ("map", [path, value]) => over(b, OverKind::Map, path, value, span, env, scope),
        ("inner_nodes", _) => Err(b.error(
            "unexpected-expression",
            span,
            "`inner_nodes` is the first argument of `all`, `any` or `map`",
        )),
        // A graph out of tables has no labels.
        ("labels", [] | [_]) => Ok(Expr::literal(
            Value::Dynamic(Json::Array(Vec::new())),
            Type::Dynamic,
            span,
        )),
        ("node_degree_in", arguments @ ([] | [_])) => of_node(
            b,
            arguments,
            Look::DegreeIn,
            Inside::DegreeIn,
            Type::Long,
            span,
            scope,
        ),
        ("node_degree_out", arguments @ ([] | [_])) => of_node(
            b,
            arguments,
            Look::DegreeOut,
            Inside::DegreeOut,
            Type::Long,
            span,
            scope,
        ),
        ("node_id", arguments @ ([] | [_])) => of_node(
            b,
            arguments,
            Look::Id,
            Inside::Id,
            Type::String,
            span,
            scope,
        ),
        _ => return None,
    })
}

fn of_node(
    b: &mut Binder<'_>,
    arguments: &[Argument],
    look: fn(Slot) -> Look,
    inside: Inside,
    ty: Type,
    span: Span,
    scope: &mut RowScope,
) -> Bind<Expr> {
    let graph = scope.graph.as_mut().ok_or(Failed)?;
    let Some(argument) = arguments.first() else {
        return match &mut graph.inside {
            Some((true, names)) => {
                let hidden = Column::new(format!("{HIDDEN}here {inside:?}"), ty);
                names.insert(hidden.name.clone(), inside);
                Ok(Expr::column(&hidden, span))
            }
            _ => Err(b.error(
                "missing-argument",
                span,
                "this function requires a node, or stands in `all`, `any` or `map` over `inner_nodes`",
            )),
        };
    };
    match element(graph, &argument.value) {
        Some((slot, Kind::Node)) => {
            let look = look(slot);
            let hidden = Column::new(format!("{HIDDEN}node {look:?}"), ty);
            graph.names.insert(hidden.name.clone(), look);
            Ok(Expr::column(&hidden, span))
        }
        _ => Err(b.error(
            "not-a-node",
            argument.value.span,
            "a node of the pattern is required here",
        )),
    }
}

/// The element of the pattern that an expression names.
fn element(graph: &GraphScope, e: &Ast) -> Option<(Slot, Kind)> {
    match &e.kind {
        ExprKind::Name(name) => graph.elements.get(name).copied(),
        ExprKind::Parenthesized(inner) => element(graph, inner),
        _ => None,
    }
}

fn over(
    b: &mut Binder<'_>,
    kind: OverKind,
    path: &Argument,
    value: &Argument,
    span: Span,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Expr> {
    let graph = scope.graph.as_mut().ok_or(Failed)?;
    let (of, over_nodes) = match &path.value.kind {
        ExprKind::Call { name, arguments } if name.text == "inner_nodes" => {
            (arguments.first().map(|a| &a.value), true)
        }
        _ => (Some(&path.value), false),
    };
    let found = of.and_then(|e| element(graph, e));
    let Some((slot, Kind::Path | Kind::Edge)) = found.filter(|_| graph.inside.is_none()) else {
        return Err(b.error(
            "not-a-path",
            path.value.span,
            "an edge of the pattern is required here",
        ));
    };
    // Properties of the item come first, then what the expression around it sees.
    let columns = if over_nodes {
        &graph.nodes
    } else {
        &graph.edges
    };
    let mut names: BTreeMap<String, Inside> = BTreeMap::new();
    let mut inner = RowScope::none();
    for (at, column) in columns.iter().enumerate() {
        let hidden = Column::new(format!("{HIDDEN}item {at}"), column.ty);
        names.insert(hidden.name.clone(), Inside::Property(at));
        inner
            .extra
            .push((column.name.clone(), Expr::column(&hidden, span)));
    }
    inner.extra.extend(scope.extra.iter().cloned());
    inner.members.clone_from(&scope.members);
    inner.graph = Some(Box::new(GraphScope {
        elements: graph.elements.clone(),
        nodes: graph.nodes.clone(),
        edges: graph.edges.clone(),
        overs: Vec::new(),
        names: BTreeMap::new(),
        inside: Some((over_nodes, BTreeMap::new())),
    }));
    let expr = b.expr(&value.value, env, &mut inner)?;
    let expr = match kind {
        OverKind::Map => expr,
        OverKind::All | OverKind::Any => b.condition(expr)?,
    };
    let expr = b.settled(&expr)?;
    if let Some(inner) = inner.graph.take() {
        names.extend(inner.inside.into_iter().flat_map(|(_, names)| names));
        names.extend(
            inner
                .names
                .into_iter()
                .map(|(n, look)| (n, Inside::Outside(look))),
        );
    }
    // What the expression sees of the match around it is known there by name.
    outside(&expr, &mut names);
    let graph = scope.graph.as_mut().ok_or(Failed)?;
    let ty = match kind {
        OverKind::Map => Type::Dynamic,
        OverKind::All | OverKind::Any => Type::Bool,
    };
    let hidden = Column::new(format!("{HIDDEN}over {}", graph.overs.len()), ty);
    graph
        .names
        .insert(hidden.name.clone(), Look::Over(graph.overs.len()));
    graph.overs.push(Over {
        kind,
        path: slot,
        nodes: over_nodes,
        expr,
        names,
    });
    Ok(Expr::column(&hidden, span))
}

/// Columns of the match inside of an expression over an item: their names say what they are.
fn outside(expr: &Expr, names: &mut BTreeMap<String, Inside>) {
    if let crate::bound::ExprKind::Column(name) = &expr.kind
        && !names.contains_key(name)
        && let Some(rest) = name.strip_prefix(HIDDEN)
    {
        let words: Vec<&str> = rest.split(' ').collect();
        let number = |at: usize| words.get(at).and_then(|w| w.parse::<usize>().ok());
        let look = match (words.first(), number(1), number(2)) {
            (Some(&"of"), Some(slot), Some(at)) => Some(Look::Property(slot, at)),
            (Some(&"each"), Some(slot), Some(at)) => Some(Look::Each(slot, at)),
            (Some(&"whole"), Some(slot), _) => Some(Look::Whole(slot)),
            _ => None,
        };
        if let Some(look) = look {
            names.insert(name.clone(), Inside::Outside(look));
        }
    }
    for child in expr.children() {
        outside(child, names);
    }
}
