//! `summarize` as `stats`.

use vigie_syntax::kql::ast::{Argument, Expr, ExprKind, NamedExpr};

use super::super::{Refused, refused};
use super::Conversion;
use super::calls::length_of;
use super::operators::plain;
use super::piece::{Piece, Ty, eval_name, word};

/// An aggregate on its way: the name of the column, the call, and what it gives.
struct Aggregate {
    name: String,
    call: String,
    ty: Ty,
    always: bool,
}

impl<'q> Conversion<'q> {
    pub(super) fn summarize(
        &mut self,
        aggregates: &'q [NamedExpr],
        by: &'q [NamedExpr],
    ) -> Result<(), Refused> {
        let mut keys: Vec<(String, Piece)> = Vec::new();
        for key in by {
            let (name, piece) = self.key(key)?;
            keys.push((name, piece));
        }
        let mut computed = Vec::new();
        for aggregate in aggregates {
            self.aggregate(aggregate, &mut computed)?;
        }
        // Keys are called as the columns are, before they are filled.
        let mut fields = Vec::new();
        let mut missing = Vec::new();
        for (name, piece) in &keys {
            let field = piece.field.clone().unwrap_or_else(|| name.clone());
            if !piece.always {
                missing.push(word(&field));
            }
            fields.push((field, name.clone()));
        }
        self.fill(&missing);
        let names: Vec<String> = fields.iter().map(|(field, _)| word(field)).collect();
        let mut text = String::from("stats ");
        if computed.is_empty() {
            text.push_str("count as rows_of_group");
        } else {
            let calls = computed
                .iter()
                .map(|a: &Aggregate| format!("{} as {}", a.call, word(&a.name)));
            text.push_str(&calls.collect::<Vec<_>>().join(", "));
        }
        if !names.is_empty() {
            text.push_str(&format!(" by {}", names.join(", ")));
        }
        self.commands.push(text);
        if computed.is_empty() {
            self.commands.push("fields - rows_of_group".to_owned());
        }
        let renames: Vec<String> = fields
            .iter()
            .filter(|(field, name)| field != name)
            .map(|(field, name)| format!("{} as {}", word(field), word(name)))
            .collect();
        if !renames.is_empty() {
            self.commands.push(format!("rename {}", renames.join(", ")));
        }
        if keys.iter().any(|(_, p)| p.ty == Ty::Time) || computed.iter().any(|a| a.ty == Ty::Time) {
            self.note("a time is the seconds since 1970, unless it is called `_time`");
        }
        let keys = keys.into_iter().map(|(name, piece)| {
            let own = Piece::field(
                &name,
                if piece.ty == Ty::Object {
                    Ty::Text
                } else {
                    piece.ty
                },
            );
            (name, if piece.always { own.always() } else { own })
        });
        let keys: Vec<(String, Piece)> = keys.collect();
        let computed = computed.into_iter().map(|a| {
            let piece = Piece::field(&a.name, a.ty);
            (a.name, if a.always { piece.always() } else { piece })
        });
        let all: Vec<(String, Piece)> = keys.into_iter().chain(computed).collect();
        self.closed(all);
        Ok(())
    }

    /// A key: a field, or a computed one.
    fn key(&mut self, key: &'q NamedExpr) -> Result<(String, Piece), Refused> {
        let span = key.expr.span;
        let own = plain(&key.expr);
        if let ExprKind::Call { name, arguments } = &key.expr.kind
            && name.text == "bin"
            && let [time, step] = arguments.as_slice()
        {
            let value = self.value(&time.value)?;
            let step = self.value(&step.value)?;
            let seconds = step.literal.as_deref().and_then(|l| l.parse::<f64>().ok());
            let named = match (key.names.as_slice(), plain(&time.value)) {
                ([name], _) => name.text.clone(),
                ([], Some(name)) => name.to_owned(),
                _ => return Err(refused(span, "a key without a name of its own")),
            };
            if let (Ty::Time, Some(field), Some(seconds)) = (value.ty, &value.field, seconds) {
                self.commands
                    .push(format!("bin {} span={}", word(field), length_of(seconds)));
                return Ok((named, value));
            }
        }
        let named = match (key.names.as_slice(), own) {
            ([name], _) => name.text.clone(),
            ([], Some(name)) => name.to_owned(),
            _ => return Err(refused(span, "a key without a name of its own")),
        };
        let value = self.value(&key.expr)?;
        if value.ty == Ty::List {
            return Err(refused(span, "a key that is a list"));
        }
        if value.ty == Ty::Object && value.field.as_ref().is_none_or(|f| !f.contains('.')) {
            return Err(refused(span, "an object as a key"));
        }
        if value.field.is_some() {
            return Ok((named, value));
        }
        self.commands
            .push(format!("eval {} = {}", eval_name(&named), value.text));
        let piece = Piece::field(&named, value.ty);
        Ok((named, if value.always { piece.always() } else { piece }))
    }

    fn aggregate(
        &mut self,
        aggregate: &'q NamedExpr,
        computed: &mut Vec<Aggregate>,
    ) -> Result<(), Refused> {
        let span = aggregate.expr.span;
        let ExprKind::Call { name, arguments } = &aggregate.expr.kind else {
            return Err(refused(span, "a computation over aggregates"));
        };
        let function = name.text.as_str();
        let values: Vec<&'q Expr> = arguments.iter().map(|a: &Argument| &a.value).collect();
        let alias = match aggregate.names.as_slice() {
            [name] => Some(name.text.clone()),
            [] => None,
            _ => return Err(refused(span, "an aggregate with several columns")),
        };
        let of = |prefix: &str| match values.first().and_then(|v| plain(v)) {
            Some(column) => format!("{prefix}_{column}"),
            None => format!("{prefix}_"),
        };
        let mut push = |default: String, call: String, ty: Ty, always: bool| {
            computed.push(Aggregate {
                name: alias.clone().unwrap_or(default),
                call,
                ty,
                always,
            });
        };
        match (function, values.as_slice()) {
            ("count", []) => push("count_".to_owned(), "count".to_owned(), Ty::Number, true),
            ("countif", [condition]) => {
                let condition = self.holds(condition)?;
                let call = format!("count(eval({}))", condition.text);
                push("countif_".to_owned(), call, Ty::Number, true);
            }
            ("dcount" | "count_distinct", [value] | [value, _]) => {
                let value = self.value(value)?;
                if function == "dcount" {
                    self.note("`dcount` is an estimate in Sentinel, `dc` counts exactly");
                }
                // A missing text is a value of its own in KQL.
                let text = if value.ty == Ty::Text && !value.always {
                    format!("dc(eval({}))", value.or_empty())
                } else {
                    call_of("dc", &value)
                };
                push(of(function), text, Ty::Number, true);
            }
            ("dcountif" | "count_distinctif", [value, condition, ..]) => {
                let value = self.value(value)?;
                let condition = self.holds(condition)?;
                if function == "dcountif" {
                    self.note("`dcount` is an estimate in Sentinel, `dc` counts exactly");
                }
                let call = format!(
                    "dc(eval(if({}, {}, null())))",
                    condition.text,
                    value.or_empty()
                );
                push(of(function), call, Ty::Number, true);
            }
            ("sum" | "avg" | "stdev" | "variance" | "stdevp" | "variancep", [value]) => {
                let value = self.value(value)?;
                if value.ty != Ty::Number {
                    return Err(refused(span, format!("`{function}` of what is no number")));
                }
                let name = match function {
                    "variance" => "var",
                    "variancep" => "varp",
                    name => name,
                };
                let call = call_of(name, &value);
                if function == "sum" {
                    self.note("the sum of no values is 0 in KQL, and missing in Splunk");
                }
                push(of(function), call, Ty::Number, false);
            }
            ("sumif" | "avgif", [value, condition]) => {
                let value = self.value(value)?;
                let condition = self.holds(condition)?;
                let name = function.trim_end_matches("if");
                let call = format!(
                    "{name}(eval(if({}, {}, null())))",
                    condition.text, value.text
                );
                if function == "sumif" {
                    self.note("the sum of no values is 0 in KQL, and missing in Splunk");
                }
                push(of(function), call, Ty::Number, false);
            }
            ("min" | "max", [value]) => {
                let value = self.value(value)?;
                if !matches!(value.ty, Ty::Number | Ty::Time) {
                    return Err(refused(span, format!("`{function}` of texts")));
                }
                let call = call_of(function, &value);
                push(of(function), call, value.ty, false);
            }
            ("make_set" | "makeset" | "make_list" | "makelist", [value] | [value, _]) => {
                let value = self.value(value)?;
                let (name, prefix) = if function.ends_with("set") {
                    self.note("`values` gives sorted texts, without missing ones");
                    ("values", "set")
                } else {
                    self.note("`list` gives the first 100 texts, without missing ones");
                    ("list", "list")
                };
                let call = call_of(name, &value);
                push(of(prefix), call, Ty::List, false);
            }
            ("make_set_if" | "make_list_if", [value, condition] | [value, condition, _]) => {
                let value = self.value(value)?;
                let condition = self.holds(condition)?;
                let (name, prefix) = if function.contains("set") {
                    self.note("`values` gives sorted texts, without missing ones");
                    ("values", "set")
                } else {
                    self.note("`list` gives the first 100 texts, without missing ones");
                    ("list", "list")
                };
                let call = format!(
                    "{name}(eval(if({}, {}, null())))",
                    condition.text, value.text
                );
                push(of(prefix), call, Ty::List, false);
            }
            ("take_any" | "any" | "anyif" | "take_anyif", [value]) => {
                let default = values
                    .first()
                    .and_then(|v| plain(v))
                    .unwrap_or("any_")
                    .to_owned();
                let value = self.value(value)?;
                self.note("`take_any` gives any value, `first` that of the newest event");
                let call = call_of("first", &value);
                push(default, call, value.ty, false);
            }
            ("percentile", [value, percent]) => {
                let value = self.value(value)?;
                let percent = self.value(percent)?;
                let Some(percent) = percent.literal else {
                    return Err(refused(span, "a computed percentile"));
                };
                self.note("a percentile is an estimate in Sentinel, and another one in Splunk");
                let call = call_of(&format!("perc{percent}"), &value);
                push(
                    format!("{}_{percent}", of("percentile")),
                    call,
                    Ty::Number,
                    false,
                );
            }
            ("arg_max" | "arg_min", [by, rest @ ..]) => {
                let time = self.value(by)?;
                if time.field.as_deref() != Some("_time") {
                    return Err(refused(
                        span,
                        format!("`{function}` by another column than the time"),
                    ));
                }
                let (name, bound) = if function == "arg_max" {
                    ("latest", "max")
                } else {
                    ("earliest", "min")
                };
                self.note("`latest` and `earliest` pass over events without a value");
                let own = plain(by).unwrap_or("TimeGenerated").to_owned();
                computed.push(Aggregate {
                    name: alias.clone().unwrap_or(own),
                    call: format!("{bound}(_time)"),
                    ty: Ty::Time,
                    always: true,
                });
                for value in rest {
                    if matches!(value.kind, ExprKind::Star) {
                        return Err(refused(span, format!("`{function}` of all columns")));
                    }
                    let column = plain(value).ok_or_else(|| refused(span, "this `arg_max`"))?;
                    let piece = self.value(value)?;
                    computed.push(Aggregate {
                        name: column.to_owned(),
                        call: call_of(name, &piece),
                        ty: piece.ty,
                        always: false,
                    });
                }
            }
            _ => return Err(refused(span, format!("the aggregate `{function}`"))),
        }
        Ok(())
    }
}

/// An aggregate of a field or of an expression.
fn call_of(name: &str, value: &Piece) -> String {
    match &value.field {
        Some(field) if word(field) == *field => format!("{name}({field})"),
        _ => format!("{name}(eval({}))", value.text),
    }
}
