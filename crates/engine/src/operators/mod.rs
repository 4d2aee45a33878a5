//! The tabular operators, one file each: how each is bound.

pub(crate) mod as_;
pub(crate) mod assert_schema;
mod beside;
pub(crate) mod count;
pub(crate) mod datatable;
pub(crate) mod distinct;
pub(crate) mod evaluate;
pub(crate) mod extend;
pub(crate) mod externaldata;
pub(crate) mod facet;
pub(crate) mod find;
pub(crate) mod fork;
pub(crate) mod getschema;
pub(crate) mod graph;
pub(crate) mod invoke;
pub(crate) mod join;
pub(crate) mod locate;
pub(crate) mod lookup;
pub(crate) mod macro_expand;
pub(crate) mod make_series;
pub(crate) mod multi;
pub(crate) mod mv_apply;
pub(crate) mod mv_expand;
pub(crate) mod parse;
pub(crate) mod parse_kv;
pub(crate) mod partition;
pub(crate) mod print;
pub(crate) mod project;
pub(crate) mod project_away;
pub(crate) mod project_by_names;
pub(crate) mod project_rename;
pub(crate) mod project_reorder;
pub(crate) mod random;
pub(crate) mod range;
pub(crate) mod reduce;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod search;
pub(crate) mod serialize;
pub(crate) mod sort;
pub(crate) mod summarize;
pub(crate) mod take;
pub(crate) mod top_hitters;
pub(crate) mod top_nested;
pub(crate) mod union;
pub(crate) mod where_;
pub(crate) mod window;

use std::sync::Arc;

use vigie_syntax::kql::ast::{Expr, ExprKind, HintParameter, Name, Operator, OperatorKind as Op};

use crate::bind::{Bind, Binder, Env, Failed, Pipe};
use crate::bound::Rel;

/// Binds one operator over what flows into it.
pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Option<Pipe>,
    op: &Operator,
    env: &mut Env,
) -> Bind<Pipe> {
    let span = op.span;
    // Operators that begin a query come without a table.
    match &op.kind {
        Op::Print { columns } => print::bind(b, columns, env, span),
        Op::Range {
            name,
            from,
            to,
            step,
        } => range::bind(b, name, from, to, step, env, span),
        Op::Union { tables } => union::bind(b, input, tables, op, env),
        Op::Evaluate {
            name,
            arguments,
            schema,
        } => evaluate::bind(b, input, name, arguments, schema.as_ref(), env, span),
        Op::Search { tables, predicate } => search::bind(b, input, tables, predicate, op, env),
        Op::Find(find) => find::bind(b, input, find, op, env),
        Op::MacroExpand { entities, body, .. } => macro_expand::bind(b, entities, body, op, env),
        Op::As { name } => Ok(as_::bind(required(b, input, op)?, name, env)),
        Op::MakeGraph(_)
        | Op::GraphMatch(_)
        | Op::GraphShortestPaths(_)
        | Op::GraphMarkComponents
        | Op::GraphToTable { .. }
        | Op::GraphWhereEdges { .. }
        | Op::GraphWhereNodes { .. } => {
            let input = required(b, input, op)?;
            graph::bind(b, input, op, env)
        }
        Op::Error => Err(Failed),
        _ => {
            let input = required(b, input, op)?;
            if graph::graph_of(&input.rel).is_some() {
                return Err(b.error(
                    "not-a-table",
                    op.span,
                    format!("`{}` requires a table, found a graph", name(&op.kind)),
                ));
            }
            with_input(b, input, op, env)
        }
    }
}

/// What stands behind an operator that could not be bound, so that what is wrong further on is
/// told too; `None` where nobody can tell its columns.
pub(crate) fn after_failure(input: Pipe, op: &Operator) -> Option<Pipe> {
    match &op.kind {
        Op::Where { .. } | Op::Order { .. } | Op::Top { .. } | Op::Take { .. } => Some(input),
        Op::Extend { columns } => {
            let names = columns.iter().flat_map(|column| &column.names);
            let is_new = |name: &Name| input.rel.column(&name.text).is_none();
            if !names.into_iter().all(is_new) {
                return None;
            }
            let rel = Rel {
                open: true,
                ..(*input.rel).clone()
            };
            Some(Pipe {
                rel: Arc::new(rel),
                per: input.per,
            })
        }
        _ => None,
    }
}

fn with_input(b: &mut Binder<'_>, input: Pipe, op: &Operator, env: &Env) -> Bind<Pipe> {
    let span = op.span;
    match &op.kind {
        Op::Where { predicate, .. } => where_::bind(b, input, predicate, env, span),
        Op::Extend { columns } => extend::bind(b, input, columns, env, span),
        Op::Project { columns } => project::bind(b, input, columns, env, span),
        Op::ProjectAway { columns } => project_away::away(b, input, columns, env, span),
        Op::ProjectKeep { columns } => project_away::keep(b, input, columns, env, span),
        Op::ProjectRename { columns } => project_rename::bind(b, input, columns, env, span),
        Op::ProjectReorder { columns } => project_reorder::bind(b, input, columns, env, span),
        Op::Summarize {
            aggregates,
            by,
            bin: _,
        } => match beside::asked(&op.parameters) {
            Some(of) => beside::bind(b, input, aggregates, by, of, env, span),
            None => summarize::bind(b, input, aggregates, by, env, span),
        },
        Op::Distinct { columns } => distinct::bind(b, input, columns, env, span),
        Op::Count { as_name } => count::bind(b, input, as_name.as_ref(), span),
        Op::Order { keys, .. } => sort::bind(b, input, keys, None, env, span),
        Op::Top { count, by } => {
            let n = b.count(count, env, "`top`")?;
            sort::bind(b, input, by, Some(n), env, span)
        }
        Op::Take { count, .. } => {
            let n = b.count(count, env, "`take`")?;
            take::bind(b, input, n, span)
        }
        Op::Join {
            right, on, where_, ..
        } => join::bind(b, input, right, on, where_.is_some(), op, env),
        Op::Lookup { right, on } => lookup::bind(b, input, right, on, op, env),
        Op::MvExpand { columns, limit } => {
            mv_expand::bind(b, input, columns, limit.as_ref(), op, env)
        }
        Op::MvApply(apply) => mv_apply::bind(b, input, apply, op, env),
        Op::Parse {
            where_,
            source,
            pattern,
        } => parse::bind(b, input, *where_, source, pattern, op, env),
        Op::Serialize { columns } => serialize::bind(b, input, columns, env, span),
        Op::Invoke { function } => invoke::bind(b, input, function, env, span),
        Op::GetSchema { .. } => getschema::bind(b, input, span),
        Op::ParseKv {
            source,
            columns,
            properties,
        } => parse_kv::bind(b, input, source, columns, properties, env, span),
        Op::Sample { count } => sample::rows(b, input, count, env, span),
        Op::SampleDistinct { count, of } => sample::distinct(b, input, count, of, env, span),
        Op::Scan(tree) => scan::bind(b, input, tree, op, env),
        Op::Facet { by, with } => facet::bind(b, &input, by, with.as_deref(), env, span),
        Op::Fork { branches } => fork::bind(b, &input, branches, env, span),
        Op::Reduce { by, with } => reduce::bind(b, input, by, with, op, env),
        Op::TopHitters { count, of, by } => {
            top_hitters::bind(b, input, count, of, by.as_ref(), env, span)
        }
        Op::TopNested { clauses } => top_nested::bind(b, input, clauses, op, env),
        Op::MakeSeries(tree) => make_series::bind(b, input, tree, op, env),
        Op::Partition(partition) => partition::bind(b, input, partition, op, env),
        Op::ProjectByNames { columns } => project_by_names::bind(b, input, columns, env, span),
        Op::AssertSchema { columns } => assert_schema::bind(b, input, columns, span),
        // Nothing of the table is kept, but it is read.
        Op::Consume => take::bind(b, input, 0, span),
        // Drawing is for whoever shows the result; the rows are the same.
        Op::Render { .. } | Op::ExecuteAndCache => Ok(input),
        _ => Err(unsupported(b, op)),
    }
}

fn unsupported(b: &mut Binder<'_>, op: &Operator) -> Failed {
    let name = name(&op.kind);
    b.unsupported(
        "unsupported-operator",
        op.span,
        &format!("the operator `{name}`"),
    )
}

fn required(b: &mut Binder<'_>, input: Option<Pipe>, op: &Operator) -> Bind<Pipe> {
    input.ok_or_else(|| {
        b.error(
            "missing-table",
            op.span,
            format!("`{}` requires a table before it", name(&op.kind)),
        )
    })
}

/// The value of `name=…` among an operator's parameters, when it is a word.
pub(crate) fn parameter<'o>(op: &'o Operator, name: &str) -> Option<&'o HintParameter> {
    op.parameters
        .iter()
        .find(|p| p.name.text.eq_ignore_ascii_case(name))
}

/// The word or constant text of a parameter.
pub(crate) fn word(e: &Expr) -> Option<&str> {
    match &e.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Literal(vigie_syntax::kql::ast::Literal::String { value, .. }) => Some(value),
        ExprKind::Literal(vigie_syntax::kql::ast::Literal::Bool(Some(true))) => Some("true"),
        ExprKind::Literal(vigie_syntax::kql::ast::Literal::Bool(Some(false))) => Some("false"),
        _ => None,
    }
}

/// The operator's name in the language.
pub(crate) fn name(op: &Op) -> &'static str {
    match op {
        Op::As { .. } => "as",
        Op::AssertSchema { .. } => "assert-schema",
        Op::Consume => "consume",
        Op::Count { .. } => "count",
        Op::Distinct { .. } => "distinct",
        Op::Evaluate { .. } => "evaluate",
        Op::ExecuteAndCache => "execute_and_cache",
        Op::Extend { .. } => "extend",
        Op::Facet { .. } => "facet",
        Op::Find(_) => "find",
        Op::Fork { .. } => "fork",
        Op::GetSchema { .. } => "getschema",
        Op::GraphMarkComponents => "graph-mark-components",
        Op::GraphMatch(_) => "graph-match",
        Op::GraphShortestPaths(_) => "graph-shortest-paths",
        Op::GraphToTable { .. } => "graph-to-table",
        Op::GraphWhereEdges { .. } => "graph-where-edges",
        Op::GraphWhereNodes { .. } => "graph-where-nodes",
        Op::Invoke { .. } => "invoke",
        Op::Join { .. } => "join",
        Op::Lookup { .. } => "lookup",
        Op::MacroExpand { .. } => "macro-expand",
        Op::MakeGraph(_) => "make-graph",
        Op::MakeSeries(_) => "make-series",
        Op::MvApply(_) => "mv-apply",
        Op::MvExpand { .. } => "mv-expand",
        Op::Order { .. } => "sort",
        Op::Parse { where_: true, .. } => "parse-where",
        Op::Parse { .. } => "parse",
        Op::ParseKv { .. } => "parse-kv",
        Op::Partition(_) => "partition",
        Op::PartitionBy { .. } => "__partitionby",
        Op::Print { .. } => "print",
        Op::Project { .. } => "project",
        Op::ProjectAway { .. } => "project-away",
        Op::ProjectByNames { .. } => "project-by-names",
        Op::ProjectKeep { .. } => "project-keep",
        Op::ProjectRename { .. } => "project-rename",
        Op::ProjectReorder { .. } => "project-reorder",
        Op::Range { .. } => "range",
        Op::Reduce { .. } => "reduce",
        Op::Render { .. } => "render",
        Op::Sample { .. } => "sample",
        Op::SampleDistinct { .. } => "sample-distinct",
        Op::Scan(_) => "scan",
        Op::Search { .. } => "search",
        Op::Serialize { .. } => "serialize",
        Op::Summarize { .. } => "summarize",
        Op::Take { .. } => "take",
        Op::Top { .. } => "top",
        Op::TopHitters { .. } => "top-hitters",
        Op::TopNested { .. } => "top-nested",
        Op::Union { .. } => "union",
        Op::Where { .. } => "where",
        _ => "this operator",
    }
}
