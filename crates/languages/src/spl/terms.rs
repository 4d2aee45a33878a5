//! The predicates of `search` as conditions.

use vigie_syntax::kql::ast::{Expr, ExprKind, InOp};
use vigie_syntax::spl::ast::{CompareOp, Directive, Search, Term, TermKind, Value};
use vigie_syntax::{Diagnostic, Span};

use super::build;
use super::flow::Fields;
use super::lowering::{Lower, Lowering};

/// Rows of a subsearch among the terms of a search that Splunk takes.
///
/// Source: the page "About subsearches" of the Splunk documentation.
const MOST_VALUES: i64 = 10_000;

impl Lowering<'_> {
    /// A condition that is never null: a missing field does not match.
    pub(crate) fn term(&mut self, fields: &mut Fields, term: &Term, raw: bool) -> Lower<Expr> {
        let span = term.span;
        match &term.kind {
            TermKind::And(parts) => {
                let parts = parts.iter().map(|p| self.term(fields, p, raw));
                Ok(build::all(parts.collect::<Lower<_>>()?, span))
            }
            TermKind::Or(parts) => {
                let parts = parts.iter().map(|p| self.term(fields, p, raw));
                Ok(build::any(parts.collect::<Lower<_>>()?, span))
            }
            TermKind::Not(inner) => {
                let inner = self.term(fields, inner, raw)?;
                Ok(build::not(inner))
            }
            TermKind::Compare { field, op, value } => {
                self.no_keyword(value)?;
                let left = self.field(fields, &field.text, field.span);
                Ok(comparison(left, *op, value, span))
            }
            TermKind::In { field, values } => {
                let left = self.field(fields, &field.text, field.span);
                if values.iter().any(|v| v.text == "*") {
                    return Ok(build::is_not_null(left));
                }
                let mut arguments = vec![left];
                arguments.extend(values.iter().map(|v| build::string(&v.text, v.span)));
                Ok(build::call("__spl_match", arguments, span))
            }
            TermKind::Text(value) if value.text == "*" => Ok(build::boolean(true, span)),
            TermKind::Text(value) => {
                if !raw && self.known(fields, "_raw").is_none() {
                    self.warn(
                        "no-raw-event",
                        span,
                        "rows have no raw event here, so a bare word finds nothing",
                    );
                    return Ok(build::boolean(false, span));
                }
                let raw = self.field(fields, "_raw", span);
                let mut arguments = vec![raw, build::string(&value.text, value.span)];
                let directive = match value.directive {
                    Directive::None => None,
                    Directive::Case => Some("case"),
                    Directive::Term => Some("term"),
                };
                arguments.extend(directive.map(|d| build::string(d, value.span)));
                Ok(build::call("__spl_raw", arguments, span))
            }
            TermKind::Subsearch(search) => self.subsearch_term(fields, search, span),
            TermKind::Macro(call) => Err(self.error(
                "unknown-macro",
                call.span,
                format!("no macro `{}`", call.name),
            )),
        }
    }

    /// A keyword is a value only in quotes.
    fn no_keyword(&mut self, value: &Value) -> Lower<()> {
        let is_keyword = matches!(value.text.as_str(), "AND" | "OR" | "NOT" | "IN" | "AS");
        if !is_keyword || value.quoted || value.directive != Directive::None {
            return Ok(());
        }
        let diagnostic = Diagnostic::error(
            "keyword-as-value",
            value.span,
            format!("`{}` is a keyword, and a value only in quotes", value.text),
        )
        .help(format!("write `\"{}\"`", value.text));
        Err(self.fail(diagnostic))
    }

    /// `[search … | fields a, b]`: one of its rows has the values of this one.
    fn subsearch_term(&mut self, fields: &mut Fields, search: &Search, span: Span) -> Lower<Expr> {
        let mut inner = self.search(search)?;
        if !inner.fields.open.is_empty() && inner.fields.only.is_none() && inner.events {
            return Err(self.unsupported(
                span,
                "a subsearch whose fields are not named with `table` or `fields`",
            ));
        }
        let names: Vec<String> = inner
            .fields
            .known
            .keys()
            .filter(|n| !n.starts_with('_'))
            .cloned()
            .collect();
        if names.is_empty() {
            return Err(self.unsupported(span, "a subsearch without fields"));
        }
        if names.iter().any(|n| n == "search" || n == "query") {
            return Err(self.unsupported(span, "a subsearch that writes a search"));
        }
        self.capped(&mut inner, MOST_VALUES, "search", span);
        // All fields of a row as one text, on both sides; letter case does not count.
        let key = |name: &str| {
            let text = build::call("__spl_text", vec![build::column(name, span)], span);
            build::call("tolower", vec![text], span)
        };
        let joined = |parts: Vec<Expr>| {
            if parts.len() == 1 {
                return parts
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| build::null(span));
            }
            let mut arguments = vec![build::string("\u{1}", span)];
            arguments.extend(parts);
            build::call("strcat_delim", arguments, span)
        };
        let right = joined(names.iter().map(|n| key(n)).collect());
        inner.push(build::project(vec![("__spl_key".to_owned(), right)], span));
        let mut present = Vec::new();
        let mut left = Vec::new();
        for name in &names {
            let value = self.field(fields, name, span);
            present.push(build::is_not_null(value.clone()));
            let text = build::call("__spl_text", vec![value], span);
            left.push(build::call("tolower", vec![text], span));
        }
        let is_in = build::expr(
            ExprKind::In {
                op: InOp::In,
                op_span: span,
                left: Box::new(joined(left)),
                list: vec![inner.table(span)],
            },
            span,
        );
        present.push(is_in);
        Ok(build::all(present, span))
    }
}

fn comparison(left: Expr, op: CompareOp, value: &Value, span: Span) -> Expr {
    let literal = build::string(&value.text, value.span);
    match op {
        CompareOp::Equal | CompareOp::NotEqual => {
            let exists = build::is_not_null(left.clone());
            let any = value.text == "*" && value.directive == Directive::None;
            let function = match value.directive {
                Directive::Case => "__spl_match_cs",
                Directive::None | Directive::Term => "__spl_match",
            };
            match (op, any) {
                (CompareOp::Equal, true) => exists,
                // `field!=*` holds for nothing: the field would have to exist and not to exist.
                (_, true) => build::boolean(false, span),
                (CompareOp::Equal, false) => build::call(function, vec![left, literal], span),
                (_, false) => {
                    let equal = build::call(function, vec![left, literal], span);
                    build::all(vec![exists, build::not(equal)], span)
                }
            }
        }
        _ => {
            let sign = build::string(op.sign(), span);
            build::call("__spl_order", vec![left, sign, literal], span)
        }
    }
}
