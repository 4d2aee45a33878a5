//! The functions of `eval` and `where`.

use vigie_syntax::Span;
use vigie_syntax::spl::ast::{Expr, ExprKind};

use super::super::{Refused, refused};
use super::Conversion;
use super::expr::{constant, matching};
use super::piece::{Level, Piece, Ty, quoted};
use super::time::{formatted, relative};

impl Conversion<'_> {
    /// A function that gives a value.
    pub(super) fn call(
        &mut self,
        function: &str,
        arguments: &[Expr],
        span: Span,
    ) -> Result<Piece, Refused> {
        let lower = function.to_ascii_lowercase();
        match (lower.as_str(), arguments) {
            ("if", [condition, yes, no]) => {
                let condition = self.holds(condition)?;
                let values = vec![self.value(yes)?, self.value(no)?];
                let (values, ty) = self.alike(values, span)?;
                let always = values.iter().all(|v| v.always);
                let text = format!(
                    "iff({}, {}, {})",
                    condition.text, values[0].text, values[1].text
                );
                Ok(always_if(Piece::atom(text, ty), always))
            }
            ("case", arguments) if arguments.len() >= 2 => self.case(arguments, span),
            ("coalesce", arguments) if !arguments.is_empty() => {
                let values = arguments
                    .iter()
                    .map(|a| self.value(a))
                    .collect::<Result<Vec<_>, _>>()?;
                let values: Vec<Piece> = values.into_iter().filter(|v| v.ty != Ty::Null).collect();
                if values.is_empty() {
                    return Ok(Piece::null());
                }
                let (mut values, ty) = self.alike(values, span)?;
                if values.len() == 1 {
                    return Ok(values.remove(0));
                }
                let always = values.iter().any(|v| v.always);
                let texts: Vec<&str> = values.iter().map(|v| v.text.as_str()).collect();
                let text = format!("coalesce({})", texts.join(", "));
                Ok(always_if(Piece::atom(text, ty), always))
            }
            ("null", []) => Ok(Piece::null()),
            ("nullif", [one, other]) => {
                let value = self.value(one)?;
                let equal = Expr {
                    kind: ExprKind::Binary {
                        op: vigie_syntax::spl::ast::BinaryOp::Compare(
                            vigie_syntax::spl::ast::CompareOp::Equal,
                        ),
                        left: Box::new(one.clone()),
                        right: Box::new(other.clone()),
                    },
                    span,
                };
                let equal = self.holds(&equal)?;
                let missing = missing_of(value.ty);
                Ok(Piece::atom(
                    format!("iff({}, {missing}, {})", equal.text, value.text),
                    value.ty,
                ))
            }
            ("now" | "time", []) => Ok(Piece::atom("now()", Ty::Time).always()),
            ("pi", []) => Ok(Piece::atom("pi()", Ty::Number).always()),
            ("lower" | "upper", [text]) => {
                let name = if lower == "lower" {
                    "tolower"
                } else {
                    "toupper"
                };
                self.of_text(name, text)
            }
            ("urldecode", [text]) => self.of_text("url_decode", text),
            ("md5", [text]) => self.of_text("hash_md5", text),
            ("sha1", [text]) => self.of_text("hash_sha1", text),
            ("sha256", [text]) => self.of_text("hash_sha256", text),
            ("len", [text]) => {
                let text = self.value(text)?.as_text();
                let length = format!("strlen({})", text.text);
                Ok(if text.always {
                    Piece::atom(length, Ty::Number).always()
                } else {
                    let text = format!("iff({}, {length}, long(null))", text.present().text);
                    Piece::atom(text, Ty::Number)
                })
            }
            ("trim" | "ltrim" | "rtrim", [text]) => {
                let text = self.value(text)?.as_text();
                let name = match lower.as_str() {
                    "ltrim" => "trim_start",
                    "rtrim" => "trim_end",
                    _ => "trim",
                };
                Ok(Piece::atom(
                    format!("{name}(@\"\\s+\", {})", text.text),
                    Ty::Text,
                ))
            }
            ("substr", [text, start, rest @ ..]) if rest.len() < 2 => {
                let text = self.value(text)?.as_text();
                let start =
                    whole(start).ok_or_else(|| refused(span, "a computed place of `substr`"))?;
                let length = match rest.first() {
                    Some(length) => {
                        let length = whole(length)
                            .ok_or_else(|| refused(span, "a computed length of `substr`"))?;
                        format!(", {length}")
                    }
                    None => String::new(),
                };
                let from = match start {
                    0 => return Err(refused(span, "`substr` from place 0")),
                    start if start > 0 => (start - 1).to_string(),
                    start => format!("max_of(strlen({}) - {}, 0)", text.text, -start),
                };
                Ok(Piece::atom(
                    format!("substring({}, {from}{length})", text.text),
                    Ty::Text,
                ))
            }
            ("replace", [text, pattern, with]) => {
                let text = self.value(text)?.as_text();
                let (Some(pattern), Some(with)) = (literal(pattern), literal(with)) else {
                    return Err(refused(span, "`replace` with computed parts"));
                };
                Ok(Piece::atom(
                    format!(
                        "replace_regex({}, {}, {})",
                        text.text,
                        quoted(&regex(pattern)),
                        quoted(with)
                    ),
                    Ty::Text,
                ))
            }
            ("round", [number, rest @ ..]) if rest.len() < 2 => {
                let number = self.number(number, span)?;
                let digits = match rest.first() {
                    Some(digits) => {
                        whole(digits).ok_or_else(|| refused(span, "computed digits of `round`"))?
                    }
                    None => 0,
                };
                Ok(Piece::atom(
                    format!("round({}, {digits})", number.text),
                    Ty::Number,
                ))
            }
            ("abs" | "sqrt" | "exp" | "floor" | "ceiling" | "ceil" | "ln", [number]) => {
                let number = self.number(number, span)?;
                let name = match lower.as_str() {
                    "ceil" => "ceiling",
                    "ln" => "log",
                    name => name,
                };
                Ok(Piece::atom(format!("{name}({})", number.text), Ty::Number))
            }
            ("log", [number]) => {
                let number = self.number(number, span)?;
                Ok(Piece::atom(format!("log10({})", number.text), Ty::Number))
            }
            ("pow", [base, exponent]) => {
                let (base, exponent) = (self.number(base, span)?, self.number(exponent, span)?);
                Ok(Piece::atom(
                    format!("pow({}, {})", base.text, exponent.text),
                    Ty::Number,
                ))
            }
            ("min" | "max", arguments) if arguments.len() > 1 => {
                let mut texts = Vec::new();
                for argument in arguments {
                    let value = self.value(argument)?;
                    if value.ty != Ty::Number {
                        return Err(refused(
                            span,
                            format!("`{lower}` of values that may be texts"),
                        ));
                    }
                    texts.push(value.text);
                }
                Ok(Piece::atom(
                    format!("{lower}_of({})", texts.join(", ")),
                    Ty::Number,
                ))
            }
            ("tonumber", [text]) => Ok(self.value(text)?.as_number()),
            ("tostring", [value]) => {
                let value = self.value(value)?;
                if value.ty == Ty::Time {
                    return Err(refused(span, "a time as a text without a format"));
                }
                Ok(value.as_text())
            }
            ("strftime", [time, format]) => {
                let time = self.value(time)?;
                let format = literal(format).unwrap_or_default();
                let text = (time.ty == Ty::Time)
                    .then(|| formatted(&time.text, format))
                    .flatten();
                match text {
                    Some(text) => Ok(Piece::atom(text, Ty::Text)),
                    None => Err(refused(span, "this `strftime`")),
                }
            }
            ("strptime", [text, format]) => {
                let text = self.value(text)?.as_text();
                let format = literal(format).unwrap_or_default();
                if !format.starts_with("%Y-%m-%dT%H:%M:%S") && format != "%Y-%m-%d %H:%M:%S" {
                    return Err(refused(span, "`strptime` of a form that is not ISO 8601"));
                }
                Ok(Piece::atom(format!("todatetime({})", text.text), Ty::Time))
            }
            ("relative_time", [time, modifier]) => {
                let time = self.value(time)?;
                let moved = (time.ty == Ty::Time)
                    .then(|| relative(&time.text, literal(modifier).unwrap_or_default()))
                    .flatten();
                let moved = moved.ok_or_else(|| refused(span, "this `relative_time`"))?;
                Ok(if time.always {
                    Piece::new(moved, Ty::Time, Level::Add).always()
                } else {
                    Piece::new(moved, Ty::Time, Level::Add)
                })
            }
            ("split", [text, by]) => {
                let text = self.value(text)?.as_text();
                let by = literal(by).ok_or_else(|| refused(span, "a computed delimiter"))?;
                Ok(Piece::atom(
                    format!("split({}, {})", text.text, quoted(by)),
                    Ty::List,
                ))
            }
            ("mvcount", [list]) => {
                let list = self.value(list)?;
                Ok(match list.ty {
                    Ty::List => Piece::atom(
                        format!(
                            "iff(array_length({0}) > 0, array_length({0}), long(null))",
                            list.text
                        ),
                        Ty::Number,
                    ),
                    _ => Piece::atom(
                        format!("iff({}, 1, long(null))", list.present().text),
                        Ty::Number,
                    ),
                })
            }
            ("mvindex", [list, index]) => {
                let list = self.value(list)?;
                let index = whole(index).ok_or_else(|| refused(span, "a computed index"))?;
                match list.ty {
                    Ty::List => Ok(Piece::atom(
                        format!("tostring({}[{index}])", list.text),
                        Ty::Text,
                    )),
                    _ if index == 0 || index == -1 => Ok(list),
                    _ => Ok(Piece::null()),
                }
            }
            ("mvjoin", [list, by]) => {
                let list = self.value(list)?;
                let by = literal(by).ok_or_else(|| refused(span, "a computed delimiter"))?;
                match list.ty {
                    Ty::List => Ok(Piece::atom(
                        format!("strcat_array({}, {})", list.text, quoted(by)),
                        Ty::Text,
                    )),
                    _ => Ok(list.as_text()),
                }
            }
            _ => Err(refused(span, format!("the function `{function}`"))),
        }
    }

    fn of_text(&mut self, function: &str, text: &Expr) -> Result<Piece, Refused> {
        let text = self.value(text)?.as_text();
        let piece = if function.starts_with("hash") && !text.always {
            let whole = format!(
                "iff({}, {function}({}), \"\")",
                text.present().text,
                text.text
            );
            Piece::atom(whole, Ty::Text)
        } else {
            Piece::atom(format!("{function}({})", text.text), Ty::Text)
        };
        Ok(always_if(piece, text.always))
    }

    fn number(&mut self, e: &Expr, span: Span) -> Result<Piece, Refused> {
        let value = self.value(e)?;
        match value.ty {
            Ty::Number | Ty::Text | Ty::Null => Ok(value.as_number()),
            _ => Err(refused(span, "a time or several values as a number")),
        }
    }

    fn case(&mut self, arguments: &[Expr], span: Span) -> Result<Piece, Refused> {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        let mut always = false;
        for pair in arguments.chunks(2) {
            let [condition, value] = pair else {
                return Err(refused(span, "`case` with a condition without a value"));
            };
            let condition = self.holds(condition)?;
            values.push(self.value(value)?);
            if condition.text == "true" {
                always = true;
                break;
            }
            conditions.push(condition);
        }
        if !always {
            values.push(Piece::null());
        }
        let (values, ty) = self.alike(values, span)?;
        let present = values.iter().all(|v| v.always);
        let mut texts = Vec::new();
        for (i, value) in values.iter().enumerate() {
            if let Some(condition) = conditions.get(i) {
                texts.push(condition.text.clone());
            }
            texts.push(value.text.clone());
        }
        let text = match texts.len() {
            1 => texts.remove(0),
            _ => format!("case({})", texts.join(", ")),
        };
        Ok(always_if(Piece::atom(text, ty), present))
    }

    /// Values that may stand in one column: numbers and texts together are texts.
    fn alike(&mut self, values: Vec<Piece>, span: Span) -> Result<(Vec<Piece>, Ty), Refused> {
        let mut types: Vec<Ty> = Vec::new();
        for value in &values {
            if value.ty != Ty::Null && !types.contains(&value.ty) {
                types.push(value.ty);
            }
        }
        let ty = match types.as_slice() {
            [] => Ty::Text,
            [one] => *one,
            several
                if several
                    .iter()
                    .all(|t| matches!(t, Ty::Text | Ty::Number | Ty::Bool)) =>
            {
                Ty::Text
            }
            _ => return Err(refused(span, "values of several kinds in one field")),
        };
        let values = values.into_iter().map(|value| match (value.ty, ty) {
            (Ty::Null, ty) => Piece::atom(missing_of(ty), ty),
            (own, ty) if own == ty => value,
            _ => value.as_text(),
        });
        Ok((values.collect(), ty))
    }

    /// A function that gives a condition.
    pub(super) fn condition_call(
        &mut self,
        function: &str,
        arguments: &[Expr],
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let lower = function.to_ascii_lowercase();
        match (lower.as_str(), arguments) {
            ("true", []) => Ok(constant(holds)),
            ("false", []) => Ok(constant(!holds)),
            ("isnull" | "isnotnull", [value]) => {
                let value = self.value(value)?;
                let missing = (lower == "isnull") == holds;
                Ok(if missing {
                    value.missing()
                } else {
                    value.present()
                })
            }
            ("match", [text, pattern]) => {
                let text = self.value(text)?.as_text();
                let pattern = literal(pattern)
                    .ok_or_else(|| refused(span, "a computed regular expression"))?;
                let pattern = regex(pattern);
                let own = matching(&text, &pattern, holds);
                // A missing value neither matches nor does not.
                let certain = holds && !may_match_nothing(&pattern);
                Ok(if certain || text.always {
                    own
                } else {
                    super::piece::all(vec![text.present(), own])
                })
            }
            ("like", [text, pattern]) => {
                let text = self.value(text)?;
                let pattern =
                    literal(pattern).ok_or_else(|| refused(span, "a computed pattern"))?;
                Ok(self.like(&text, pattern, holds))
            }
            ("in", [operand, list @ ..]) => self.in_list(operand, list, holds, span),
            ("cidrmatch", [network, address]) => {
                let network =
                    literal(network).ok_or_else(|| refused(span, "a computed network"))?;
                let address = self.value(address)?.as_text();
                let name = if network.contains(':') {
                    "ipv6_is_in_range"
                } else {
                    "ipv4_is_in_range"
                };
                let inside = format!("{name}({}, {})", address.text, quoted(network));
                Ok(if holds {
                    Piece::condition(inside, Level::Atom)
                } else {
                    super::piece::all(vec![
                        address.present(),
                        Piece::condition(format!("not(coalesce({inside}, false))"), Level::Atom),
                    ])
                })
            }
            ("isnum" | "isint", [value]) => {
                let number = self.value(value)?.as_number();
                let text = if holds { "isnotnull" } else { "isnull" };
                Ok(Piece::condition(
                    format!("{text}({})", number.text),
                    Level::Atom,
                ))
            }
            ("if", [condition, yes, no]) => {
                let chosen = self.holds(condition)?;
                let (yes, no) = (self.condition(yes, holds)?, self.condition(no, holds)?);
                Ok(Piece::condition(
                    format!("iff({}, {}, {})", chosen.text, yes.text, no.text),
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

fn always_if(piece: Piece, always: bool) -> Piece {
    if always { piece.always() } else { piece }
}

/// The missing value of a type.
pub(super) fn missing_of(ty: Ty) -> &'static str {
    match ty {
        Ty::Text | Ty::Null => "\"\"",
        Ty::Number => "real(null)",
        Ty::Bool => "bool(null)",
        Ty::Time => "datetime(null)",
        Ty::List => "dynamic(null)",
    }
}

fn literal(e: &Expr) -> Option<&str> {
    match &e.kind {
        ExprKind::Text(text) | ExprKind::Number(text) => Some(text),
        _ => None,
    }
}

fn whole(e: &Expr) -> Option<i64> {
    match &e.kind {
        ExprKind::Number(text) => text.parse().ok(),
        ExprKind::Minus(inner) => Some(-whole(inner)?),
        _ => None,
    }
}

/// A regular expression in the words of Kusto: named groups have a `P`.
pub(super) fn regex(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find("(?<") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let escaped = before.len() - before.trim_end_matches('\\').len();
        let named = behind.get(3..).is_some_and(|b| !b.starts_with(['=', '!']));
        out.push_str(if named && escaped % 2 == 0 {
            "(?P<"
        } else {
            "(?<"
        });
        rest = behind.get(3..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether an empty text may match: unless a letter or a class must stand there, it may.
fn may_match_nothing(pattern: &str) -> bool {
    let optional = pattern.contains(['|', '*', '?', '(', '{']) || pattern.is_empty();
    optional || pattern.trim_matches(['^', '$']).is_empty()
}
