//! The values that expressions may have, and what a condition says about those it is about.

use std::cell::Cell;

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::constant;
use vigie_engine::text::case;
use vigie_engine::types::timespan::DAY;
use vigie_engine::types::{Type, Value};

use super::state::{State, field};
use super::test::{Order, Test, test};
use super::texts::{Case, Edge, Holds, Piece, Text};
use super::{Abstract, MAX_TEXTS, Set, ordinal};

/// Which outcomes a bool expression may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    pub yes: bool,
    pub no: bool,
    pub null: bool,
}

/// What is asked of the outcome of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Yes,
    No,
    /// False or null: what the next branch of a `case` sees.
    NotYes,
    NotNo,
}

impl Truth {
    const ANY: Self = Self {
        yes: true,
        no: true,
        null: true,
    };

    fn allows(self, want: Want) -> bool {
        match want {
            Want::Yes => self.yes,
            Want::No => self.no,
            Want::NotYes => self.no || self.null,
            Want::NotNo => self.yes || self.null,
        }
    }
}

impl Want {
    fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::NotYes => Self::NotNo,
            Self::NotNo => Self::NotYes,
        }
    }
}

/// Evaluates expressions, and stops knowing anything when that takes too long.
#[derive(Debug)]
pub struct Evaluator {
    fuel: Cell<u64>,
}

/// Values that a function is computed for, each on its own.
const MAX_CASES: usize = 64;

impl Evaluator {
    /// With so many steps to take.
    pub fn new(fuel: u64) -> Self {
        Self {
            fuel: Cell::new(fuel),
        }
    }

    /// Whether all steps are taken; then nothing that it said counts.
    pub fn is_spent(&self) -> bool {
        self.fuel.get() == 0
    }

    fn spend(&self, steps: usize) -> bool {
        let left = self.fuel.get().saturating_sub(steps as u64 + 1);
        self.fuel.set(left);
        left > 0
    }

    /// What values an expression may have.
    pub fn value(&self, expr: &Expr, state: &State) -> Abstract {
        if !self.spend(0) {
            return Abstract::any(expr.ty);
        }
        let own = self.own_value(expr, state);
        match state.expr(expr) {
            Some(fact) if !matches!(expr.kind, ExprKind::Column(_)) => own.meet(&fact.value),
            _ => own,
        }
    }

    fn own_value(&self, expr: &Expr, state: &State) -> Abstract {
        match &expr.kind {
            ExprKind::Literal(value) => Abstract::constant(value, expr.ty),
            ExprKind::Column(name) => match state.column(name) {
                Some(fact) => (*fact.value).clone(),
                None => Abstract::any(expr.ty),
            },
            ExprKind::Field { row, index } => match state.column(&field(row, *index)) {
                Some(fact) => (*fact.value).clone(),
                None => Abstract::any(expr.ty),
            },
            ExprKind::Convert(inner) => self.converted(expr, inner, state),
            ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_) => {
                bools(self.truth(expr, state))
            }
            ExprKind::Call { .. } | ExprKind::InList { .. } if test(expr).is_some() => {
                bools(self.truth(expr, state))
            }
            ExprKind::InList { .. } => Abstract::any(expr.ty),
            ExprKind::Call { function, args } => self.call(expr, function.name, args, state),
            ExprKind::Case {
                branches,
                otherwise,
            } => {
                let mut found: Option<Abstract> = None;
                let mut add = |value: Abstract| {
                    found = Some(match found.take() {
                        Some(so_far) => so_far.union(&value),
                        None => value,
                    });
                };
                let mut rest = Some(state.clone());
                for (condition, value) in branches {
                    let Some(reaching) = &rest else { break };
                    if let Some(taken) = self.assume(condition, Want::Yes, reaching) {
                        add(self.value(value, &taken));
                    }
                    rest = self.assume(condition, Want::NotYes, reaching);
                }
                if let Some(rest) = rest {
                    add(self.value(otherwise, &rest));
                }
                found.unwrap_or_else(|| Abstract::any(expr.ty))
            }
            ExprKind::InTable { .. }
            | ExprKind::Scalar(_)
            | ExprKind::Array(_)
            | ExprKind::Moving { .. } => Abstract::any(expr.ty),
        }
    }

    fn converted(&self, expr: &Expr, inner: &Expr, state: &State) -> Abstract {
        let value = self.value(inner, state);
        match (inner.ty, expr.ty, &value.set) {
            (Type::Bool | Type::Int, Type::Int | Type::Long, Set::Ranges(_)) => return value,
            (Type::Int | Type::Long, Type::Real, Set::Ranges(ranges)) => {
                let real = |at: i128| ordinal(&Value::Real(at as f64));
                let ends = ranges
                    .iter()
                    .map(|(low, high)| Some((real(*low)?, real(*high)?)));
                if let Some(ranges) = ends.collect::<Option<Vec<_>>>() {
                    return Abstract {
                        set: Set::Ranges(ranges),
                        null: value.null,
                    };
                }
            }
            _ => {}
        }
        self.each(expr, &[inner], state, |args| {
            let kind = ExprKind::Convert(Box::new(args.into_iter().next()?));
            Some(Expr {
                kind,
                ty: expr.ty,
                span: expr.span,
            })
        })
    }

    /// The values of an expression, computed for every value that its parts may have.
    fn each(
        &self,
        expr: &Expr,
        parts: &[&Expr],
        state: &State,
        with: impl Fn(Vec<Expr>) -> Option<Expr>,
    ) -> Abstract {
        let any = || Abstract::any(expr.ty);
        let mut cases: Vec<Vec<Expr>> = vec![Vec::new()];
        for part in parts {
            let Some(values) = self.value(part, state).values(part.ty, MAX_CASES) else {
                return any();
            };
            if cases.len() * values.len() > MAX_CASES {
                return any();
            }
            let longer = cases.iter().flat_map(|case| {
                values.iter().map(|value| {
                    let mut case = case.clone();
                    case.push(Expr::literal(value.clone(), part.ty, part.span));
                    case
                })
            });
            cases = longer.collect();
        }
        let mut found: Option<Abstract> = None;
        for case in cases {
            if !self.spend(16) {
                return any();
            }
            let Some(value) = with(case).and_then(|e| constant(&e)) else {
                return any();
            };
            let value = Abstract::constant(&value, expr.ty);
            found = Some(match found {
                Some(so_far) => so_far.union(&value),
                None => value,
            });
        }
        found.unwrap_or_else(any)
    }

    fn call(&self, expr: &Expr, name: &str, args: &[Expr], state: &State) -> Abstract {
        let whole = |low: i128, high: i128| Abstract::range(low, high).or_missing(expr.ty);
        match (name, args) {
            ("tostring", [text]) if text.ty == Type::String => return self.value(text, state),
            ("tolower" | "toupper", [text]) => {
                let case = if name == "tolower" {
                    Case::Lower
                } else {
                    Case::Upper
                };
                let texts = texts_of(&self.value(text, state));
                return Abstract::texts(texts.iter().map(|t| recased(t, case)).collect());
            }
            ("strcat", _) => {
                let parts: Vec<&Expr> = args.iter().collect();
                let exact = self.same_call(expr, &parts, state);
                return if exact.is_any(expr.ty) {
                    self.joined(args, state)
                } else {
                    exact
                };
            }
            ("coalesce" | "max_of" | "min_of", [first, others @ ..])
                if args.iter().all(|a| a.ty == expr.ty) =>
            {
                let first = self.value(first, state);
                let all = others.iter().map(|a| self.value(a, state));
                return all.fold(first, |a, b| a.union(&b));
            }
            ("hourofday", _) => return whole(0, 23),
            ("dayofmonth", _) => return whole(1, 31),
            ("dayofyear", _) => return whole(1, 366),
            ("monthofyear" | "getmonth", _) => return whole(1, 12),
            ("dayofweek", _) => return whole(0, i128::from(6 * DAY)),
            ("strlen" | "string_size" | "array_length" | "countof", _) => {
                return whole(0, i128::from(i64::MAX));
            }
            ("indexof", _) => return whole(-1, i128::from(i64::MAX)),
            ("add" | "subtract", [a, b]) => {
                if let Some(sum) = self.sum(expr, name == "subtract", a, b, state) {
                    return sum;
                }
            }
            _ => {}
        }
        if name == "rand" || args.is_empty() {
            return Abstract::any(expr.ty);
        }
        let parts: Vec<&Expr> = args.iter().collect();
        self.same_call(expr, &parts, state)
    }

    fn same_call(&self, expr: &Expr, parts: &[&Expr], state: &State) -> Abstract {
        let ExprKind::Call { function, .. } = expr.kind else {
            return Abstract::any(expr.ty);
        };
        self.each(expr, parts, state, |args| {
            Some(Expr {
                kind: ExprKind::Call { function, args },
                ty: expr.ty,
                span: expr.span,
            })
        })
    }

    /// Sums and differences of whole numbers and times.
    fn sum(&self, expr: &Expr, minus: bool, a: &Expr, b: &Expr, state: &State) -> Option<Abstract> {
        if matches!(expr.ty, Type::Real | Type::Decimal | Type::Dynamic) {
            return None;
        }
        let (a, b) = (self.value(a, state), self.value(b, state));
        let (Set::Ranges(x), Set::Ranges(y)) = (&a.set, &b.set) else {
            return None;
        };
        let (low, high) = (x.first()?.0, x.last()?.1);
        let (from, to) = (y.first()?.0, y.last()?.1);
        let (low, high) = if minus {
            (low - to, high - from)
        } else {
            (low + from, high + to)
        };
        let fits = i64::try_from(low).is_ok() && i64::try_from(high).is_ok();
        fits.then(|| Abstract {
            // A sum may leave what its type holds, and is null then.
            null: a.null || b.null || matches!(expr.ty, Type::Datetime | Type::Timespan),
            ..Abstract::range(low, high)
        })
    }

    /// What is known of texts one after another.
    fn joined(&self, args: &[Expr], state: &State) -> Abstract {
        let mut pieces = Vec::new();
        let mut run = String::new();
        let mut left = Edge::End;
        for arg in args {
            let value = self.value(arg, state);
            match value.values(arg.ty, 1).as_deref() {
                Some([Value::String(text)]) => run.push_str(text),
                _ => {
                    if !run.is_empty() {
                        pieces.push(Piece::new(&run, left, Edge::Any, true));
                        run.clear();
                    }
                    left = Edge::Any;
                }
            }
        }
        if !run.is_empty() {
            pieces.push(Piece::new(&run, left, Edge::End, true));
        }
        Abstract::texts(vec![Text {
            pieces,
            ..Text::default()
        }])
    }

    /// Which outcomes a condition may have.
    pub fn truth(&self, expr: &Expr, state: &State) -> Truth {
        if !self.spend(0) {
            return Truth::ANY;
        }
        match &expr.kind {
            ExprKind::And(a, b) => {
                let (a, b) = (self.truth(a, state), self.truth(b, state));
                Truth {
                    yes: a.yes && b.yes && self.assume(expr, Want::Yes, state).is_some(),
                    no: a.no || b.no,
                    null: a.null || b.null,
                }
            }
            ExprKind::Or(a, b) => {
                let (a, b) = (self.truth(a, state), self.truth(b, state));
                Truth {
                    yes: a.yes || b.yes,
                    no: a.no && b.no,
                    null: a.null || b.null,
                }
            }
            ExprKind::Not(e) => {
                let e = self.truth(e, state);
                Truth {
                    yes: e.no,
                    no: e.yes,
                    null: e.null,
                }
            }
            _ => match test(expr) {
                Some(test) => self.tested(&test, state),
                None => of_bools(&self.value(expr, state)),
            },
        }
    }

    fn tested(&self, test: &Test<'_>, state: &State) -> Truth {
        let value = self.value(test.operand(), state);
        match test {
            Test::Pieces {
                any, all, negated, ..
            } => {
                let texts = texts_of(&value);
                self.spend(texts.len() * any.len());
                let (mut yes, mut no) = (false, false);
                for text in &texts {
                    let mut holds = any.iter().map(|piece| text.holds(piece));
                    let decided = if *all {
                        if holds.clone().all(|h| h == Holds::Always) {
                            Holds::Always
                        } else if holds.any(|h| h == Holds::Never) {
                            Holds::Never
                        } else {
                            Holds::Sometimes
                        }
                    } else if holds.clone().any(|h| h == Holds::Always) {
                        Holds::Always
                    } else if holds.all(|h| h == Holds::Never) {
                        Holds::Never
                    } else {
                        Holds::Sometimes
                    };
                    yes |= decided != Holds::Never;
                    no |= decided != Holds::Always;
                }
                Truth {
                    yes: if *negated { no } else { yes },
                    no: if *negated { yes } else { no },
                    null: false,
                }
            }
            Test::Number {
                ranges,
                order,
                operand,
            } => {
                let inside = value.meet(&Abstract {
                    set: Set::Ranges(ranges.clone()),
                    null: false,
                });
                // What null and NaN give depends on the comparison.
                let open = value.null || operand.ty == Type::Real;
                let outside = match &value.set {
                    Set::Ranges(own) => !own
                        .iter()
                        .all(|own| ranges.iter().any(|r| r.0 <= own.0 && own.1 <= r.1)),
                    _ => true,
                };
                let (inside, outside) = (!inside.is_impossible(), outside);
                let differs = *order == Order::Differs;
                Truth {
                    yes: if differs { outside || open } else { inside },
                    no: if differs { inside } else { outside } || open,
                    null: value.null,
                }
            }
        }
    }

    /// What is known of the rows for which a condition has such an outcome; `None` when there can be
    /// no such row.
    pub fn assume(&self, expr: &Expr, want: Want, state: &State) -> Option<State> {
        if !self.spend(4) {
            return Some(state.clone());
        }
        match (&expr.kind, want) {
            (ExprKind::And(a, b), Want::Yes | Want::NotNo)
            | (ExprKind::Or(a, b), Want::No | Want::NotYes) => {
                let first = self.assume(a, want, state)?;
                self.assume(b, want, &first)
            }
            (ExprKind::And(a, b) | ExprKind::Or(a, b), _) => {
                match (self.assume(a, want, state), self.assume(b, want, state)) {
                    (Some(a), Some(b)) => Some(a.union(&b)),
                    (one, other) => one.or(other),
                }
            }
            (ExprKind::Not(e), _) => self.assume(e, want.negated(), state),
            _ => match test(expr) {
                Some(test) => self.narrowed(&test, expr, want, state),
                None => {
                    let truth = of_bools(&self.value(expr, state));
                    truth.allows(want).then(|| state.clone())
                }
            },
        }
    }

    fn narrowed(&self, test: &Test<'_>, expr: &Expr, want: Want, state: &State) -> Option<State> {
        if !self.tested(test, state).allows(want) {
            return None;
        }
        let holds = matches!(want, Want::Yes | Want::NotNo);
        let mut next = state.clone();
        match test {
            Test::Pieces {
                operand,
                any,
                all,
                negated,
            } => {
                let holds = holds != *negated;
                let texts = texts_of(&self.value(operand, state));
                self.spend(texts.len() * any.len());
                let narrowed = narrow(texts, any, *all, holds);
                let plain = narrowed.len() > MAX_TEXTS;
                if !plain {
                    next.set_expr(operand, Abstract::texts(narrowed), expr.span);
                }
                // What `tolower(x)` has in it, `x` has in some case.
                if let ExprKind::Call { function, args } = &operand.kind
                    && matches!(function.name, "tolower" | "toupper" | "tostring")
                    && let [inner] = args.as_slice()
                    && inner.ty == Type::String
                    && holds
                {
                    let exact = function.name == "tostring";
                    let loose = any
                        .iter()
                        .map(|p| if exact { p.clone() } else { p.loose() });
                    let loose: Vec<Piece> = loose.collect();
                    let texts = texts_of(&self.value(inner, state));
                    let narrowed = narrow(texts, &loose, *all, true);
                    if narrowed.len() <= MAX_TEXTS && !narrowed.is_empty() {
                        next.set_expr(inner, Abstract::texts(narrowed), expr.span);
                    }
                }
            }
            Test::Number {
                operand,
                ranges,
                order,
            } => {
                let inside = holds != (*order == Order::Differs);
                let value = self.value(operand, state);
                if inside {
                    let mut met = value.meet(&Abstract {
                        set: Set::Ranges(ranges.clone()),
                        null: true,
                    });
                    met.null &= want != Want::Yes;
                    next.set_expr(operand, met, expr.span);
                } else if operand.ty != Type::Real
                    && let Some(outside) = complement(ranges, operand.ty)
                {
                    let met = value.meet(&Abstract {
                        set: Set::Ranges(outside),
                        null: true,
                    });
                    next.set_expr(operand, met, expr.span);
                }
            }
        }
        Some(next)
    }
}

/// The texts of a value, all of them being one kind when nothing is known.
fn texts_of(value: &Abstract) -> Vec<Text> {
    value
        .as_texts()
        .map_or_else(|| vec![Text::default()], <[Text]>::to_vec)
}

fn narrow(texts: Vec<Text>, pieces: &[Piece], all: bool, holds: bool) -> Vec<Text> {
    let mut out = Vec::new();
    for text in texts {
        match (all, holds) {
            (true, true) => {
                let with = pieces.iter().try_fold(text, |text, piece| text.with(piece));
                out.extend(with);
            }
            (false, false) => {
                let without = pieces
                    .iter()
                    .try_fold(text, |text, piece| text.without(piece));
                out.extend(without);
            }
            (false, true) => {
                if pieces.iter().any(|p| text.holds(p) == Holds::Always) {
                    out.push(text);
                } else {
                    out.extend(pieces.iter().filter_map(|piece| text.with(piece)));
                }
            }
            (true, false) => {
                if pieces.iter().any(|p| text.holds(p) == Holds::Never) {
                    out.push(text);
                } else {
                    out.extend(pieces.iter().filter_map(|piece| text.without(piece)));
                }
            }
        }
        if out.len() > MAX_TEXTS {
            break;
        }
    }
    out
}

/// The ordinals of a type outside of some ranges.
fn complement(ranges: &[(i128, i128)], ty: Type) -> Option<Vec<(i128, i128)>> {
    let (least, most) = match ty {
        Type::Bool => (0, 1),
        Type::Int => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Type::Long | Type::Datetime | Type::Timespan => {
            (i128::from(i64::MIN), i128::from(i64::MAX))
        }
        _ => return None,
    };
    let mut out = Vec::new();
    let mut from = least;
    for (low, high) in ranges {
        if from < *low {
            out.push((from, low - 1));
        }
        from = from.max(high.saturating_add(1));
    }
    if from <= most {
        out.push((from, most));
    }
    Some(out)
}

fn bools(truth: Truth) -> Abstract {
    let set = match (truth.no, truth.yes) {
        (true, true) => vec![(0, 1)],
        (true, false) => vec![(0, 0)],
        (false, true) => vec![(1, 1)],
        (false, false) => Vec::new(),
    };
    Abstract {
        set: Set::Ranges(set),
        null: truth.null,
    }
}

fn of_bools(value: &Abstract) -> Truth {
    let Set::Ranges(ranges) = &value.set else {
        return Truth::ANY;
    };
    Truth {
        yes: ranges.iter().any(|r| r.0 <= 1 && 1 <= r.1),
        no: ranges.iter().any(|r| r.0 <= 0 && 0 <= r.1),
        null: value.null,
    }
}

/// The same texts in another case.
fn recased(text: &Text, to: Case) -> Text {
    let map = |text: &str| -> String {
        let one = match to {
            Case::Lower => case::lower,
            Case::Upper => case::upper,
        };
        text.chars().map(one).collect()
    };
    let pieces = text.pieces.iter();
    let pieces = pieces.map(|p| Piece::new(&map(&p.text), p.left, p.right, true));
    let lacks = text.lacks.iter().filter(|p| !p.cased).cloned();
    Text {
        pieces: pieces.collect(),
        lacks: lacks.collect(),
        case: Some(to),
    }
}
