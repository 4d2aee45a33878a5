//! What is known of the columns of a table's rows, and of expressions over them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::types::Value;
use vigie_syntax::Span;

use super::Abstract;

/// What is known of one column or expression.
#[derive(Debug, Clone)]
pub struct Fact {
    pub value: Rc<Abstract>,
    /// The columns that it is about.
    pub columns: Rc<[String]>,
    /// Where it was learned.
    pub origin: Option<Span>,
}

/// What is known of rows; of what is not named here, nothing.
#[derive(Debug, Clone, Default)]
pub struct State {
    facts: BTreeMap<String, Fact>,
}

/// Characters of an expression that facts are kept of.
const MAX_KEY: usize = 240;

impl State {
    /// What is known of a column.
    pub fn column(&self, name: &str) -> Option<&Fact> {
        self.facts.get(name)
    }

    /// What is known of an expression.
    pub fn expr(&self, expr: &Expr) -> Option<&Fact> {
        match &expr.kind {
            ExprKind::Column(name) => self.column(name),
            ExprKind::Literal(_) => None,
            _ if self.facts.is_empty() => None,
            _ => self.facts.get(&key(expr)?.0),
        }
    }

    /// Keeps a fact of a column.
    pub fn set_column(&mut self, name: &str, value: Abstract, origin: Option<Span>) {
        let fact = Fact {
            value: Rc::new(value),
            columns: Rc::from([name.to_owned()]),
            origin,
        };
        self.facts.insert(name.to_owned(), fact);
    }

    /// Keeps a fact of an expression that depends on nothing but columns.
    pub fn set_expr(&mut self, expr: &Expr, value: Abstract, origin: Span) {
        match &expr.kind {
            ExprKind::Column(name) => self.set_column(name, value, Some(origin)),
            _ => {
                if let Some((key, columns)) = key(expr).filter(|(_, c)| !c.is_empty()) {
                    let fact = Fact {
                        value: Rc::new(value),
                        columns: Rc::from(columns),
                        origin: Some(origin),
                    };
                    self.facts.insert(key, fact);
                }
            }
        }
    }

    /// Keeps a fact as it is.
    pub fn set(&mut self, name: &str, fact: Fact) {
        self.facts.insert(name.to_owned(), fact);
    }

    /// What holds of rows that are of either kind.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let both = self.facts.iter().filter_map(|(key, a)| {
            let b = other.facts.get(key)?;
            if Rc::ptr_eq(&a.value, &b.value) {
                return Some((key.clone(), a.clone()));
            }
            let fact = Fact {
                value: Rc::new(a.value.union(&b.value)),
                columns: Rc::clone(&a.columns),
                origin: a.origin.into_iter().chain(b.origin).reduce(Span::to),
            };
            Some((key.clone(), fact))
        });
        Self {
            facts: both.collect(),
        }
    }

    /// The facts about nothing but columns that stay as they are.
    #[must_use]
    pub fn kept(&self, stays: impl Fn(&str) -> bool) -> Self {
        let facts = self.facts.iter();
        let facts = facts.filter(|(_, fact)| fact.columns.iter().all(|c| stays(c)));
        Self {
            facts: facts.map(|(k, f)| (k.clone(), f.clone())).collect(),
        }
    }

    /// All that is known of both, which have no column in common.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        self.facts.extend(other.facts);
        self
    }

    /// Every fact, with what it is known by.
    pub fn facts_mut(&mut self) -> impl Iterator<Item = (&str, &mut Fact)> {
        self.facts
            .iter_mut()
            .map(|(key, fact)| (key.as_str(), fact))
    }
}

/// How a column of an aggregate that gives a row is known.
pub fn field(row: &str, index: usize) -> String {
    format!("{row}\u{1}{index}")
}

/// A text that is the same for the same expression, and the columns in it; `None` for what need not
/// be the same twice, and for what is too long.
fn key(expr: &Expr) -> Option<(String, Vec<String>)> {
    let mut text = "\u{1}".to_owned();
    let mut columns = Vec::new();
    write(expr, &mut text, &mut columns)?;
    Some((text, columns))
}

fn write(expr: &Expr, out: &mut String, columns: &mut Vec<String>) -> Option<()> {
    if out.len() > MAX_KEY {
        return None;
    }
    match &expr.kind {
        ExprKind::Column(name) => {
            let _ = write!(out, "[{name}]");
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        ExprKind::Literal(value) => literal(value, out),
        ExprKind::Call { function, args } => {
            if function.name == "rand" {
                return None;
            }
            let _ = write!(out, "{}(", function.name);
            for arg in args {
                write(arg, out, columns)?;
                out.push(',');
            }
            out.push(')');
        }
        ExprKind::Convert(inner) => {
            let _ = write!(out, "{}<", expr.ty);
            write(inner, out, columns)?;
            out.push('>');
        }
        _ => return None,
    }
    (out.len() <= MAX_KEY).then_some(())
}

fn literal(value: &Value, out: &mut String) {
    let _ = write!(out, "{value:?}");
}
