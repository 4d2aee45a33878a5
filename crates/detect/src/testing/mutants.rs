//! Changed copies of a query, each in one place: a condition dropped, a comparison turned, an element
//! of a list or a row of a table removed, a number moved, an arm of a `case` dropped or exchanged.
//!
//! What is changed is the tree of the query, of a search the tree of the search ([`spl`]); a place is
//! that of the author's own text.

use std::hash::{DefaultHasher, Hash, Hasher};

use vigie_languages::Language;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    BinaryOp, DynamicLiteral, Expr, ExprKind, InOp, LetValue, Literal, Operator, OperatorKind,
    Query, Statement,
};
use vigie_syntax::kql::{self, Visitor};

use crate::rule::Rule;

mod sigma;
mod spl;

/// One change of a query.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The place that is changed.
    pub span: Span,
    /// What is changed, as a sentence.
    pub change: String,
    pub query: kql::Parsed,
}

/// Functions whose arguments are values of a query, and not how a function works.
const CHOOSERS: &[&str] = &["case", "iff", "iif", "coalesce", "max_of", "min_of"];

/// All changed copies of the query of a rule, in the order of its text. Copies that say the same as
/// the query, or as another copy, are left out.
pub fn of(rule: &Rule) -> Vec<Mutant> {
    match rule.language {
        Language::Spl => spl::of(&rule.query, &rule.knowledge),
        language => of_tree(&rule.parsed(), &rule.query, language),
    }
}

/// What tells whether two copies say the same: a sum over the tree, which is far smaller.
fn print(query: &kql::Parsed) -> u64 {
    let errors = query.diagnostics.iter().filter(|d| d.is_error());
    let errors: Vec<&str> = errors.map(|d| d.message.as_str()).collect();
    let mut hasher = DefaultHasher::new();
    format!("{:?}", query.tree.clone().without_spans()).hash(&mut hasher);
    errors.hash(&mut hasher);
    hasher.finish()
}

fn of_tree(query: &kql::Parsed, text: &str, language: Language) -> Vec<Mutant> {
    let plain = query.tree.clone().without_spans();
    let mut seen: Vec<Query> = vec![plain];
    let mut mutants = Vec::new();
    let mut number = 0;
    loop {
        let mut tree = query.tree.clone();
        let mut change = Change {
            turn: Turn::of(number),
            text,
            language,
            ours: 0,
        };
        tree.visit(&mut change);
        let Some((span, sentence)) = change.turn.made else {
            break;
        };
        number += 1;
        let same = tree.clone().without_spans();
        if seen.contains(&same) {
            continue;
        }
        seen.push(same);
        mutants.push(Mutant {
            span,
            change: sentence,
            query: kql::Parsed {
                tree,
                diagnostics: Vec::new(),
            },
        });
    }
    for knob in knobs(query, text) {
        let same = knob.query.tree.clone().without_spans();
        if !seen.contains(&same) {
            seen.push(same);
            mutants.push(knob);
        }
    }
    let idle = idle(&query.tree);
    mutants.retain(|m| {
        !idle
            .iter()
            .any(|i| i.start <= m.span.start && m.span.end <= i.end)
    });
    mutants.sort_by_key(|m| m.span.start);
    mutants
}

/// `let` statements whose names nothing uses: nothing in them can matter.
fn idle(query: &Query) -> Vec<Span> {
    let mut names = Names::default();
    query.clone().visit(&mut names);
    let statements = query.statements.iter();
    let lets = statements.filter_map(|s| match s {
        Statement::Let {
            name,
            value: LetValue::Expr(_),
            span,
        } => Some((name, *span)),
        _ => None,
    });
    lets.filter(|(name, _)| !names.0.contains(&name.text))
        .map(|(_, span)| span)
        .collect()
}

#[derive(Default)]
struct Names(std::collections::BTreeSet<String>);

impl Visitor for Names {
    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Name(name) = &expr.kind {
            self.0.insert(name.clone());
        }
        if let ExprKind::Call { name, .. } = &expr.kind {
            self.0.insert(name.text.clone());
        }
    }
}

/// Lets one change be made, the one of a number, and counts the others.
struct Turn {
    wanted: usize,
    next: usize,
    /// Where it was made, and what it is.
    made: Option<(Span, String)>,
}

impl Turn {
    fn of(wanted: usize) -> Self {
        Self {
            wanted,
            next: 0,
            made: None,
        }
    }

    /// Whether this is the change to make.
    fn now(&mut self) -> bool {
        let now = self.next == self.wanted && self.made.is_none();
        self.next += 1;
        now
    }
}

/// A piece of a rule's text, in one line.
fn snippet(text: &str, span: Span) -> String {
    let text = text.get(span.range()).unwrap_or_default();
    let text: Vec<&str> = text.split_whitespace().collect();
    text.join(" ")
}

/// Makes a change of a query.
struct Change<'a> {
    turn: Turn,
    text: &'a str,
    language: Language,
    /// So many of the expressions that come next are not the author's: what a field of a Sigma rule
    /// stands for, and the columns that show an event.
    ours: usize,
}

impl Change<'_> {
    fn now(&mut self) -> bool {
        self.turn.now()
    }

    fn snippet(&self, span: Span) -> String {
        snippet(self.text, span)
    }

    fn say(&mut self, span: Span, sentence: String) {
        self.turn.made = Some((span, sentence));
    }

    /// A condition that stands alone holds always.
    fn drop_condition(&mut self, expr: &mut Expr) {
        if !matches!(
            expr.kind,
            ExprKind::Binary {
                op: BinaryOp::And | BinaryOp::Or,
                ..
            }
        ) && !matches!(expr.kind, ExprKind::Literal(_))
            && self.now()
        {
            let said = format!("`{}` dropped", self.snippet(expr.span));
            expr.kind = ExprKind::Literal(Literal::Bool(Some(true)));
            self.say(expr.span, said);
        }
    }

    fn binary(&mut self, expr: &mut Expr) {
        let span = expr.span;
        let ExprKind::Binary {
            op, left, right, ..
        } = &mut expr.kind
        else {
            return;
        };
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            let sides = [
                (left.span, (**right).clone()),
                (right.span, (**left).clone()),
            ];
            for (gone, stays) in sides {
                if self.now() {
                    let said = format!("`{}` dropped", self.snippet(gone));
                    self.say(gone, said);
                    *expr = stays;
                    return;
                }
            }
            return;
        }
        let Some(other) = turned(*op) else { return };
        if self.now() {
            let (from, to) = (word(*op), word(other));
            let said = format!("`{}`: `{from}` turned into `{to}`", self.snippet(span));
            *op = other;
            self.say(span, said);
        }
    }

    fn list(&mut self, list: &mut Vec<Expr>) {
        if list.len() < 2 {
            return;
        }
        for at in 0..list.len() {
            if self.now() {
                let gone = list.remove(at);
                let said = format!("`{}` removed from its list", self.snippet(gone.span));
                self.say(gone.span, said);
                return;
            }
        }
    }

    /// `case(c1, v1, c2, v2, …, otherwise)`.
    fn arms(&mut self, expr: &mut Expr) {
        let ExprKind::Call { name, arguments } = &mut expr.kind else {
            return;
        };
        let arms = arguments.len() / 2;
        let chooses = match name.text.as_str() {
            "case" => arguments.len() % 2 == 1,
            "iff" | "iif" => arguments.len() == 3,
            _ => false,
        };
        if !chooses {
            return;
        }
        for arm in 0..arms {
            let (test, value) = (2 * arm, 2 * arm + 1);
            let place = arguments[test].value.span.to(arguments[value].value.span);
            // The value of the next arm, or that of no arm.
            let next = if arm + 1 < arms { value + 2 } else { 2 * arms };
            if self.now() {
                let ours = self.snippet(arguments[value].value.span);
                let theirs = self.snippet(arguments[next].value.span);
                let said = format!("the values `{ours}` and `{theirs}` exchanged");
                let (a, b) = (
                    arguments[value].value.clone(),
                    arguments[next].value.clone(),
                );
                arguments[value].value = b;
                arguments[next].value = a;
                self.say(place, said);
                return;
            }
            if self.now() {
                let said = format!("the arm `{}` dropped", self.snippet(place));
                if arms == 1 {
                    *expr = arguments[2].value.clone();
                } else {
                    arguments.drain(test..=value);
                }
                self.say(place, said);
                return;
            }
        }
    }

    /// A number one up and one down; a time twice and half as long.
    fn literal(&mut self, expr: &mut Expr) {
        let span = expr.span;
        let ExprKind::Literal(literal) = &mut expr.kind else {
            return;
        };
        let others = match literal {
            Literal::Long(Some(n)) => [n.checked_add(1), n.checked_sub(1)].map(Literal::Long),
            Literal::Int(Some(n)) => [n.checked_add(1), n.checked_sub(1)].map(Literal::Int),
            Literal::Real(Some(n)) => {
                [Literal::Real(Some(*n * 2.0)), Literal::Real(Some(*n / 2.0))]
            }
            Literal::Timespan(Some(t)) => [t.checked_mul(2), Some(*t / 2)].map(Literal::Timespan),
            _ => return,
        };
        for other in others {
            if self.now() {
                let ours = self.snippet(span);
                let to = kql::print_expr(&Expr {
                    kind: ExprKind::Literal(other.clone()),
                    span,
                });
                *literal = other;
                self.say(span, format!("`{ours}` moved to `{to}`"));
                return;
            }
        }
    }

    fn array(&mut self, expr: &mut Expr) {
        let span = expr.span;
        let ExprKind::Literal(Literal::Dynamic(DynamicLiteral::Array(items))) = &mut expr.kind
        else {
            return;
        };
        if items.len() < 2 {
            return;
        }
        for at in 0..items.len() {
            if self.now() {
                let gone = items.remove(at);
                let gone = kql::print_expr(&Expr {
                    kind: ExprKind::Literal(Literal::Dynamic(gone)),
                    span,
                });
                let gone = gone.trim_start_matches("dynamic(").trim_end_matches(')');
                self.say(span, format!("`{gone}` removed from its list"));
                return;
            }
        }
    }

    /// Rows of a table that is written in the query.
    fn rows(&mut self, expr: &mut Expr) {
        let ExprKind::Datatable {
            columns, values, ..
        } = &mut expr.kind
        else {
            return;
        };
        let width = columns.len().max(1);
        let rows = values.len() / width;
        if rows < 2 || values.len() % width != 0 {
            return;
        }
        for row in 0..rows {
            if self.now() {
                let cells: Vec<Expr> = values.drain(row * width..(row + 1) * width).collect();
                let first = cells.first().map_or(expr.span, |c| c.span);
                let span = cells.last().map_or(first, |c| first.to(c.span));
                let said = format!("the row `{}` removed", self.snippet(span));
                self.say(span, said);
                return;
            }
        }
    }
}

impl Visitor for Change<'_> {
    fn operator(&mut self, operator: &mut Operator) {
        match &mut operator.kind {
            OperatorKind::Where { predicate, .. } => self.drop_condition(predicate),
            OperatorKind::Evaluate {
                name, arguments, ..
            } if name.text == sigma::CORRELATE => {
                for (changed, said) in sigma::correlations(arguments) {
                    if self.now() {
                        *arguments = changed;
                        self.say(operator.span, said);
                        return;
                    }
                }
            }
            OperatorKind::Extend { columns } | OperatorKind::Project { columns }
                if self.language == Language::Sigma =>
            {
                self.ours = columns.iter_mut().map(|c| c.expr.count()).sum();
            }
            _ => {}
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        if self.ours > 0 {
            self.ours -= 1;
            return;
        }
        if self.language == Language::Sigma
            && let ExprKind::Call { name, arguments } = &mut expr.kind
            && sigma::reads_field(&name.text)
        {
            let fields = if name.text == sigma::MATCH {
                1
            } else {
                arguments.len()
            };
            let fields = arguments.iter_mut().take(fields);
            self.ours = fields.map(|argument| argument.value.count()).sum();
        }
        match &mut expr.kind {
            ExprKind::Binary {
                op, left, right, ..
            } => {
                // Numbers that are compared, added or multiplied; the other side is walked to later.
                if turned(*op).is_some() || is_arithmetic(*op) {
                    self.literal(left);
                    self.literal(right);
                }
                self.binary(expr);
            }
            ExprKind::In { op, list, .. } => {
                let other = match op {
                    InOp::In => Some(InOp::NotIn),
                    InOp::NotIn => Some(InOp::In),
                    InOp::InTilde => Some(InOp::NotInTilde),
                    InOp::NotInTilde => Some(InOp::InTilde),
                    InOp::HasAny | InOp::HasAll => None,
                };
                if let Some(other) = other
                    && self.now()
                {
                    *op = other;
                    let said = format!("`{}` negated", self.snippet(expr.span));
                    self.say(expr.span, said);
                    return;
                }
                self.list(list);
            }
            ExprKind::Between {
                negated, low, high, ..
            } => {
                self.literal(low);
                self.literal(high);
                if self.now() {
                    *negated = !*negated;
                    let said = format!("`{}` negated", self.snippet(expr.span));
                    self.say(expr.span, said);
                }
            }
            ExprKind::Call { name, arguments } if name.text == sigma::MATCH => {
                for (at, said) in sigma::patterns(arguments) {
                    if self.now() {
                        let gone = arguments.remove(at);
                        self.say(gone.value.span, said);
                        return;
                    }
                }
                if self.now() {
                    let said = format!("`{}` negated", self.snippet(expr.span));
                    let span = expr.span;
                    let test = std::mem::replace(&mut expr.kind, ExprKind::Star);
                    expr.kind = sigma::not(Expr { kind: test, span });
                    self.say(span, said);
                }
            }
            ExprKind::Call { name, arguments } => {
                if CHOOSERS.contains(&name.text.as_str()) {
                    for argument in arguments {
                        self.literal(&mut argument.value);
                    }
                } else if name.text == "not" && arguments.len() == 1 && self.now() {
                    let said = format!("`not` dropped from `{}`", self.snippet(expr.span));
                    let inner = arguments[0].value.clone();
                    let span = expr.span;
                    *expr = inner;
                    self.say(span, said);
                    return;
                }
                self.arms(expr);
            }
            ExprKind::Literal(Literal::Dynamic(_)) => self.array(expr),
            ExprKind::Datatable { values, .. } => {
                for value in values {
                    self.literal(value);
                }
                self.rows(expr);
            }
            _ => {}
        }
    }
}

/// Numbers that a `let` statement names.
fn knobs(query: &kql::Parsed, text: &str) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (at, statement) in query.tree.statements.iter().enumerate() {
        let Statement::Let {
            value: LetValue::Expr(_),
            ..
        } = statement
        else {
            continue;
        };
        for wanted in 0.. {
            let mut tree = query.tree.clone();
            let Some(Statement::Let {
                value: LetValue::Expr(value),
                ..
            }) = tree.statements.get_mut(at)
            else {
                break;
            };
            let mut change = Change {
                turn: Turn::of(wanted),
                text,
                language: Language::Kql,
                ours: 0,
            };
            change.literal(value);
            let Some((span, change)) = change.turn.made else {
                break;
            };
            let query = kql::Parsed {
                tree,
                diagnostics: Vec::new(),
            };
            mutants.push(Mutant {
                span,
                change,
                query,
            });
        }
    }
    mutants
}

/// The comparison that holds where this one does not.
fn turned(op: BinaryOp) -> Option<BinaryOp> {
    use BinaryOp as B;
    Some(match op {
        B::Equal => B::NotEqual,
        B::NotEqual => B::Equal,
        B::Less => B::GreaterOrEqual,
        B::LessOrEqual => B::Greater,
        B::Greater => B::LessOrEqual,
        B::GreaterOrEqual => B::Less,
        B::EqualTilde => B::BangTilde,
        B::BangTilde => B::EqualTilde,
        B::Has => B::NotHas,
        B::NotHas => B::Has,
        B::HasCs => B::NotHasCs,
        B::NotHasCs => B::HasCs,
        B::HasPrefix => B::NotHasPrefix,
        B::NotHasPrefix => B::HasPrefix,
        B::HasPrefixCs => B::NotHasPrefixCs,
        B::NotHasPrefixCs => B::HasPrefixCs,
        B::HasSuffix => B::NotHasSuffix,
        B::NotHasSuffix => B::HasSuffix,
        B::HasSuffixCs => B::NotHasSuffixCs,
        B::NotHasSuffixCs => B::HasSuffixCs,
        B::Contains => B::NotContains,
        B::NotContains => B::Contains,
        B::ContainsCs => B::NotContainsCs,
        B::NotContainsCs => B::ContainsCs,
        B::StartsWith => B::NotStartsWith,
        B::NotStartsWith => B::StartsWith,
        B::StartsWithCs => B::NotStartsWithCs,
        B::NotStartsWithCs => B::StartsWithCs,
        B::EndsWith => B::NotEndsWith,
        B::NotEndsWith => B::EndsWith,
        B::EndsWithCs => B::NotEndsWithCs,
        B::NotEndsWithCs => B::EndsWithCs,
        B::Like => B::NotLike,
        B::NotLike => B::Like,
        B::LikeCs => B::NotLikeCs,
        B::NotLikeCs => B::LikeCs,
        _ => return None,
    })
}

fn is_arithmetic(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide
    )
}

/// How a comparison is written.
fn word(op: BinaryOp) -> String {
    let zero = || {
        Box::new(Expr {
            kind: ExprKind::Name("x".to_owned()),
            span: Span::default(),
        })
    };
    let text = kql::print_expr(&Expr {
        kind: ExprKind::Binary {
            op,
            op_span: Span::default(),
            left: zero(),
            right: zero(),
        },
        span: Span::default(),
    });
    text.trim_start_matches('x')
        .trim_end_matches('x')
        .trim()
        .to_owned()
}
