//! KQL rules that filter and aggregate, as searches of Splunk.
//!
//! A missing text is `""` in KQL and no value in Splunk: a condition is written for where it holds,
//! or for where its opposite does, and keys of groups are filled before `stats` would drop a row.

mod calls;
mod expr;
mod operators;
mod piece;
mod summarize;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr, ExprKind, LetValue, Query, Statement};
use vigie_syntax::spl;

use super::columns::{Kind, Log};
use super::{Converted, Refused, note, refused};
use piece::{Piece, Ty};

/// A query on its way.
struct Conversion<'q> {
    log: &'static Log,
    /// `let` values: constants and tables.
    lets: BTreeMap<&'q str, &'q Expr>,
    commands: Vec<String>,
    differences: Vec<String>,
    /// Columns that have a value of their own here.
    columns: IndexMap<String, Piece>,
    /// A column of the table that was not named yet may be read.
    open: bool,
    depth: usize,
}

/// How deep `let` values may stand in one another.
const MAX_DEPTH: usize = 16;

/// A query as a search.
///
/// # Errors
/// The first part of it that SPL cannot say.
pub fn convert(query: &Query) -> Result<Converted, Refused> {
    converted(query).map_err(|mut refusal| {
        refusal.0.message.push_str(" cannot be said in SPL");
        refusal
    })
}

fn converted(query: &Query) -> Result<Converted, Refused> {
    let mut lets = BTreeMap::new();
    let mut main = None;
    for statement in &query.statements {
        match statement {
            Statement::Let {
                name,
                value: LetValue::Expr(value),
                ..
            } => {
                lets.insert(name.text.as_str(), value);
            }
            Statement::Let { span, .. } => return Err(refused(*span, "a function")),
            Statement::Expr(expr) => main = Some(expr),
            Statement::Set { .. } => {}
            Statement::Alias { span, .. }
            | Statement::Parameters { span, .. }
            | Statement::Pattern { span, .. }
            | Statement::Restrict { span, .. } => {
                return Err(refused(*span, "this statement"));
            }
        }
    }
    let Some(main) = main else {
        return Err(refused(Span::default(), "a query without a table"));
    };
    let log = log_of(main, &lets, 0)?;
    let mut conversion = Conversion {
        log,
        lets,
        commands: vec![format!("sourcetype={}", quoted_sourcetype(log.sourcetype))],
        differences: Vec::new(),
        columns: IndexMap::new(),
        open: true,
        depth: 0,
    };
    conversion.table(main)?;
    conversion.finish()
}

fn quoted_sourcetype(name: &str) -> String {
    if name.contains(['*', ' ']) {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

/// The log of the table that a query begins with.
fn log_of(
    expr: &Expr,
    lets: &BTreeMap<&str, &Expr>,
    depth: usize,
) -> Result<&'static Log, Refused> {
    match &expr.kind {
        ExprKind::Pipe {
            source: Some(source),
            ..
        } => log_of(source, lets, depth),
        ExprKind::Parenthesized(inner) => log_of(inner, lets, depth),
        ExprKind::Name(name) => match lets.get(name.as_str()) {
            Some(value) if depth < MAX_DEPTH => log_of(value, lets, depth + 1),
            _ => Log::of_table(name).ok_or_else(|| {
                refused(
                    expr.span,
                    format!("the table `{name}`, whose log Splunk's fields are not known of,"),
                )
            }),
        },
        _ => Err(refused(
            expr.span,
            "a query that does not begin with a table",
        )),
    }
}

impl<'q> Conversion<'q> {
    /// The rows of a tabular expression.
    fn table(&mut self, expr: &'q Expr) -> Result<(), Refused> {
        match &expr.kind {
            ExprKind::Parenthesized(inner) => self.table(inner),
            ExprKind::Name(name) => {
                if let Some(value) = self.lets.get(name.as_str()).copied() {
                    if self.depth >= MAX_DEPTH {
                        return Err(refused(expr.span, "`let` values within one another"));
                    }
                    self.depth += 1;
                    let done = self.table(value);
                    self.depth -= 1;
                    return done;
                }
                Ok(())
            }
            ExprKind::Pipe {
                source: Some(source),
                operators,
            } => {
                self.table(source)?;
                for operator in operators {
                    self.operator(operator)?;
                }
                Ok(())
            }
            _ => Err(refused(expr.span, "this table")),
        }
    }

    /// What a column is in Splunk.
    fn column(&mut self, name: &str, span: Span) -> Result<Piece, Refused> {
        if let Some(known) = self.columns.get(name) {
            return Ok(known.clone());
        }
        if !self.open {
            return Err(refused(
                span,
                format!("the column `{name}`, which no row has here,"),
            ));
        }
        if name == "TimeGenerated" {
            return Ok(Piece::field("_time", Ty::Time).always());
        }
        if let Some(held) = self.log.column(name) {
            let piece = match held.kind {
                Kind::Text => Piece::field(held.path, Ty::Text),
                Kind::Bool => Piece::field(held.path, Ty::Bool),
                Kind::Time => {
                    let text = format!(
                        "strptime({}, \"%Y-%m-%dT%H:%M:%SZ\")",
                        piece::eval_name(held.path)
                    );
                    Piece::atom(text, Ty::Time)
                }
                Kind::Json | Kind::Dynamic => Piece::field(held.path, Ty::Object),
            };
            let Some(own) = written(name) else {
                return Ok(piece);
            };
            return self.computed(name, &own.replace("{}", &piece.text));
        }
        match derived(self.log.profile, name) {
            Some(expression) => self.computed(name, expression),
            None => Err(refused(
                span,
                format!(
                    "the column `{name}`, which no field of `{}` gives,",
                    self.log.sourcetype
                ),
            )),
        }
    }

    /// A column that Sentinel makes of the event: computed once, under its own name.
    fn computed(&mut self, name: &str, expression: &str) -> Result<Piece, Refused> {
        self.commands
            .push(format!("eval {} = {expression}", piece::eval_name(name)));
        let piece = Piece::field(name, Ty::Text);
        self.columns.insert(name.to_owned(), piece.clone());
        Ok(piece)
    }

    fn finish(mut self) -> Result<Converted, Refused> {
        if self.open {
            note(
                &mut self.differences,
                format!(
                    "events are shown with the fields of Splunk, not the columns of `{}`",
                    self.log.table
                ),
            );
        }
        let text = self.commands.join("\n| ");
        let (_, problems) = spl::parse(&text);
        if let Some(problem) = problems.iter().find(|d| d.is_error()) {
            return Err(refused(
                Span::default(),
                format!("a part of the query ({})", problem.message),
            ));
        }
        Ok(Converted {
            text,
            differences: self.differences,
        })
    }

    fn note(&mut self, sentence: &str) {
        note(&mut self.differences, sentence);
    }
}

/// How Sentinel writes a value of the event in a column: `{}` is the field.
fn written(column: &str) -> Option<&'static str> {
    Some(match column {
        "OperationNameValue" => "upper({})",
        "_ResourceId" => "lower({})",
        // The add-on has a word where there is no error.
        "ErrorCode" => "if({} IN (\"success\", \"failure\"), null(), {})",
        _ => return None,
    })
}

/// Columns of `AzureActivity` that no field is, as expressions over the fields.
fn derived(profile: &str, column: &str) -> Option<&'static str> {
    if profile == "gcp_audit" && column == "Timestamp" {
        return Some("timestamp");
    }
    if profile != "azure_activity" {
        return None;
    }
    Some(match column {
        "Caller" => {
            "trim(coalesce('identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'identity.claims.http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', 'identity.claims.upn', 'identity.claims.name', 'identity.claims.http://schemas.microsoft.com/identity/claims/objectidentifier', 'identity.claims.appid'))"
        }
        "ResourceGroup" => {
            "if(match(resourceId, \"(?i)/resourcegroups/[^/]+\"), upper(replace(resourceId, \"(?i)^.*/resourcegroups/([^/]+).*$\", \"\\1\")), null())"
        }
        "SubscriptionId" => {
            "if(match(resourceId, \"(?i)/subscriptions/[^/]+\"), lower(replace(resourceId, \"(?i)^.*/subscriptions/([^/]+).*$\", \"\\1\")), null())"
        }
        "ResourceProviderValue" => {
            "if(match(resourceId, \"(?i)/providers/[^/]+\"), upper(replace(resourceId, \"(?i)^.*?/providers/([^/]+).*$\", \"\\1\")), null())"
        }
        _ => return None,
    })
}
