//! The scalar functions of KQL.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, Expr, ExprKind, Literal};

use super::super::{Refused, refused};
use super::Conversion;
use super::expr::negated;
use super::piece::{Level, Piece, Ty, all, any, constant, quoted, quoted_regex};

impl<'q> Conversion<'q> {
    pub(super) fn call(
        &mut self,
        function: &str,
        arguments: &'q [Argument],
        span: Span,
    ) -> Result<Piece, Refused> {
        let values: Vec<&'q Expr> = arguments.iter().map(|a| &a.value).collect();
        match (function, values.as_slice()) {
            ("tostring", [value]) => {
                let value = self.value(value)?;
                match value.ty {
                    Ty::Time | Ty::Span => Err(refused(span, "a time as a text")),
                    // A member of the event: a text where it is no object itself.
                    Ty::Object if is_member(&value) => Ok(Piece {
                        ty: Ty::Text,
                        ..value
                    }),
                    Ty::Object | Ty::List => Err(refused(span, "an object as a text")),
                    Ty::Number if value.literal.is_none() => Ok(Piece {
                        ty: Ty::Text,
                        field: None,
                        ..Piece::atom(format!("tostring({})", value.text), Ty::Text)
                    }),
                    _ => Ok(Piece {
                        ty: Ty::Text,
                        ..value
                    }),
                }
            }
            ("parse_json" | "todynamic" | "parsejson", [value]) => {
                let value = self.value(value)?;
                match value.ty {
                    Ty::Object => Ok(value),
                    Ty::Text if value.field.is_some() && self.open => Ok(Piece {
                        ty: Ty::Object,
                        ..value
                    }),
                    _ => Err(refused(span, "JSON within a text")),
                }
            }
            ("tolower" | "toupper", [value]) => {
                let value = self.text(value, span)?;
                let name = if function == "tolower" {
                    "lower"
                } else {
                    "upper"
                };
                Ok(like(&value, format!("{name}({})", value.text), Ty::Text))
            }
            ("strlen", [value]) => {
                let value = self.text(value, span)?;
                Ok(Piece::atom(format!("coalesce(len({}), 0)", value.text), Ty::Number).always())
            }
            ("strcat", values) => {
                let mut parts = Vec::new();
                let mut always = false;
                for value in values {
                    let value = self.value(value)?;
                    if matches!(value.ty, Ty::Time | Ty::Span | Ty::List) {
                        return Err(refused(span, "a time within a text"));
                    }
                    always |= value.always;
                    parts.push(value.or_empty());
                }
                let whole = Piece::new(parts.join("."), Ty::Text, Level::Add);
                Ok(if always { whole.always() } else { whole })
            }
            ("substring", [value, start, rest @ ..]) if rest.len() < 2 => {
                let value = self.text(value, span)?;
                let start = number(start).filter(|s| *s >= 0);
                let start =
                    start.ok_or_else(|| refused(span, "a computed place of `substring`"))?;
                let length = match rest.first() {
                    Some(length) => {
                        let length = number(length)
                            .ok_or_else(|| refused(span, "a computed length of `substring`"))?;
                        format!(", {length}")
                    }
                    None => String::new(),
                };
                let text = format!("substr({}, {}{length})", value.text, start + 1);
                Ok(Piece::atom(text, Ty::Text))
            }
            ("split", [value, by, rest @ ..]) => {
                let value = self.text(value, span)?;
                let by = self.value(by)?;
                let Some(by) = by.literal else {
                    return Err(refused(span, "a computed delimiter"));
                };
                let list = format!("split({}, {})", value.text, quoted(&by));
                match rest {
                    [] => Ok(Piece::atom(list, Ty::List)),
                    _ => Err(refused(span, "`split` with an index")),
                }
            }
            ("iff" | "iif", [condition, yes, no]) => {
                let condition = self.holds(condition)?;
                let (yes, no) = (self.value(yes)?, self.value(no)?);
                let text = format!("if({}, {}, {})", condition.text, yes.text, no.text);
                let whole = Piece::atom(text, common(&yes, &no));
                Ok(if yes.always && no.always {
                    whole.always()
                } else {
                    whole
                })
            }
            ("case", values) if values.len() % 2 == 1 && values.len() >= 3 => {
                let mut parts = Vec::new();
                let mut always = true;
                let mut ty = None;
                for pair in values.chunks(2) {
                    let (condition, value) = match pair {
                        [condition, value] => (self.holds(condition)?, self.value(value)?),
                        [value] => (constant(true), self.value(value)?),
                        _ => continue,
                    };
                    always &= value.always;
                    ty = ty.or(value
                        .literal
                        .as_deref()
                        .filter(|l| l.is_empty())
                        .map_or(Some(value.ty), |_| None));
                    parts.push(format!("{}, {}", condition.text, value.text));
                }
                let whole = Piece::atom(
                    format!("case({})", parts.join(", ")),
                    ty.unwrap_or(Ty::Text),
                );
                Ok(if always { whole.always() } else { whole })
            }
            ("coalesce", values) if !values.is_empty() => {
                let values = values
                    .iter()
                    .map(|v| self.value(v))
                    .collect::<Result<Vec<_>, _>>()?;
                let texts: Vec<&str> = values.iter().map(|v| v.text.as_str()).collect();
                let whole = Piece::atom(format!("coalesce({})", texts.join(", ")), values[0].ty);
                Ok(if values.iter().any(|v| v.always) {
                    whole.always()
                } else {
                    whole
                })
            }
            ("toint" | "tolong", [value]) => {
                let value = self.value(value)?;
                match value.ty {
                    Ty::Number => Ok(value),
                    Ty::Text | Ty::Object => {
                        self.note(
                            "a text that is a number with a fraction is not cut to a whole number",
                        );
                        Ok(Piece::atom(format!("tonumber({})", value.text), Ty::Number))
                    }
                    _ => Err(refused(span, "this conversion to a number")),
                }
            }
            ("todouble" | "toreal", [value]) => {
                let value = self.value(value)?;
                match value.ty {
                    Ty::Number => Ok(value),
                    Ty::Text | Ty::Object => {
                        Ok(Piece::atom(format!("tonumber({})", value.text), Ty::Number))
                    }
                    _ => Err(refused(span, "this conversion to a number")),
                }
            }
            ("now", []) => Ok(Piece::atom("now()", Ty::Time).always()),
            ("ago", [span_of]) => {
                let length = self.value(span_of)?;
                let seconds = length
                    .literal
                    .as_deref()
                    .and_then(|l| l.parse::<f64>().ok());
                let seconds = seconds.ok_or_else(|| refused(span, "a computed length of time"))?;
                Ok(Piece::atom(
                    format!("relative_time(now(), \"-{}\")", length_of(seconds)),
                    Ty::Time,
                )
                .always())
            }
            ("startofday" | "startofweek" | "startofmonth" | "startofyear", [time]) => {
                let time = self.value(time)?;
                let unit = match function {
                    "startofday" => "@d",
                    "startofweek" => "@w0",
                    "startofmonth" => "@mon",
                    _ => "@y",
                };
                let text = format!("relative_time({}, \"{unit}\")", time.text);
                Ok(like(&time, text, Ty::Time))
            }
            ("bin" | "floor", [value, step]) => {
                let (value, step) = (self.value(value)?, self.value(step)?);
                if !matches!(value.ty, Ty::Number | Ty::Time | Ty::Span) {
                    return Err(refused(span, "a `bin` of texts"));
                }
                let text = format!(
                    "floor({}/{})*{}",
                    value.at(Level::Atom),
                    step.text,
                    step.text
                );
                let whole = Piece::new(text, value.ty, Level::Multiply);
                Ok(if value.always { whole.always() } else { whole })
            }
            ("abs" | "sqrt" | "exp" | "ceiling", [value]) => {
                let value = self.value(value)?;
                let text = format!("{function}({})", value.text);
                Ok(like(&value, text, Ty::Number))
            }
            ("round", [value, rest @ ..]) if rest.len() < 2 => {
                let value = self.value(value)?;
                let digits = rest.first().map_or(Some(0), |d| number(d));
                let digits = digits.ok_or_else(|| refused(span, "computed digits of `round`"))?;
                let text = format!("round({}, {digits})", value.text);
                Ok(like(&value, text, Ty::Number))
            }
            ("log" | "log10", [value]) => {
                let value = self.value(value)?;
                let name = if function == "log" { "ln" } else { "log" };
                Ok(Piece::atom(format!("{name}({})", value.text), Ty::Number))
            }
            ("pow", [base, exponent]) => {
                let (base, exponent) = (self.value(base)?, self.value(exponent)?);
                Ok(Piece::atom(
                    format!("pow({}, {})", base.text, exponent.text),
                    Ty::Number,
                ))
            }
            ("trim", [pattern, value]) => {
                let pattern = self.value(pattern)?;
                let value = self.text(value, span)?;
                match pattern.literal.as_deref() {
                    Some(r"\s+" | " " | r"\s") => {
                        Ok(Piece::atom(format!("trim({})", value.text), Ty::Text))
                    }
                    _ => Err(refused(span, "`trim` of other letters than spaces")),
                }
            }
            ("replace_string", [value, from, to]) => {
                let value = self.text(value, span)?;
                let (from, to) = (self.value(from)?, self.value(to)?);
                let (Some(from), Some(to)) = (from.literal, to.literal) else {
                    return Err(refused(span, "a computed replacement"));
                };
                let mut pattern = String::new();
                for c in from.chars() {
                    if c.is_ascii_punctuation() && c != '_' {
                        pattern.push('\\');
                    }
                    pattern.push(c);
                }
                let text = format!(
                    "replace({}, {}, {})",
                    value.text,
                    quoted_regex(&pattern),
                    quoted(&to.replace('\\', "\\\\"))
                );
                Ok(Piece::atom(text, Ty::Text))
            }
            ("replace_regex" | "replace", [value, pattern, with]) => {
                let value = self.text(value, span)?;
                let (pattern, with) = (self.value(pattern)?, self.value(with)?);
                let (Some(pattern), Some(with)) = (pattern.literal, with.literal) else {
                    return Err(refused(span, "a computed replacement"));
                };
                let text = format!(
                    "replace({}, {}, {})",
                    value.text,
                    quoted_regex(&pattern),
                    quoted_regex(&with)
                );
                Ok(Piece::atom(text, Ty::Text))
            }
            ("extract", [pattern, group, value]) => {
                let pattern = self.value(pattern)?;
                let value = self.text(value, span)?;
                let (Some(pattern), Some(group)) = (pattern.literal, number(group)) else {
                    return Err(refused(span, "a computed `extract`"));
                };
                if pattern.starts_with("(?") && !pattern.starts_with("(?i)") {
                    return Err(refused(span, "an `extract` with flags"));
                }
                // What stands before and behind is taken away.
                let (flags, inner) = match pattern.strip_prefix("(?i)") {
                    Some(inner) => ("(?is)", inner),
                    None => ("(?s)", pattern.as_str()),
                };
                if group == 0 || inner.contains('|') {
                    return Err(refused(span, "this `extract`"));
                }
                let inner = inner.trim_start_matches('^').trim_end_matches('$');
                let start = if pattern.trim_start_matches("(?i)").starts_with('^') {
                    "^"
                } else {
                    "^.*?"
                };
                let end = if pattern.ends_with('$') { "$" } else { ".*$" };
                let text = format!(
                    "if(match({0}, {1}), replace({0}, {2}, \"\\{group}\"), null())",
                    value.text,
                    quoted_regex(&pattern),
                    quoted_regex(&format!("{flags}{start}{inner}{end}"))
                );
                Ok(Piece::atom(text, Ty::Text))
            }
            ("array_length", [list]) => {
                let list = self.value(list)?;
                match list.ty {
                    Ty::List => Ok(Piece::atom(
                        format!("coalesce(mvcount({}), 0)", list.text),
                        Ty::Number,
                    )
                    .always()),
                    _ => Err(refused(span, "the length of an array of the event")),
                }
            }
            ("strcat_array", [list, by]) => {
                let (list, by) = (self.value(list)?, self.value(by)?);
                match (list.ty, by.literal) {
                    (Ty::List, Some(by)) => Ok(Piece::atom(
                        format!("mvjoin({}, {})", list.text, quoted(&by)),
                        Ty::Text,
                    )),
                    _ => Err(refused(span, "this `strcat_array`")),
                }
            }
            ("array_sort_asc", [list]) => {
                let list = self.value(list)?;
                match list.ty {
                    Ty::List => Ok(Piece::atom(format!("mvsort({})", list.text), Ty::List)),
                    _ => Err(refused(span, "this `array_sort_asc`")),
                }
            }
            ("url_decode", [value]) => {
                let value = self.text(value, span)?;
                Ok(Piece::atom(format!("urldecode({})", value.text), Ty::Text))
            }
            ("hash_md5" | "hash_sha1" | "hash_sha256", [value]) => {
                let value = self.text(value, span)?;
                let name = function.trim_start_matches("hash_");
                if !value.always {
                    return Err(refused(span, "the hash of a text that may be missing"));
                }
                Ok(Piece::atom(format!("{name}({})", value.text), Ty::Text).always())
            }
            ("column_ifexists", [name, default]) => {
                let name = match &name.kind {
                    ExprKind::Literal(Literal::String { value, .. }) => value.clone(),
                    _ => return Err(refused(span, "a computed name of a column")),
                };
                match self.column(&name, span) {
                    Ok(column) => Ok(column),
                    Err(_) => self.value(default),
                }
            }
            _ => Err(refused(span, format!("the function `{function}`"))),
        }
    }

    /// A value that is a text.
    fn text(&mut self, e: &'q Expr, span: Span) -> Result<Piece, Refused> {
        let value = self.value(e)?;
        match value.ty {
            Ty::Text | Ty::Bool => Ok(value),
            Ty::Object if is_member(&value) => Ok(Piece {
                ty: Ty::Text,
                ..value
            }),
            _ => Err(refused(span, "this value as a text")),
        }
    }

    pub(super) fn condition_call(
        &mut self,
        function: &str,
        arguments: &'q [Argument],
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let values: Vec<&'q Expr> = arguments.iter().map(|a| &a.value).collect();
        match (function, values.as_slice()) {
            ("not", [inner]) => self.condition(inner, !holds),
            (
                "isempty" | "isnull" | "isnotempty" | "isnotnull" | "notempty" | "notnull",
                [value],
            ) => {
                let value = self.value(value)?;
                let missing = matches!(function, "isempty" | "isnull") == holds;
                if value.ty == Ty::Object && !is_member(&value) {
                    return Err(refused(span, "an object that may be missing"));
                }
                if value.ty == Ty::Text && function.ends_with("null") {
                    // A text is never null.
                    return Ok(constant(!missing));
                }
                Ok(if missing {
                    value.missing()
                } else {
                    value.present()
                })
            }
            ("ipv4_is_in_range" | "ipv6_is_in_range" | "ipv4_is_private", values) => {
                let networks = match (function, values) {
                    ("ipv4_is_private", [_]) => vec![
                        "10.0.0.0/8".to_owned(),
                        "172.16.0.0/12".to_owned(),
                        "192.168.0.0/16".to_owned(),
                    ],
                    (_, [_, network]) => vec![
                        self.value(network)?
                            .literal
                            .ok_or_else(|| refused(span, "a computed network"))?,
                    ],
                    _ => return Err(refused(span, format!("the function `{function}`"))),
                };
                let address = self.text(values[0], span)?;
                let each = networks.iter().map(|network| {
                    Piece::condition(
                        format!("cidrmatch({}, {})", quoted(network), address.text),
                        Level::Atom,
                    )
                });
                let inside = any(each.collect());
                Ok(if holds {
                    inside
                } else {
                    // What is no address is null in KQL, and so no opposite either.
                    let is_address = Piece::condition(
                        format!("match({}, \"^[0-9a-fA-F.:]+$\")", address.text),
                        Level::Atom,
                    );
                    all(vec![is_address, negated(&inside)])
                })
            }
            ("tobool", [value]) => {
                let value = self.value(value)?;
                Ok(Piece::condition(
                    format!("lower({})=\"{holds}\"", value.text),
                    Level::Compare,
                ))
            }
            ("set_has_element" | "array_index_of", _) => {
                Err(refused(span, format!("the function `{function}`")))
            }
            ("iff" | "iif", [condition, yes, no]) => {
                let condition = self.holds(condition)?;
                let (yes, no) = (self.condition(yes, holds)?, self.condition(no, holds)?);
                Ok(Piece::condition(
                    format!("if({}, {}, {})", condition.text, yes.text, no.text),
                    Level::Atom,
                ))
            }
            _ => Err(refused(
                span,
                format!("the function `{function}` as a condition"),
            )),
        }
    }
}

/// A member of an object, which is a field; the object itself is none.
fn is_member(value: &Piece) -> bool {
    value.field.as_deref().is_some_and(|path| {
        let top = super::super::columns::LOGS
            .iter()
            .flat_map(|log| log.columns)
            .any(|held| held.path == path && held.is_object());
        !top
    })
}

fn like(value: &Piece, text: String, ty: Ty) -> Piece {
    let piece = Piece::atom(text, ty);
    if value.always { piece.always() } else { piece }
}

fn common(yes: &Piece, no: &Piece) -> Ty {
    if yes.literal.as_deref() == Some("") {
        no.ty
    } else {
        yes.ty
    }
}

pub(super) fn number(e: &Expr) -> Option<i64> {
    match &e.kind {
        ExprKind::Literal(Literal::Long(value)) => *value,
        ExprKind::Parenthesized(inner) => number(inner),
        _ => None,
    }
}

/// Seconds as Splunk writes a length of time: `1d`, `90m`.
pub(super) fn length_of(seconds: f64) -> String {
    let whole = seconds as i64;
    for (unit, name) in [(86_400, "d"), (3_600, "h"), (60, "m")] {
        if whole > 0 && whole % unit == 0 {
            return format!("{}{name}", whole / unit);
        }
    }
    format!("{whole}s")
}
