//! `stats` and its kin: aggregates of groups, or beside the rows.

use vigie_syntax::kql::ast::{Expr as Tree, HintParameter, MvColumn, OperatorKind};
use vigie_syntax::spl::ast::{self as spl, AggregateArgument, Name};
use vigie_syntax::{Diagnostic, Span};

use super::build;
use super::flow::{Field, Fields, Flow, Order, captures, filled};
use super::lowering::{Lower, Lowering};
use super::stats::AGGREGATES;
use super::stats::def::Aggregate;

/// An aggregate on its way: the name and the kind of its result, and the call.
pub(crate) struct Computed {
    pub(crate) name: String,
    pub(crate) field: Field,
    pub(crate) call: Tree,
    pub(crate) ordered: bool,
}

impl Lowering<'_> {
    /// The aggregates of a command. With `running`, each must be one of Splunk's own.
    pub(crate) fn computed(
        &mut self,
        flow: &mut Flow,
        list: &[spl::Aggregate],
        running: bool,
    ) -> Lower<Vec<Computed>> {
        let mut all = Vec::new();
        for aggregate in list {
            let (known, percent) = self.aggregate(&aggregate.function)?;
            match &aggregate.argument {
                AggregateArgument::Field(pattern) if pattern.text.contains('*') => {
                    for name in flow.fields.matching(&pattern.text) {
                        let shown = match &aggregate.alias {
                            Some(alias) => {
                                let parts = captures(&pattern.text, &name).unwrap_or_default();
                                filled(&alias.text, &parts)
                            }
                            None => format!("{}({name})", aggregate.function.text),
                        };
                        let value = self.field(&mut flow.fields, &name, pattern.span);
                        all.push(self.one(flow, known, percent, value, shown, aggregate.span));
                    }
                }
                AggregateArgument::Verbatim(text) => {
                    return Err(self.unsupported(
                        aggregate.span,
                        &format!("`{}({})`", aggregate.function.text, text.text),
                    ));
                }
                argument => {
                    let span = aggregate.span;
                    let value = match argument {
                        AggregateArgument::None if known.name == "count" => None,
                        AggregateArgument::None => {
                            return Err(self.error(
                                "wrong-argument-count",
                                span,
                                format!("`{}` takes a field", aggregate.function.text),
                            ));
                        }
                        AggregateArgument::Field(field) => {
                            Some(self.field(&mut flow.fields, &field.text, field.span))
                        }
                        AggregateArgument::Eval(e) if self.is_condition(e) => {
                            let condition = self.condition_of(flow, e)?;
                            let one = build::number(1.0, span);
                            Some(build::iff(condition, one, build::null(span)))
                        }
                        AggregateArgument::Eval(e) => Some(self.value_of(flow, e)?),
                        AggregateArgument::Verbatim(_) => None,
                    };
                    let shown = match &aggregate.alias {
                        Some(alias) => alias.text.clone(),
                        None => written(self.text, aggregate),
                    };
                    let computed = match value {
                        Some(value) => self.one(flow, known, percent, value, shown, span),
                        None => Computed {
                            name: shown,
                            field: Field::ONE,
                            call: if running {
                                build::call("__spl_count", vec![build::number(1.0, span)], span)
                            } else {
                                let count = build::call("count", Vec::new(), span);
                                build::call("__spl_value", vec![count], span)
                            },
                            ordered: false,
                        },
                    };
                    all.push(computed);
                }
            }
        }
        // Of two results with one name the later stays.
        let mut kept: Vec<Computed> = Vec::new();
        for computed in all {
            kept.retain(|k| k.name != computed.name);
            kept.push(computed);
        }
        Ok(kept)
    }

    fn one(
        &mut self,
        flow: &mut Flow,
        known: &Aggregate,
        percent: Option<i64>,
        value: Tree,
        name: String,
        span: Span,
    ) -> Computed {
        let mut arguments = vec![value];
        if known.timed {
            arguments.push(self.field(&mut flow.fields, "_time", span));
        }
        arguments.extend(percent.or(known.constant).map(|c| build::long(c, span)));
        Computed {
            name,
            field: Field {
                several: known.several,
            },
            call: build::call(known.engine, arguments, span),
            ordered: known.ordered,
        }
    }

    /// The aggregate of a name; `perc95` has its number in the name.
    fn aggregate(&mut self, name: &Name) -> Lower<(&'static Aggregate, Option<i64>)> {
        let lower = name.text.to_ascii_lowercase();
        let of = |wanted: &str| {
            AGGREGATES
                .iter()
                .find(|a| a.name == wanted || a.aliases.contains(&wanted))
        };
        if let Some(found) = of(&lower) {
            return Ok((found, None));
        }
        let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = lower.get(stem.len()..).unwrap_or_default();
        if let Some(found) = of(stem).filter(|a| a.name == "perc")
            && let Ok(percent) = digits.parse::<i64>()
            && percent <= 100
        {
            return Ok((found, Some(percent)));
        }
        let mut diagnostic = Diagnostic::error(
            "unsupported-function",
            name.span,
            format!("the aggregate `{}` is not supported", name.text),
        );
        let names = AGGREGATES.iter().map(|a| a.name);
        if let Some(near) = vigie_syntax::diagnostic::nearest(&lower, names) {
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
        }
        Err(self.fail(diagnostic))
    }

    /// The keys of `by`: rows without one of them are left out, several values count each.
    fn keys(&mut self, flow: &mut Flow, by: &[Name], drop: bool) -> Lower<Vec<(String, Tree)>> {
        let mut keys = Vec::new();
        for name in by {
            let span = name.span;
            if name.text.contains('*') {
                return Err(self.error(
                    "pattern-of-keys",
                    span,
                    "`by` takes names of fields and no pattern",
                ));
            }
            let value = self.field(&mut flow.fields, &name.text, span);
            if drop {
                flow.push(build::where_(build::is_not_null(value.clone())));
            }
            let several = flow.fields.known.get(&name.text).is_some_and(|f| f.several);
            if several && drop {
                flow.push(expand(&name.text, span));
                flow.fields.set(&name.text, Field::ONE);
            }
            let mut key = build::call("__spl_text", vec![value.clone()], span);
            if !drop {
                // An empty key says that there is none, and an empty text is one.
                let marked = vec![build::string("=", span), key];
                key = build::iff(
                    build::is_null(value),
                    build::string("", span),
                    build::call("strcat", marked, span),
                );
            }
            keys.push((self.temporary(), key));
        }
        Ok(keys)
    }

    /// One row for each group: the keys, then the aggregates, sorted by the keys.
    pub(crate) fn grouped(
        &mut self,
        mut flow: Flow,
        computed: Vec<Computed>,
        by: &[Name],
        span: Span,
    ) -> Lower<Flow> {
        if computed.iter().any(|c| c.ordered) {
            flow.decide_order(span);
        }
        let keys = self.keys(&mut flow, by, true)?;
        let mut aggregates = Vec::new();
        let mut columns = Vec::new();
        let mut fields = Vec::new();
        for (name, (temporary, _)) in by.iter().zip(&keys) {
            let text = build::column(temporary, span);
            let value = build::call("__spl_value", vec![text], span);
            if !fields.iter().any(|(n, _)| *n == name.text) {
                columns.push((name.text.clone(), value));
                fields.push((name.text.clone(), Field::ONE));
            }
        }
        for c in computed {
            let temporary = self.temporary();
            let value = build::column(&temporary, span);
            aggregates.push((temporary, c.call));
            columns.retain(|(n, _)| *n != c.name);
            fields.retain(|(n, _)| *n != c.name);
            columns.push((c.name.clone(), value));
            fields.push((c.name, c.field));
        }
        flow.push(build::summarize(aggregates, keys, Vec::new(), span));
        flow.push(build::project(columns, span));
        flow.fields = Fields::closed(fields);
        flow.events = false;
        flow.order = Order::Decided;
        if !by.is_empty() {
            let keys = by
                .iter()
                .filter(|n| flow.fields.known.contains_key(&n.text));
            let keys = keys.map(|n| (sort_key(&n.text, "auto", false, span), true));
            flow.push(build::sort(keys.collect(), span));
        }
        Ok(flow)
    }

    /// The aggregates as further fields of the rows.
    pub(crate) fn beside(
        &mut self,
        mut flow: Flow,
        computed: Vec<Computed>,
        by: &[Name],
        parameters: Vec<HintParameter>,
        span: Span,
    ) -> Lower<Flow> {
        let keys = self.keys(&mut flow, by, false)?;
        let aggregates = computed
            .iter()
            .map(|c| (c.name.clone(), c.call.clone()))
            .collect();
        flow.push(build::summarize(aggregates, keys, parameters, span));
        for c in computed {
            flow.fields.set(&c.name, c.field);
        }
        Ok(flow)
    }

    /// How many rows of the same keys came so far, in a new column.
    pub(crate) fn numbered(
        &mut self,
        mut flow: Flow,
        by: &[Name],
        span: Span,
    ) -> Lower<(Flow, String)> {
        flow.decide_order(span);
        let name = self.temporary();
        let computed = Computed {
            name: name.clone(),
            field: Field::ONE,
            call: build::call("__spl_count", vec![build::number(1.0, span)], span),
            ordered: true,
        };
        let flow = self.beside(flow, vec![computed], by, running(true, 0, span), span)?;
        Ok((flow, name))
    }
}

/// Sorts rows; those whose keys are the same stay in their order.
pub(crate) fn sorted(
    lowering: &mut Lowering<'_>,
    flow: &mut Flow,
    mut keys: Vec<(Tree, bool)>,
    span: Span,
) {
    let place = lowering.temporary();
    let number = build::call("row_number", Vec::new(), span);
    flow.push(build::serialize(vec![(place.clone(), number)], span));
    keys.push((build::column(&place, span), true));
    flow.push(build::sort(keys, span));
}

/// The parameters of a `summarize` that keeps the rows, over the rows so far.
pub(crate) fn running(current: bool, window: i64, span: Span) -> Vec<HintParameter> {
    vec![
        build::parameter("__beside", build::string("running", span)),
        build::parameter("__current", build::boolean(current, span)),
        build::parameter("__window", build::long(window, span)),
    ]
}

/// The parameters of a `summarize` that keeps the rows, over the whole group.
pub(crate) fn whole(span: Span) -> Vec<HintParameter> {
    vec![build::parameter("__beside", build::string("group", span))]
}

/// One row for each value of a field.
pub(crate) fn expand(name: &str, span: Span) -> vigie_syntax::kql::ast::Operator {
    let columns = vec![MvColumn {
        name: None,
        expr: build::column(name, span),
        to: None,
    }];
    let limit = None;
    build::operator(OperatorKind::MvExpand { columns, limit }, span)
}

/// What `sort` orders by.
pub(crate) fn sort_key(name: &str, kind: &str, descending: bool, span: Span) -> Tree {
    let arguments = vec![
        build::column(name, span),
        build::string(kind, span),
        build::boolean(descending, span),
    ];
    build::call("__spl_sort_key", arguments, span)
}

/// The name of a result without `as`: the call as it is written.
fn written(text: &str, aggregate: &spl::Aggregate) -> String {
    match &aggregate.argument {
        AggregateArgument::None => aggregate.function.text.clone(),
        AggregateArgument::Field(field) => format!("{}({})", aggregate.function.text, field.text),
        _ => text
            .get(aggregate.span.range())
            .unwrap_or_default()
            .to_owned(),
    }
}
