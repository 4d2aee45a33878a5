//! Lowers the commands of a search one after another.
//!
//! Which fields of an event matter is known when all commands were read, and some commands
//! (`fillnull`, `foreach *`, `rename a.* as *`) are about all fields. So a search is lowered until
//! no pass asks its sources for a field that the pass before did not know.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use vigie_syntax::kql::{Visitor, ast};
use vigie_syntax::spl::ast as spl;
use vigie_syntax::spl::macros::Expanded;
use vigie_syntax::{Diagnostic, Span};

use super::commands::COMMANDS;
use super::flow::{Field, Fields, Flow, Order, captures, filled};
use super::{Logs, build};

/// A part could not be lowered; the reason stands among the diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failed;

pub(crate) type Lower<T> = Result<T, Failed>;

/// How often a search is lowered at most.
const PASSES: usize = 12;

/// Commands of Splunk that are known and not supported: a reason for each.
const UNSUPPORTED: &[(&str, &str)] = &[
    (
        "apply",
        "models of the machine learning toolkit are not there",
    ),
    ("collect", "nothing is written to indexes"),
    (
        "fit",
        "models of the machine learning toolkit are not there",
    ),
    (
        "map",
        "it runs a search for each row; a `join` or a subsearch may say the same",
    ),
    ("rest", "there is no Splunk server"),
    ("savedsearch", "there are no saved searches"),
    ("sendemail", "nothing is sent"),
];

pub(crate) struct Lowering<'a> {
    pub(crate) text: &'a str,
    pub(crate) logs: &'a Logs,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The fields that each source is asked for.
    needs: BTreeMap<usize, IndexSet<String>>,
    /// Whether this pass asked for a field that the pass before did not.
    changed: bool,
    sources: usize,
    temporaries: usize,
    /// `let` statements that stand before the query.
    pub(crate) statements: Vec<ast::Statement>,
}

/// The query, unless something stands in the way.
pub(crate) fn lower(
    search: &spl::Search,
    text: &str,
    logs: &Logs,
) -> (Option<ast::Query>, Vec<Diagnostic>) {
    let mut needs = BTreeMap::new();
    for _ in 0..PASSES {
        let mut pass = Lowering {
            text,
            logs,
            diagnostics: Vec::new(),
            needs,
            changed: false,
            sources: 0,
            temporaries: 0,
            statements: Vec::new(),
        };
        let lowered = pass.whole(search);
        if pass.changed {
            needs = pass.needs;
            continue;
        }
        let query = lowered.ok().map(|result| {
            let mut statements = pass.statements;
            statements.push(ast::Statement::Expr(result));
            ast::Query { statements }
        });
        return (query, pass.diagnostics);
    }
    let span = search.span;
    let diagnostic = Diagnostic::error(
        "unknown-fields",
        span,
        "the fields of the search depend on each other",
    );
    (None, vec![diagnostic])
}

/// Gives a tree the places of the author's own text.
pub(crate) fn move_spans(tree: &mut ast::Query, expanded: &Expanded) {
    tree.visit(&mut Placed(expanded));
}

/// Puts the author's places in the stead of those of the expanded text.
struct Placed<'e>(&'e Expanded);

impl Visitor for Placed<'_> {
    fn span(&mut self, span: &mut Span) {
        *span = self.0.origin(*span);
    }
}

impl Lowering<'_> {
    fn whole(&mut self, search: &spl::Search) -> Lower<ast::Expr> {
        let mut flow = self.search(search)?;
        let span = search.span;
        if flow.order == Order::Events {
            flow.decide_order(span);
        }
        self.shown(&mut flow, span);
        Ok(flow.table(span))
    }

    /// The columns as a reader sees them: the time as a time.
    fn shown(&mut self, flow: &mut Flow, span: Span) {
        let mut names: Vec<String> = flow.fields.known.keys().cloned().collect();
        if flow.fields.open.is_empty() {
            names.retain(|n| flow.fields.known.contains_key(n));
        } else if flow.events {
            // The time first, the raw event last.
            names.retain(|n| n != "_time" && n != "_raw");
            names.insert(0, "_time".to_owned());
            names.push("_raw".to_owned());
        } else {
            // A lookup or a chart: the columns that nobody named are its own.
            return;
        }
        let columns = names
            .into_iter()
            .map(|name| {
                let value = build::column(&name, span);
                let value = if name == "_time" {
                    build::call("__spl_datetime", vec![value], span)
                } else {
                    value
                };
                (name, value)
            })
            .collect();
        flow.push(build::project(columns, span));
    }

    /// Commands up to the end.
    pub(crate) fn search(&mut self, search: &spl::Search) -> Lower<Flow> {
        let mut commands = search.commands.iter();
        let Some(first) = commands.next() else {
            return Err(self.error("syntax-error", search.span, "the search is empty"));
        };
        let mut flow = self.first(first, search.leading_pipe)?;
        for command in commands {
            flow = self.command(flow, command)?;
        }
        Ok(flow)
    }

    fn first(&mut self, command: &spl::Command, leading_pipe: bool) -> Lower<Flow> {
        if let spl::Body::Search(term) = &command.body {
            return self.base(term.as_ref(), command.span);
        }
        let known = COMMANDS.iter().find(|c| {
            c.name == command.name.text || c.aliases.contains(&command.name.text.as_str())
        });
        match known.and_then(|c| c.generates) {
            Some(generate) => generate(self, command),
            None if !leading_pipe || known.is_some() => Err(self.error(
                "no-events",
                command.name.span,
                format!("`{}` requires events before it", command.name.text),
            )),
            None => Err(self.unsupported_command(command)),
        }
    }

    /// One command over rows.
    pub(crate) fn command(&mut self, flow: Flow, command: &spl::Command) -> Lower<Flow> {
        let name = command.name.text.as_str();
        let known = COMMANDS
            .iter()
            .find(|c| c.name == name || c.aliases.contains(&name));
        match known {
            Some(known) => (known.body)(self, flow, command),
            None => Err(self.unsupported_command(command)),
        }
    }

    fn unsupported_command(&mut self, command: &spl::Command) -> Failed {
        let name = &command.name.text;
        let mut diagnostic = Diagnostic::error(
            "unsupported-command",
            command.name.span,
            format!("the command `{name}` is not supported"),
        );
        if let Some((_, reason)) = UNSUPPORTED.iter().find(|(n, _)| n == name) {
            diagnostic = diagnostic.note(*reason);
        }
        let names = COMMANDS.iter().map(|c| c.name);
        if let Some(near) = vigie_syntax::diagnostic::nearest(name, names) {
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
        }
        self.fail(
            diagnostic.note("the search was not run; nothing can be said about what it would find"),
        )
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Failed {
        self.fail(Diagnostic::error(code, span, message))
    }

    pub(crate) fn fail(&mut self, diagnostic: Diagnostic) -> Failed {
        self.diagnostics.push(diagnostic);
        Failed
    }

    pub(crate) fn warn(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::warning(code, span, message));
    }

    /// An error about a part of the language that is not here.
    pub(crate) fn unsupported(&mut self, span: Span, what: &str) -> Failed {
        self.fail(
            Diagnostic::error(
                "unsupported-option",
                span,
                format!("{what} is not supported"),
            )
            .note("the search was not run; nothing can be said about what it would find"),
        )
    }

    /// The first rows of a subsearch: those behind them are left out, and whoever runs it is told.
    pub(crate) fn capped(&mut self, flow: &mut Flow, most: i64, command: &str, span: Span) {
        if flow.order == Order::Events {
            flow.decide_order(span);
        }
        let place = self.temporary();
        let number = build::call("row_number", Vec::new(), span);
        flow.push(build::take(most + 1, span));
        flow.push(build::serialize(vec![(place.clone(), number)], span));
        let arguments = vec![
            build::column(&place, span),
            build::long(most, span),
            build::string(command, span),
        ];
        flow.push(build::where_(build::call("__spl_within", arguments, span)));
        flow.push(build::project_away(std::slice::from_ref(&place), span));
    }

    /// The number of a new source of events.
    pub(crate) fn new_source(&mut self) -> usize {
        self.sources += 1;
        self.sources - 1
    }

    /// What a source was asked for in the pass before, and so far.
    pub(crate) fn needs_of(&self, source: usize) -> Vec<String> {
        self.needs
            .get(&source)
            .map(|names| names.iter().cloned().collect())
            .unwrap_or_default()
    }

    /// A name for a column that a command uses between two operators.
    pub(crate) fn temporary(&mut self) -> String {
        self.temporaries += 1;
        format!("__spl{}", self.temporaries)
    }

    /// Whether a field is a column here; asks the sources for one that may be.
    pub(crate) fn known(&mut self, fields: &mut Fields, name: &str) -> Option<Field> {
        if let Some(field) = fields.known.get(name) {
            return Some(*field);
        }
        if !fields.may_have(name) {
            return None;
        }
        let mut asked = name.to_owned();
        for (from, to) in fields.renamed.iter().rev() {
            if let Some(parts) = captures(to, &asked) {
                asked = filled(from, &parts);
            }
        }
        for source in &fields.open {
            if self.needs.entry(*source).or_default().insert(asked.clone()) {
                self.changed = true;
            }
        }
        let field = Field {
            several: name.contains("{}"),
        };
        // The pass after this one has it from its source.
        fields.known.insert(name.to_owned(), field);
        self.changed = true;
        Some(field)
    }

    /// The value of a field; null where rows cannot have it.
    pub(crate) fn field(&mut self, fields: &mut Fields, name: &str, span: Span) -> ast::Expr {
        match self.known(fields, name) {
            Some(_) => build::column(name, span),
            None => build::null(span),
        }
    }

    /// The known fields that a name or a pattern means; a name is asked for.
    pub(crate) fn fields_of(&mut self, fields: &mut Fields, pattern: &str) -> Vec<String> {
        if pattern.contains('*') {
            return fields.matching(pattern);
        }
        match self.known(fields, pattern) {
            Some(_) => vec![pattern.to_owned()],
            None => Vec::new(),
        }
    }
}
