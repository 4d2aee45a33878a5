//! `stats`: aggregates of groups.

use vigie_syntax::spl::ast::{Aggregate, AggregateArgument, Stats};

use super::super::{Refused, note, refused};
use super::Conversion;
use super::piece::{Piece, Ty, name};

impl Conversion<'_> {
    pub(super) fn stats(&mut self, stats: &Stats) -> Result<(), Refused> {
        if let Some((option, _)) = stats.options.first() {
            return Err(refused(
                option.span,
                format!("the option `{}` of `stats`", option.text),
            ));
        }
        let mut keys = Vec::new();
        let mut present = Vec::new();
        for by in &stats.by {
            let mut value = self.field(&by.text, by.span)?;
            if value.ty == Ty::List {
                // Several values of a key make a group each.
                let column = self.column_of(&by.text, &value);
                self.operators
                    .push(format!("mv-expand {column} to typeof(string)"));
                value = Piece::atom(column, Ty::Text);
                self.bind(&by.text, value.clone());
            }
            if value.ty == Ty::Null {
                note(
                    &mut self.differences,
                    format!(
                        "no event has the field `{}`, so no group comes out",
                        by.text
                    ),
                );
                value = Piece::atom("\"\"", Ty::Text);
            }
            if !keys.iter().any(|(n, _)| *n == by.text) {
                present.push(value.present());
                keys.push((by.text.clone(), value));
            }
        }
        if stats
            .aggregates
            .iter()
            .any(|a| is_ordered(&a.function.text))
        {
            self.newest_first();
        }
        let mut aggregates = Vec::new();
        for aggregate in &stats.aggregates {
            let named = match (&aggregate.alias, &aggregate.argument) {
                (Some(alias), _) => alias.text.clone(),
                (None, AggregateArgument::None) => aggregate.function.text.clone(),
                (None, AggregateArgument::Field(field)) => {
                    format!("{}({})", aggregate.function.text, field.text)
                }
                (None, _) => self
                    .text
                    .get(aggregate.span.range())
                    .unwrap_or_default()
                    .to_owned(),
            };
            let value = self.aggregate(aggregate)?;
            aggregates.retain(|(n, _): &(String, Piece)| *n != named);
            aggregates.push((named, value));
        }
        keys.retain(|(key, _)| !aggregates.iter().any(|(n, _)| n == key));
        let present = super::piece::all(present);
        if present.text != "true" {
            self.operators.push(format!("where {}", present.text));
        }
        let list = |items: &[(String, Piece)]| -> Vec<String> {
            let own = |(n, p): &(String, Piece)| {
                let n = name(n);
                if n == p.text {
                    n
                } else {
                    format!("{n} = {}", p.text)
                }
            };
            items.iter().map(own).collect()
        };
        let mut text = format!("summarize {}", list(&aggregates).join(", "));
        if !keys.is_empty() {
            text.push_str(&format!(" by {}", list(&keys).join(", ")));
        }
        self.operators.push(text);
        self.closed(keys.into_iter().chain(aggregates).map(|(n, p)| {
            let always = p.always || p.ty == Ty::Text && stats.by.iter().any(|b| b.text == n);
            let column = Piece::atom(name(&n), p.ty);
            (n, if always { column.always() } else { column })
        }));
        Ok(())
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> Result<Piece, Refused> {
        let span = aggregate.span;
        let function = aggregate.function.text.to_ascii_lowercase();
        let unsupported = || refused(span, format!("the aggregate `{}`", aggregate.function.text));
        let value = match &aggregate.argument {
            AggregateArgument::None if function == "count" || function == "c" => {
                return Ok(Piece::atom("count()", Ty::Number).always());
            }
            AggregateArgument::Eval(e) if function == "count" || function == "c" => {
                let condition = self.holds(e)?;
                let text = format!("countif({})", condition.text);
                return Ok(Piece::atom(text, Ty::Number).always());
            }
            AggregateArgument::Field(field) if !field.text.contains('*') => {
                self.field(&field.text, field.span)?
            }
            AggregateArgument::Eval(e) => self.value(e)?,
            _ => return Err(unsupported()),
        };
        if value.ty == Ty::List {
            return Err(refused(
                span,
                "an aggregate of a field with several values (expand it with `mvexpand` before)",
            ));
        }
        if value.ty == Ty::Null {
            return Err(refused(span, "an aggregate of a field that no event has"));
        }
        let text = value.text.as_str();
        let present = value.present();
        let only = |name: &str, if_name: &str| {
            if value.always {
                format!("{name}({text})")
            } else {
                format!("{if_name}({text}, {})", present.text)
            }
        };
        // A text is a number where it looks like one.
        let number = value.as_number();
        let piece = match function.as_str() {
            "count" | "c" => {
                let text = if value.always {
                    "count()".to_owned()
                } else {
                    format!("countif({})", present.text)
                };
                Piece::atom(text, Ty::Number).always()
            }
            "dc" | "distinct_count" => {
                Piece::atom(only("count_distinct", "count_distinctif"), Ty::Number).always()
            }
            "values" => {
                let value = value.as_text();
                let set = if value.always {
                    format!("make_set({})", value.text)
                } else {
                    format!("make_set_if({}, {})", value.text, present.text)
                };
                Piece::atom(format!("array_sort_asc({set})"), Ty::List)
            }
            "list" => {
                let value = value.as_text();
                Piece::atom(
                    format!("make_list_if({}, {}, 100)", value.text, present.text),
                    Ty::List,
                )
            }
            "sum" | "avg" | "mean" | "stdev" | "stdevp" | "var" | "varp" => {
                if !matches!(value.ty, Ty::Number | Ty::Text) {
                    return Err(unsupported());
                }
                let name = match function.as_str() {
                    "mean" => "avg",
                    "var" => "variance",
                    "varp" => "variancep",
                    name => name,
                };
                Piece::atom(format!("{name}({})", number.text), Ty::Number)
            }
            "min" | "max" => match value.ty {
                Ty::Number | Ty::Time => Piece::atom(format!("{function}({text})"), value.ty),
                _ => return Err(refused(span, format!("`{function}` of texts"))),
            },
            "range" => match value.ty {
                Ty::Number => Piece::atom(format!("(max({text}) - min({text}))"), Ty::Number),
                Ty::Time => Piece::atom(format!("((max({text}) - min({text})) / 1s)"), Ty::Number),
                _ => return Err(unsupported()),
            },
            "latest" | "earliest" | "first" | "last" => {
                // The newest event comes first.
                let newest = matches!(function.as_str(), "latest" | "first");
                if !self.events || self.sorted_otherwise {
                    return Err(refused(
                        span,
                        format!("`{function}` after the events are gone"),
                    ));
                }
                if value.ty == Ty::Time && text == "TimeGenerated" {
                    let name = if newest { "max" } else { "min" };
                    return Ok(Piece::atom(format!("{name}({text})"), Ty::Time));
                }
                let at = if newest { 0 } else { -1 };
                let list = format!("make_list_if({text}, {})[{at}]", present.text);
                match value.ty {
                    Ty::Text => Piece::atom(format!("tostring({list})"), Ty::Text),
                    Ty::Number => Piece::atom(format!("todouble({list})"), Ty::Number),
                    _ => return Err(unsupported()),
                }
            }
            "median" => self.percentile(&number, "50"),
            other => {
                let digits = other.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                let stem = other.strip_suffix(digits).unwrap_or(other);
                if !matches!(stem, "perc" | "p" | "exactperc" | "upperperc") || digits.is_empty() {
                    return Err(unsupported());
                }
                self.percentile(&number, digits)
            }
        };
        Ok(piece)
    }

    fn percentile(&mut self, number: &Piece, percent: &str) -> Piece {
        note(
            &mut self.differences,
            "a percentile is an estimate in Sentinel, and another one in Splunk",
        );
        Piece::atom(
            format!("percentile({}, {percent})", number.text),
            Ty::Number,
        )
    }
}

fn is_ordered(function: &str) -> bool {
    matches!(
        function.to_ascii_lowercase().as_str(),
        "first" | "last" | "latest" | "earliest" | "list"
    )
}
