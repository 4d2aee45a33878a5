//! Changed copies of a search: what is changed is the tree of the search as its author wrote it, and
//! the copy is lowered anew.
//!
//! So an expression that the lowering repeats changes in all of its copies, and nothing changes that
//! commands, profiles of logs or macros bring along: a call of a macro can be dropped as a whole.

use std::collections::BTreeSet;

use vigie_languages::spl;
use vigie_syntax::Span;
use vigie_syntax::spl::ast::{
    AggregateArgument, BinaryOp, Body, Command, CompareOp, Expr, ExprKind, Search, Stats, Term,
    TermKind, Word, WordKind,
};
use vigie_syntax::spl::macros::Expanded;

use super::{Mutant, Turn, print, snippet};
use crate::formats::spl::Knowledge;

/// Functions whose arguments are values of a search, and not how a function works.
const CHOOSERS: &[&str] = &["case", "if", "coalesce", "max", "min"];

/// Functions that test a text.
const TESTS: &[&str] = &["match", "like", "cidrmatch", "searchmatch", "in"];

/// All changed copies of a search, in the order of its text.
pub(super) fn of(text: &str, knowledge: &Knowledge) -> Vec<Mutant> {
    let lowered = |change: &mut dyn FnMut(&mut Search, &Expanded)| {
        spl::lower_changed(text, &knowledge.macros, &knowledge.logs, change)
    };
    let mut seen = BTreeSet::from([print(&lowered(&mut |_, _| {}))]);
    let mut mutants = Vec::new();
    for wanted in 0.. {
        let mut made = None;
        let query = lowered(&mut |search, expanded| {
            let mut change = Change {
                turn: Turn::of(wanted),
                text,
                expanded,
            };
            change.search(search);
            made = change.turn.made;
        });
        let Some((span, change)) = made else { break };
        if seen.insert(print(&query)) {
            mutants.push(Mutant {
                span,
                change,
                query,
            });
        }
    }
    mutants.sort_by_key(|m| m.span.start);
    mutants
}

/// Makes a change of a search.
struct Change<'a> {
    turn: Turn,
    text: &'a str,
    expanded: &'a Expanded,
}

impl Change<'_> {
    fn now(&mut self) -> bool {
        self.turn.now()
    }

    fn snippet(&self, span: Span) -> String {
        snippet(self.text, self.expanded.origin(span))
    }

    fn say(&mut self, span: Span, sentence: String) {
        self.turn.made = Some((self.expanded.origin(span), sentence));
    }

    fn search(&mut self, search: &mut Search) {
        for command in &mut search.commands {
            self.command(command);
        }
    }

    fn command(&mut self, command: &mut Command) {
        if self.expanded.made(command.span).is_some() {
            return;
        }
        match &mut command.body {
            Body::Search(None) | Body::Macro(_) => {}
            Body::Search(Some(term)) => {
                if !matches!(term.kind, TermKind::And(_) | TermKind::Or(_)) && self.now() {
                    let said = format!("`{}` dropped", self.snippet(term.span));
                    self.say(term.span, said);
                    command.body = Body::Search(None);
                    return;
                }
                self.term(term);
            }
            Body::Where(condition) => {
                let alone = ExprKind::Number("1".to_owned());
                if !joins(condition) && self.now() {
                    let said = format!("`{}` dropped", self.snippet(condition.span));
                    self.say(condition.span, said);
                    condition.kind = alone;
                    return;
                }
                self.expr(condition);
            }
            Body::Eval(assignments) => {
                for assignment in assignments {
                    self.number(&mut assignment.value);
                    self.expr(&mut assignment.value);
                }
            }
            Body::Stats(stats) => self.stats(stats),
            Body::Words(words) => {
                for word in words {
                    self.word(word);
                }
            }
        }
    }

    fn stats(&mut self, stats: &mut Stats) {
        for (_, value) in &mut stats.options {
            self.setting(&mut value.text, value.span);
        }
        for aggregate in &mut stats.aggregates {
            if let AggregateArgument::Eval(expr) = &mut aggregate.argument {
                self.expr(expr);
            }
        }
        if let Some(filter) = &mut stats.filter {
            self.term(filter);
        }
    }

    fn word(&mut self, word: &mut Word) {
        if self.expanded.made(word.span).is_some() {
            return;
        }
        match &mut word.kind {
            WordKind::Bare(text) => self.setting(text, word.span),
            WordKind::Option { value, .. } => self.word(value),
            WordKind::Filter(term) => self.term(term),
            WordKind::Subsearch(search) => self.search(search),
            _ => {}
        }
    }

    /// A number one up and one down; a time twice and half as long.
    fn setting(&mut self, text: &mut String, span: Span) {
        let end = text.find(|c: char| !c.is_ascii_digit());
        let (number, unit) = text.split_at(end.unwrap_or(text.len()));
        let Ok(number) = number.parse::<i64>() else {
            return;
        };
        let others = match unit {
            "" => [number.checked_add(1), number.checked_sub(1)],
            unit if unit.chars().all(|c| c.is_ascii_alphabetic()) => {
                [number.checked_mul(2), Some(number / 2)]
            }
            _ => return,
        };
        for other in others.into_iter().flatten() {
            if self.now() {
                let to = format!("{other}{unit}");
                let said = format!("`{}` moved to `{to}`", self.snippet(span));
                self.say(span, said);
                *text = to;
                return;
            }
        }
    }

    fn term(&mut self, term: &mut Term) {
        if self.expanded.made(term.span).is_some() {
            return;
        }
        let span = term.span;
        match &mut term.kind {
            TermKind::And(parts) | TermKind::Or(parts) => {
                for gone in self.shares(parts) {
                    if self.now() {
                        let place = parts[gone.start].span.to(parts[gone.end - 1].span);
                        let said = format!("`{}` dropped", self.snippet(place));
                        self.say(place, said);
                        parts.drain(gone);
                        return;
                    }
                }
                for part in parts {
                    self.term(part);
                }
            }
            TermKind::Not(inner) => {
                if self.now() {
                    let said = format!("`not` dropped from `{}`", self.snippet(span));
                    self.say(span, said);
                    *term = (**inner).clone();
                    return;
                }
                self.term(inner);
            }
            TermKind::Compare { op, value, .. } => {
                if !value.quoted && value.text.parse::<i64>().is_ok() {
                    self.setting(&mut value.text, value.span);
                }
                if self.now() {
                    let said = self.turned(span, *op);
                    *op = op.opposite();
                    self.say(span, said);
                }
            }
            TermKind::In { values, .. } => {
                if values.len() > 1 {
                    for at in 0..values.len() {
                        if self.now() {
                            let gone = values.remove(at).span;
                            let said = format!("`{}` removed from its list", self.snippet(gone));
                            self.say(gone, said);
                            return;
                        }
                    }
                }
                if self.now() {
                    let said = format!("`{}` negated", self.snippet(span));
                    self.say(span, said);
                    term.kind = TermKind::Not(Box::new(term.clone()));
                }
            }
            TermKind::Subsearch(search) => self.search(search),
            TermKind::Text(_) | TermKind::Macro(_) => {}
        }
    }

    /// The parts of a list that can be dropped: what one call of a macro has made is one of them.
    fn shares(&self, parts: &[Term]) -> Vec<std::ops::Range<usize>> {
        let mut shares: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let made = self.expanded.made(part.span);
            match shares.last_mut() {
                Some(last)
                    if made.is_some() && made == self.expanded.made(parts[last.start].span) =>
                {
                    last.end = at + 1;
                }
                _ => shares.push(at..at + 1),
            }
        }
        if shares.len() < 2 {
            shares.clear();
        }
        shares
    }

    fn turned(&self, span: Span, op: CompareOp) -> String {
        let (from, to) = (op.sign(), op.opposite().sign());
        format!("`{}`: `{from}` turned into `{to}`", self.snippet(span))
    }

    fn expr(&mut self, expr: &mut Expr) {
        if self.expanded.made(expr.span).is_some() {
            return;
        }
        let span = expr.span;
        match &mut expr.kind {
            ExprKind::Not(inner) => {
                if self.now() {
                    let said = format!("`not` dropped from `{}`", self.snippet(span));
                    self.say(span, said);
                    *expr = (**inner).clone();
                    return;
                }
                self.expr(inner);
            }
            ExprKind::Minus(inner) => self.expr(inner),
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::In {
                negated,
                operand,
                list,
            } => {
                if self.now() {
                    *negated = !*negated;
                    let said = format!("`{}` negated", self.snippet(span));
                    self.say(span, said);
                    return;
                }
                self.items(list, 0);
                self.expr(operand);
            }
            ExprKind::Call { .. } => self.call(expr),
            ExprKind::Subsearch(search) => self.search(search),
            ExprKind::Field(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Macro(_) => {}
        }
    }

    fn binary(&mut self, expr: &mut Expr) {
        let span = expr.span;
        let ExprKind::Binary { op, left, right } = &mut expr.kind else {
            return;
        };
        match op {
            BinaryOp::And | BinaryOp::Or => {
                for drops_left in [true, false] {
                    if self.now() {
                        let (gone, stays) = if drops_left {
                            (left.span, (**right).clone())
                        } else {
                            (right.span, (**left).clone())
                        };
                        let said = format!("`{}` dropped", self.snippet(gone));
                        self.say(gone, said);
                        *expr = stays;
                        return;
                    }
                }
            }
            BinaryOp::Compare(op) => {
                self.number(left);
                self.number(right);
                if self.now() {
                    let said = self.turned(span, *op);
                    *op = op.opposite();
                    self.say(span, said);
                    return;
                }
            }
            BinaryOp::Like => {
                if self.now() {
                    let said = format!("`{}` negated", self.snippet(span));
                    self.say(span, said);
                    expr.kind = ExprKind::Not(Box::new(expr.clone()));
                    return;
                }
            }
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                self.number(left);
                self.number(right);
            }
            BinaryOp::Xor | BinaryOp::Concat | BinaryOp::Modulo => {}
        }
        self.expr(left);
        self.expr(right);
    }

    fn call(&mut self, expr: &mut Expr) {
        let span = expr.span;
        let ExprKind::Call { name, arguments } = &mut expr.kind else {
            return;
        };
        let function = name.text.to_ascii_lowercase();
        if TESTS.contains(&function.as_str()) && self.now() {
            let said = format!("`{}` negated", self.snippet(span));
            self.say(span, said);
            expr.kind = ExprKind::Not(Box::new(expr.clone()));
            return;
        }
        if function == "in" {
            self.items(arguments, 1);
        }
        if CHOOSERS.contains(&function.as_str()) {
            for argument in arguments.iter_mut() {
                self.number(argument);
            }
        }
        match function.as_str() {
            "case" => self.arms(arguments),
            "if" if arguments.len() == 3 => {
                if self.now() {
                    let said = self.exchanged(arguments[1].span, arguments[2].span);
                    self.say(span, said);
                    arguments.swap(1, 2);
                    return;
                }
                if self.now() {
                    let gone = arguments[0].span.to(arguments[1].span);
                    let said = format!("the arm `{}` dropped", self.snippet(gone));
                    self.say(gone, said);
                    *expr = arguments[2].clone();
                    return;
                }
            }
            _ => {}
        }
        if let ExprKind::Call { arguments, .. } = &mut expr.kind {
            for argument in arguments {
                self.expr(argument);
            }
        }
    }

    fn exchanged(&self, a: Span, b: Span) -> String {
        let (a, b) = (self.snippet(a), self.snippet(b));
        format!("the values `{a}` and `{b}` exchanged")
    }

    /// `case(c1, v1, c2, v2, …)`.
    fn arms(&mut self, arguments: &mut Vec<Expr>) {
        let arms = arguments.len() / 2;
        for arm in 0..arms {
            let (test, value) = (2 * arm, 2 * arm + 1);
            let place = arguments[test].span.to(arguments[value].span);
            if arm + 1 < arms && self.now() {
                let said = self.exchanged(arguments[value].span, arguments[value + 2].span);
                self.say(place, said);
                arguments.swap(value, value + 2);
                return;
            }
            if arms > 1 && self.now() {
                let said = format!("the arm `{}` dropped", self.snippet(place));
                self.say(place, said);
                arguments.drain(test..=value);
                return;
            }
        }
    }

    /// Elements of a list from a place on.
    fn items(&mut self, list: &mut Vec<Expr>, from: usize) {
        if list.len() < from + 2 {
            return;
        }
        for at in from..list.len() {
            if self.now() {
                let gone = list.remove(at).span;
                let said = format!("`{}` removed from its list", self.snippet(gone));
                self.say(gone, said);
                return;
            }
        }
    }

    fn number(&mut self, expr: &mut Expr) {
        let span = expr.span;
        if self.expanded.made(span).is_some() {
            return;
        }
        let ExprKind::Number(text) = &mut expr.kind else {
            return;
        };
        if text.parse::<i64>().is_ok() {
            return self.setting(text, span);
        }
        let Ok(number) = text.parse::<f64>() else {
            return;
        };
        for other in [number * 2.0, number / 2.0] {
            if self.now() {
                let said = format!("`{}` moved to `{other}`", self.snippet(span));
                self.say(span, said);
                *text = other.to_string();
                return;
            }
        }
    }
}

/// Whether it is several conditions, each of which is dropped alone.
fn joins(condition: &Expr) -> bool {
    let ExprKind::Binary { op, .. } = &condition.kind else {
        return false;
    };
    matches!(op, BinaryOp::And | BinaryOp::Or)
}
