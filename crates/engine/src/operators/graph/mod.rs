//! The operators over graphs: `make-graph`, and what may follow it.
//!
//! A graph is a table whose kernel is [`Source`]: the operators here read the table below it.
//! `tabular` refuses it wherever a table is asked for.

pub(crate) mod call;
pub(crate) mod pattern;

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    Expr as Ast, ExprKind, GraphOutput, MakeGraph, Operator, OperatorKind,
};

use super::as_::AS;
use super::{parameter, word};
use crate::bind::{Bind, Binder, Binding, Env, Failed, HIDDEN, Names, Pipe, RowScope, wider};
use crate::bound::{Expr, Rel, RelOp, RelRef};
use crate::kernel::Kernel;
use crate::kernels::graph::table::{Edges, Nodes};
use crate::kernels::graph::{Shape, Source, Step};
use crate::types::{Column, Type, Value};

/// The graph that a table is, and the table of its edges and nodes.
pub(crate) fn graph_of(rel: &Rel) -> Option<(&Shape, &RelRef)> {
    match &rel.op {
        RelOp::Kernel { input, kernel } => kernel.graph().map(|shape| (shape, input)),
        _ => None,
    }
}

fn required(b: &mut Binder<'_>, input: &Pipe, span: Span) -> Bind<(Shape, RelRef)> {
    match graph_of(&input.rel) {
        Some((shape, input)) => Ok((shape.clone(), Arc::clone(input))),
        None => Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "not-a-graph",
                span,
                "this operator requires a graph, found a table",
            )
            .help("make a graph of it with `make-graph source --> target with_node_id=id`"),
        )),
    }
}

/// The same graph with another shape.
fn graph(shape: Shape, input: RelRef, span: Span) -> Pipe {
    Pipe::new(Arc::new(Rel {
        op: RelOp::Kernel {
            input,
            kernel: Arc::new(Source(shape)),
        },
        columns: vec![Column::new(format!("{HIDDEN}graph"), Type::Long)],
        span,
        ordered: false,
        open: false,
    }))
}

/// A table read out of a graph.
fn read(kernel: Arc<dyn Kernel>, input: RelRef, columns: Vec<Column>, span: Span) -> Pipe {
    Pipe::new(Arc::new(Rel {
        op: RelOp::Kernel { input, kernel },
        columns,
        span,
        ordered: false,
        open: false,
    }))
}

/// Binds an operator over graphs.
pub(crate) fn bind(b: &mut Binder<'_>, input: Pipe, op: &Operator, env: &mut Env) -> Bind<Pipe> {
    let span = op.span;
    if !input.per.is_empty() {
        return Err(b.unsupported("unsupported-operator", span, "a graph inside of a subquery"));
    }
    if let OperatorKind::MakeGraph(tree) = &op.kind {
        return make_graph(b, input, tree, env, span);
    }
    let (mut shape, table) = required(b, &input, span)?;
    match &op.kind {
        OperatorKind::GraphWhereNodes { predicate } => {
            let predicate = condition(b, predicate, &shape.nodes, env)?;
            shape.steps.push(Step::WhereNodes(predicate));
            Ok(graph(shape, table, span))
        }
        OperatorKind::GraphWhereEdges { predicate } => {
            let predicate = condition(b, predicate, &shape.edges, env)?;
            shape.steps.push(Step::WhereEdges(predicate));
            Ok(graph(shape, table, span))
        }
        OperatorKind::GraphMarkComponents => {
            let strong = match parameter(op, "kind").and_then(|p| word(&p.value)) {
                None | Some("weak") => false,
                Some("strong") => true,
                Some(other) => {
                    return Err(b.error(
                        "unknown-option",
                        span,
                        format!("`graph-mark-components` has no kind `{other}`"),
                    ));
                }
            };
            let name = parameter(op, "with_component_id")
                .and_then(|p| word(&p.value))
                .unwrap_or("ComponentId");
            if shape.nodes.iter().any(|c| c.name == name) {
                return Err(b.error(
                    "duplicate-column",
                    span,
                    format!("a node has a property `{name}` already"),
                ));
            }
            shape.nodes.push(Column::new(name, Type::Long));
            shape.steps.push(Step::Components { strong });
            Ok(graph(shape, table, span))
        }
        OperatorKind::GraphToTable { outputs } => to_table(b, &shape, &table, outputs, env, span),
        OperatorKind::GraphMatch(tree) => pattern::graph_match(b, &shape, &table, tree, op, env),
        OperatorKind::GraphShortestPaths(tree) => {
            pattern::shortest_paths(b, &shape, &table, tree, op, env)
        }
        _ => Err(Failed),
    }
}

/// A condition over the properties of one node or edge.
fn condition(b: &mut Binder<'_>, e: &Ast, columns: &[Column], env: &Env) -> Bind<Expr> {
    let mut scope = RowScope {
        extra: columns
            .iter()
            .map(|c| (c.name.clone(), Expr::column(c, e.span)))
            .collect(),
        ..RowScope::none()
    };
    let value = b.expr(e, env, &mut scope)?;
    let value = b.condition(value)?;
    b.settled(&value)
}

fn make_graph(
    b: &mut Binder<'_>,
    input: Pipe,
    tree: &MakeGraph,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let edges = input.visible();
    let source = place(b, &edges, &tree.source)?;
    let target = place(b, &edges, &tree.target)?;
    // Nodes of all tables have the properties of all; a name with several types is dynamic.
    let mut nodes: Vec<Column> = Vec::new();
    let mut tables = Vec::new();
    for (table, id) in &tree.nodes {
        let pipe = b.tabular(table, env)?;
        let columns = pipe.visible();
        let id = place(b, &columns, id)?;
        for column in &columns {
            match nodes.iter_mut().find(|c| c.name == column.name) {
                Some(known) if known.ty == column.ty => {}
                Some(known) if known.ty.is_numeric() && column.ty.is_numeric() => {
                    known.ty = wider(known.ty, column.ty);
                }
                Some(known) => known.ty = Type::Dynamic,
                None => nodes.push(column.clone()),
            }
        }
        tables.push((pipe.rel, columns[id].name.clone()));
    }
    if let Some(name) = &tree.node_id {
        nodes.push(Column::new(&name.text, edges[source].ty));
    }
    let by_name = |name: &str| nodes.iter().position(|c| c.name == name);
    let ids: Vec<usize> = tables.iter().filter_map(|(_, id)| by_name(id)).collect();
    let partition = match &tree.partitioned_by {
        Some((column, _)) => {
            let at = place(b, &edges, column)?;
            Some((at, by_name(&edges[at].name)))
        }
        None => None,
    };
    let shape = Shape {
        source,
        target,
        id: ids.first().copied().or(tree.node_id.as_ref().map(|_| 0)),
        ids,
        directed: tree.directed,
        partition,
        steps: Vec::new(),
        edges: edges.clone(),
        nodes: nodes.clone(),
    };
    // One table of both: what a row is, the properties of edges, those of nodes.
    let kind = Column::new(format!("{HIDDEN}kind"), Type::Long);
    let edge_columns = hidden("e", &edges);
    let node_columns = hidden("n", &nodes);
    let columns: Vec<Column> = [kind.clone()]
        .into_iter()
        .chain(edge_columns.clone())
        .chain(node_columns.clone())
        .collect();
    let mut inputs = vec![rows(b, &input.rel, 0, &kind, &edges, &edge_columns, span)];
    for (i, (table, _)) in tables.iter().enumerate() {
        inputs.push(rows(
            b,
            table,
            i as i64 + 1,
            &kind,
            &nodes,
            &node_columns,
            span,
        ));
    }
    let union = Arc::new(Rel {
        op: RelOp::Union { inputs },
        columns,
        span,
        ordered: false,
        open: false,
    });
    let made = graph(shape, union, span);
    match &tree.partitioned_by {
        None => Ok(made),
        Some((_, body)) => partitioned(b, made, body, env),
    }
}

/// `partitioned-by column (operators)`: operators over graphs apply to each part by itself, and so
/// do those that look at one row.
fn partitioned(b: &mut Binder<'_>, made: Pipe, body: &Ast, env: &Env) -> Bind<Pipe> {
    let ExprKind::Pipe {
        source: None,
        operators,
    } = &body.kind
    else {
        return match &body.kind {
            ExprKind::Parenthesized(inner) => partitioned(b, made, inner, env),
            _ => Err(b.error(
                "unexpected-expression",
                body.span,
                "`partitioned-by` requires operators over a graph",
            )),
        };
    };
    let by_rows = |op: &Operator| {
        matches!(
            op.kind,
            OperatorKind::Where { .. }
                | OperatorKind::Extend { .. }
                | OperatorKind::Project { .. }
                | OperatorKind::ProjectAway { .. }
                | OperatorKind::ProjectRename { .. }
        )
    };
    let first_table = operators.iter().position(|op| {
        matches!(
            op.kind,
            OperatorKind::GraphMatch(_)
                | OperatorKind::GraphShortestPaths(_)
                | OperatorKind::GraphToTable { .. }
        )
    });
    let after = first_table.map_or(operators.len(), |at| at + 1);
    if let Some(op) = operators[after..].iter().find(|op| !by_rows(op)) {
        return Err(b.unsupported(
            "unsupported-operator",
            op.span,
            &format!("`{}` for each part of a graph", super::name(&op.kind)),
        ));
    }
    b.operators(Some(made), operators, env, body.span)
}

/// Columns of the common table.
fn hidden(prefix: &str, columns: &[Column]) -> Vec<Column> {
    let names = columns.iter().enumerate();
    names
        .map(|(i, c)| Column::new(format!("{HIDDEN}{prefix}{i}"), c.ty))
        .collect()
}

/// The rows of one input of the common table.
fn rows(
    b: &mut Binder<'_>,
    input: &RelRef,
    kind: i64,
    kind_column: &Column,
    columns: &[Column],
    hidden: &[Column],
    span: Span,
) -> RelRef {
    let mut names = vec![kind_column.clone()];
    let mut exprs = vec![Expr::literal(Value::Long(kind), Type::Long, span)];
    for (column, hidden) in columns.iter().zip(hidden) {
        if let Some(own) = input.column(&column.name) {
            exprs.push(b.converted(Expr::column(own, span), column.ty));
            names.push(hidden.clone());
        }
    }
    Arc::new(Rel {
        op: RelOp::Project {
            input: Arc::clone(input),
            exprs,
        },
        columns: names,
        span,
        ordered: false,
        open: false,
    })
}

/// The place of a column that is named.
fn place(b: &mut Binder<'_>, columns: &[Column], e: &Ast) -> Bind<usize> {
    let name = match &e.kind {
        ExprKind::Name(name) => name.as_str(),
        _ => "",
    };
    columns.iter().position(|c| c.name == name).ok_or_else(|| {
        let near = vigie_syntax::diagnostic::nearest(name, columns.iter().map(|c| c.name.as_str()));
        let diagnostic = vigie_syntax::Diagnostic::error(
            "unknown-column",
            e.span,
            format!("no column `{name}`"),
        );
        b.fail(match near {
            Some(near) => diagnostic.help(format!("`{near}` has a similar name")),
            None => diagnostic,
        })
    })
}

fn to_table(
    b: &mut Binder<'_>,
    shape: &Shape,
    table: &RelRef,
    outputs: &[GraphOutput],
    env: &mut Env,
    span: Span,
) -> Bind<Pipe> {
    let mut results = Vec::new();
    for output in outputs {
        let given = |name: &str| {
            let parameter = output.parameters.iter().find(|p| p.name.text == name);
            parameter.and_then(|p| word(&p.value)).map(str::to_owned)
        };
        let mut names = Names::default();
        let mut columns = Vec::new();
        let mut add = |name: &str, ty: Type| columns.push(Column::new(names.free(name), ty));
        let kernel: Arc<dyn Kernel> = if output.entity.text == "nodes" {
            let id = given("with_node_id");
            if let Some(name) = &id {
                add(name, Type::Long);
            }
            for c in &shape.nodes {
                add(&c.name, c.ty);
            }
            Arc::new(Nodes {
                shape: shape.clone(),
                with_id: id.is_some(),
            })
        } else {
            let (source, target) = (given("with_source_id"), given("with_target_id"));
            if let Some(name) = &source {
                add(name, Type::Long);
            }
            if let Some(name) = &target {
                add(name, Type::Long);
            }
            for c in &shape.edges {
                add(&c.name, c.ty);
            }
            Arc::new(Edges {
                shape: shape.clone(),
                with_source: source.is_some(),
                with_target: target.is_some(),
            })
        };
        if columns.is_empty() {
            return Err(b.fail(
                vigie_syntax::Diagnostic::error(
                    "no-columns",
                    output.entity.span,
                    format!(
                        "the {} of this graph have no properties to show",
                        output.entity.text
                    ),
                )
                .help("name them with `make-graph … with_node_id=id`"),
            ));
        }
        let pipe = read(kernel, Arc::clone(table), columns, span);
        if let Some(name) = &output.as_name {
            let table = || Binding::Table(Arc::clone(&pipe.rel));
            *env = env
                .with(format!("{AS}{}", name.text), table())
                .with(&name.text, table());
            b.exported.push((name.text.clone(), Arc::clone(&pipe.rel)));
        } else if outputs.len() > 1 {
            return Err(b.error(
                "missing-name",
                output.entity.span,
                "each of several outputs requires a name, as in `nodes as N`",
            ));
        }
        results.push((output, pipe));
    }
    let mut results = results.into_iter();
    let (_, first) = results.next().ok_or(Failed)?;
    for (output, pipe) in results {
        let name = output.as_name.as_ref().map(|n| n.text.clone());
        b.more.push((name.unwrap_or_default(), pipe.rel));
    }
    Ok(first)
}
