//! `T | top-nested 2 of a by sum(x), top-nested 3 of b by count()`: the best values of a column,
//! for each of them the best of the next.
//!
//! `with others = "…"` adds a row for the values that are left out; below it, levels with others
//! are one row too and the rest is empty.
//!
//! Source: the page "top-nested operator" of the Kusto documentation; the order of rows (best first,
//! of equal ones the last first) from answers of the engine.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Operator, TopNestedClause};

use super::join::joined;
use super::summarize::{aggregate_call, grouped};
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied};
use crate::bound::{AggregateCall, Expr, JoinKind, Rel, RelOp, RelRef, SortKey};
use crate::kernels::per::TakePer;
use crate::kernels::window::{Window, WindowKernel};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    clauses: &[TopNestedClause],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let per = Arc::clone(&input.per);
    // Each level's column is computed once, on the rows.
    let mut scope = RowScope::of(input);
    let mut names = Names::default();
    let mut levels = Vec::new();
    let mut keys: Vec<(Column, Expr)> = Vec::new();
    for clause in clauses {
        let value = b.expr(&clause.of.expr, env, &mut scope)?;
        let name = match clause.of.names.first() {
            Some(name) => name.text.clone(),
            None => implied(&clause.of.expr).unwrap_or_else(|| "Column1".to_owned()),
        };
        let others = match &clause.others {
            Some(others) => {
                let others = b.scalar(others, env)?;
                Some(b.converted(others, value.ty))
            }
            None => None,
        };
        levels.push(Level {
            clause,
            key: Column::new(names.free(&name), value.ty),
            key_name: name,
            others,
        });
        keys.push((Column::new(b.hidden_name(), value.ty), value));
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let rows = Pipe::new(pipe.extend(keys.clone(), span).rel);
    let mut nest = Nest {
        rows,
        keys: per
            .iter()
            .cloned()
            .chain(keys.into_iter().map(|k| k.0))
            .collect(),
        base: per.len(),
        levels,
        env,
        span,
    };
    let result = nest.bind(b, &mut names)?;
    let mut shown: Vec<Column> = result.shown;
    shown.extend(per.iter().cloned());
    let pipe = Pipe {
        rel: result.rel,
        per,
    };
    Ok(pipe.keep(&shown, span))
}

/// One clause.
struct Level<'a> {
    clause: &'a TopNestedClause,
    /// The column of its values in the result.
    key: Column,
    key_name: String,
    /// What stands for the values that are left out.
    others: Option<Expr>,
}

/// The best values of a level, each with the values above it.
struct Best {
    rel: RelRef,
    /// Columns with the values above it, and its own.
    keys: Vec<Column>,
}

struct Nest<'a> {
    rows: Pipe,
    /// Columns of the rows: those that tell subtables apart, then one for each level.
    keys: Vec<Column>,
    /// How many of them tell subtables apart.
    base: usize,
    levels: Vec<Level<'a>>,
    env: &'a Env,
    span: Span,
}

struct Nested {
    rel: RelRef,
    shown: Vec<Column>,
}

impl Nest<'_> {
    fn bind(&mut self, b: &mut Binder<'_>, names: &mut Names) -> Bind<Nested> {
        let span = self.span;
        // For each level the columns of the result: key, value, and the place of the row.
        let mut columns: Vec<[Column; 3]> = Vec::new();
        let mut chain: Option<RelRef> = None;
        let mut parts: Vec<RelRef> = Vec::new();
        let per: Vec<Column> = self.keys[..self.base].to_vec();
        for at in 0..self.levels.len() {
            let (best, own) = self.level(b, at, names)?;
            columns.push(own);
            if self.levels[at].others.is_some() {
                let rest = self.rest(b, at, &best, &columns)?;
                parts.push(self.below(chain.as_ref(), &rest, &columns, &per));
            }
            chain = Some(self.below(chain.as_ref(), &best, &columns, &per));
        }
        let whole = chain.ok_or(Failed)?;
        // What was left out above has its columns of the levels below only now.
        let all: Vec<Column> = per
            .iter()
            .chain(columns.iter().flatten())
            .cloned()
            .collect();
        let mut inputs = vec![Arc::clone(&whole)];
        inputs.extend(
            parts
                .into_iter()
                .map(|part| align(&part, &all, &columns, span)),
        );
        let united = if inputs.len() == 1 {
            whole
        } else {
            rel(RelOp::Union { inputs }, all.clone(), span)
        };
        let keys = columns
            .iter()
            .map(|[_, _, place]| SortKey {
                expr: Expr::column(place, span),
                ascending: true,
                nulls_first: true,
            })
            .collect();
        let sorted = RelOp::Sort {
            input: united,
            keys,
            limit: None,
        };
        let mut sorted = (*rel(sorted, all, span)).clone();
        sorted.ordered = true;
        Ok(Nested {
            rel: Arc::new(sorted),
            shown: columns
                .iter()
                .flat_map(|[key, value, _]| [key.clone(), value.clone()])
                .collect(),
        })
    }

    /// The groups of some rows by the first `depth` keys, under names of their own, and the values
    /// of these levels' aggregates.
    fn groups(
        &self,
        b: &mut Binder<'_>,
        rows: &Pipe,
        depth: usize,
        levels: &[usize],
    ) -> Bind<(Pipe, Vec<Column>, Vec<Expr>)> {
        let span = self.span;
        let mut scope = Binder::aggregate_scope(rows);
        scope.fixed = true;
        let mut values = Vec::new();
        for at in levels {
            let by = &self.levels[*at].clause.by;
            let item = b.aggregated(by, self.env, &mut scope, &[], &mut Names::default())?;
            let (_, value) = item.columns.into_iter().next().ok_or(Failed)?;
            values.push(value);
        }
        let mut calls = scope.aggregates.take().unwrap_or_default();
        let count: AggregateCall =
            aggregate_call(b, "count", Vec::new(), vec![Type::Long], false, span)?;
        let counted = Column::new(b.hidden_name(), Type::Long);
        calls.push((counted.clone(), count));
        let hidden: Vec<(Column, Expr)> = self.keys[..depth]
            .iter()
            .map(|c| (Column::new(b.hidden_name(), c.ty), Expr::column(c, span)))
            .collect();
        let groups = grouped(rows, &hidden, calls, span);
        // Without keys there is a row even of nothing.
        let zero = Expr::literal(Value::Long(0), Type::Long, span);
        let some = b.function("greater", vec![Expr::column(&counted, span), zero], span)?;
        let columns = groups.rel.columns.clone();
        let filter = RelOp::Filter {
            input: Arc::clone(&groups.rel),
            predicate: some,
        };
        let groups = groups.then(filter, columns, span);
        Ok((groups, hidden.into_iter().map(|h| h.0).collect(), values))
    }

    /// The best values of one level.
    fn level(&self, b: &mut Binder<'_>, at: usize, names: &mut Names) -> Bind<(Best, [Column; 3])> {
        let span = self.span;
        let level = &self.levels[at];
        let clause = level.clause;
        let count = match &clause.count {
            Some(count) => b.count(count, self.env, "`top-nested`")?,
            None => usize::MAX,
        };
        let (groups, hidden, values) = self.groups(b, &self.rows, self.base + at + 1, &[at])?;
        let value = values.into_iter().next().ok_or(Failed)?;
        let value_column = Column::new(
            match clause.by.names.first() {
                Some(name) => names.free(&name.text),
                None => names.free(&format!("aggregated_{}", level.key_name)),
            },
            value.ty,
        );
        let (own, parents) = hidden.split_last().ok_or(Failed)?;
        let mut columns: Vec<(Column, Expr)> = parents
            .iter()
            .map(|c| (c.clone(), Expr::column(c, span)))
            .collect();
        columns.push((level.key.clone(), Expr::column(own, span)));
        columns.push((value_column.clone(), value));
        let groups = Pipe::new(groups.project(columns, span).rel);
        let arrival = Column::new(b.hidden_name(), Type::Long);
        let groups = numbered(&groups, &arrival, span);
        let ascending = clause.ascending == Some(true);
        let sorted = RelOp::Sort {
            input: Arc::clone(&groups),
            keys: vec![
                SortKey {
                    expr: Expr::column(&value_column, span),
                    ascending,
                    nulls_first: clause.nulls_first.unwrap_or(ascending),
                },
                SortKey {
                    expr: Expr::column(&arrival, span),
                    ascending: false,
                    nulls_first: false,
                },
            ],
            limit: None,
        };
        let columns = groups.columns.clone();
        let best = RelOp::Kernel {
            input: rel(sorted, columns.clone(), span),
            kernel: Arc::new(TakePer::new(&columns, parents, count)),
        };
        let place = Column::new(b.hidden_name(), Type::Long);
        let best = numbered(&Pipe::new(rel(best, columns, span)), &place, span);
        let keys = parents.iter().chain([&level.key]).cloned().collect();
        Ok((
            Best { rel: best, keys },
            [level.key.clone(), value_column, place],
        ))
    }

    /// What a level leaves out, as one row for the values above it.
    fn rest(
        &self,
        b: &mut Binder<'_>,
        at: usize,
        best: &Best,
        columns: &[[Column; 3]],
    ) -> Bind<Best> {
        let span = self.span;
        let depth = self.base + at;
        let on = self.keys[..=depth]
            .iter()
            .zip(&best.keys)
            .map(|(row, key)| (Expr::column(row, span), Expr::column(key, span)))
            .collect();
        let rows = &self.rows.rel;
        let all = rows.columns.clone();
        let left = Pipe::new(joined(rows, &best.rel, JoinKind::LeftAnti, on, all, span));
        let with_others: Vec<usize> = (at..self.levels.len())
            .filter(|i| self.levels[*i].others.is_some())
            .collect();
        let (groups, hidden, values) = self.groups(b, &left, depth, &with_others)?;
        let mut shown: Vec<(Column, Expr)> = hidden
            .iter()
            .map(|c| (c.clone(), Expr::column(c, span)))
            .collect();
        for (i, value) in with_others.iter().zip(values) {
            let level = &self.levels[*i];
            let others = level.others.clone().ok_or(Failed)?;
            if *i == at {
                let [key, own, place] = columns.last().ok_or(Failed)?;
                let last = Expr::literal(Value::Long(i64::MAX), Type::Long, span);
                shown.push((key.clone(), others));
                shown.push((own.clone(), value));
                shown.push((place.clone(), last));
            } else {
                // The value's column has its name once that level is bound.
                let own = Column::new(below_name(*i), value.ty);
                shown.push((level.key.clone(), others));
                shown.push((own, value));
            }
        }
        Ok(Best {
            rel: groups.project(shown, span).rel,
            keys: hidden,
        })
    }

    /// A level joined below the ones above it: their columns, then its own.
    fn below(
        &self,
        above: Option<&RelRef>,
        level: &Best,
        columns: &[[Column; 3]],
        per: &[Column],
    ) -> RelRef {
        let span = self.span;
        let own: Vec<Column> = level
            .rel
            .columns
            .iter()
            .filter(|c| !level.keys.contains(c) || columns.iter().flatten().any(|o| o == *c))
            .cloned()
            .collect();
        let upper = columns.len() - 1;
        let Some(above) = above else {
            // The first level keeps the columns that tell subtables apart under their own names.
            let named = per.iter().zip(&level.keys);
            let renamed = named.map(|(c, key)| (c.clone(), Expr::column(key, span)));
            let kept = own.iter().map(|c| (c.clone(), Expr::column(c, span)));
            let all = renamed.chain(kept).collect();
            return Pipe::new(Arc::clone(&level.rel)).project(all, span).rel;
        };
        let keys = per
            .iter()
            .chain(columns[..upper].iter().map(|[key, _, _]| key));
        let on = keys
            .zip(&level.keys)
            .map(|(up, down)| (Expr::column(up, span), Expr::column(down, span)))
            .collect();
        let mut all = above.columns.clone();
        all.extend(level.rel.columns.iter().cloned());
        let both = joined(above, &level.rel, JoinKind::Inner, on, all, span);
        let shown: Vec<Column> = above.columns.iter().chain(&own).cloned().collect();
        Pipe::new(both).keep(&shown, span).rel
    }
}

/// Where a lower level's value is kept while its column has no name.
fn below_name(level: usize) -> String {
    format!("{}below{level}", crate::bind::HIDDEN)
}

/// A part with all columns: what it lacks is missing.
fn align(part: &RelRef, all: &[Column], columns: &[[Column; 3]], span: Span) -> RelRef {
    let cells = all.iter().map(|c| {
        let kept = columns
            .iter()
            .position(|[_, value, _]| value == c)
            .map(below_name)
            .and_then(|name| part.column(&name));
        let value = match part.column(&c.name).or(kept) {
            Some(own) => Expr::column(own, span),
            None => Expr::literal(Value::missing(c.ty), c.ty, span),
        };
        (c.clone(), value)
    });
    Pipe::new(Arc::clone(part))
        .project(cells.collect(), span)
        .rel
}

/// The table with the number of each row.
fn numbered(pipe: &Pipe, column: &Column, span: Span) -> RelRef {
    let mut columns = pipe.rel.columns.clone();
    columns.push(column.clone());
    let window = Window::RowNumber {
        start: 1,
        restart: None,
    };
    let kernel = WindowKernel {
        window,
        ty: Type::Long,
    };
    let op = RelOp::Kernel {
        input: Arc::clone(&pipe.rel),
        kernel: Arc::new(kernel),
    };
    rel(op, columns, span)
}

fn rel(op: RelOp, columns: Vec<Column>, span: Span) -> RelRef {
    Arc::new(Rel {
        op,
        columns,
        span,
        ordered: false,
        open: false,
    })
}
