//! What values an expression may have: the values of the analysis.
//!
//! Everything here errs to one side: a value that may come up is always admitted.

pub mod evaluate;
pub mod state;
pub mod test;
pub mod texts;

use vigie_engine::types::{Type, Value};

use self::texts::{Holds, Piece, Text};

/// What values an expression may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abstract {
    pub set: Set,
    /// Whether it may be null.
    pub null: bool,
}

/// The values that are not null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    Any,
    /// One of these texts.
    Texts(Vec<Text>),
    /// In one of these ranges, both ends within, sorted and apart: numbers as [`ordinal`] has them.
    Ranges(Vec<(i128, i128)>),
}

/// Texts that are told apart; beyond that anything may be.
pub const MAX_TEXTS: usize = 512;
const MAX_RANGES: usize = 256;
/// Characters of a list of values that is shown.
const SHOWN: usize = 44;

/// A number whose order is that of the values of its type. Reals keep their order; the other types
/// are whole numbers. `None` for what has no order, and for NaN.
pub fn ordinal(value: &Value) -> Option<i128> {
    Some(match value {
        Value::Bool(b) => i128::from(*b),
        Value::Int(i) => i128::from(*i),
        Value::Long(i) | Value::Datetime(i) | Value::Timespan(i) => i128::from(*i),
        Value::Real(r) if !r.is_nan() => {
            // Both zeros are one value.
            let bits = (r + 0.0).to_bits() as i64;
            i128::from(if bits < 0 { bits ^ i64::MAX } else { bits })
        }
        Value::Decimal(d) => *d,
        _ => return None,
    })
}

/// The value that an ordinal of a type stands for.
pub fn value_of(ordinal: i128, ty: Type) -> Option<Value> {
    let whole = i64::try_from(ordinal).ok()?;
    Some(match ty {
        Type::Bool => Value::Bool(whole != 0),
        Type::Int => Value::Int(i32::try_from(whole).ok()?),
        Type::Long => Value::Long(whole),
        Type::Datetime => Value::Datetime(whole),
        Type::Timespan => Value::Timespan(whole),
        Type::Real => {
            let bits = if whole < 0 { whole ^ i64::MAX } else { whole };
            Value::Real(f64::from_bits(bits as u64))
        }
        _ => return None,
    })
}

impl Abstract {
    /// Anything of a type. A text is never null.
    pub fn any(ty: Type) -> Self {
        let set = match ty {
            Type::Bool => Set::Ranges(vec![(0, 1)]),
            _ => Set::Any,
        };
        Self {
            set,
            null: ty != Type::String,
        }
    }

    /// One value.
    pub fn constant(value: &Value, ty: Type) -> Self {
        match (ty, value) {
            (Type::String, Value::String(text)) => Self::texts(vec![Text::whole(text)]),
            (_, Value::Null) => Self {
                set: Set::Ranges(Vec::new()),
                null: true,
            },
            (
                Type::Bool
                | Type::Int
                | Type::Long
                | Type::Real
                | Type::Decimal
                | Type::Datetime
                | Type::Timespan,
                _,
            ) => match ordinal(value) {
                Some(at) => Self::range(at, at),
                None => Self::any(ty),
            },
            _ => Self {
                set: Set::Any,
                null: false,
            },
        }
    }

    pub fn texts(texts: Vec<Text>) -> Self {
        Self {
            set: Set::Texts(texts),
            null: false,
        }
    }

    /// Numbers between two, both within.
    pub fn range(low: i128, high: i128) -> Self {
        Self {
            set: Set::Ranges(if low <= high {
                vec![(low, high)]
            } else {
                Vec::new()
            }),
            null: false,
        }
    }

    /// Also null; of a text, also the empty one.
    #[must_use]
    pub fn or_missing(mut self, ty: Type) -> Self {
        if ty == Type::String {
            if let Set::Texts(texts) = &mut self.set
                && !texts.iter().any(|t| t.only() == Some(""))
            {
                texts.push(Text::whole(""));
            }
        } else {
            self.null = true;
        }
        self
    }

    /// Whether there is no value at all.
    pub fn is_impossible(&self) -> bool {
        !self.null
            && match &self.set {
                Set::Any => false,
                Set::Texts(texts) => texts.is_empty(),
                Set::Ranges(ranges) => ranges.is_empty(),
            }
    }

    /// Whether nothing is known but the type.
    pub fn is_any(&self, ty: Type) -> bool {
        *self == Self::any(ty)
    }

    /// What may be either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let set = match (&self.set, &other.set) {
            (Set::Texts(a), Set::Texts(b)) => {
                let mut texts = a.clone();
                texts.extend(b.iter().filter(|t| !a.contains(t)).cloned());
                if texts.len() > MAX_TEXTS {
                    Set::Any
                } else {
                    Set::Texts(texts)
                }
            }
            (Set::Ranges(a), Set::Ranges(b)) => {
                Set::Ranges(tidy(a.iter().chain(b).copied().collect()))
            }
            // No value at all has no kind.
            (Set::Ranges(none), other) | (other, Set::Ranges(none)) if none.is_empty() => {
                other.clone()
            }
            (Set::Texts(none), other) | (other, Set::Texts(none)) if none.is_empty() => {
                other.clone()
            }
            _ => Set::Any,
        };
        Self {
            set,
            null: self.null || other.null,
        }
    }

    /// What is known when both are true of one value: the narrower of the two.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let set = match (&self.set, &other.set) {
            (Set::Any, other) => other.clone(),
            (own, Set::Any) => own.clone(),
            (Set::Ranges(a), Set::Ranges(b)) => {
                let both = a.iter().flat_map(|x| {
                    b.iter()
                        .map(move |y| (x.0.max(y.0), x.1.min(y.1)))
                        .filter(|(low, high)| low <= high)
                });
                Set::Ranges(tidy(both.collect()))
            }
            (Set::Texts(a), Set::Texts(b)) => Set::Texts(if b.len() < a.len() {
                b.clone()
            } else {
                a.clone()
            }),
            (own, _) => own.clone(),
        };
        Self {
            set,
            null: self.null && other.null,
        }
    }

    /// The texts, when they are known.
    pub fn as_texts(&self) -> Option<&[Text]> {
        match &self.set {
            Set::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// Every value it may have, when there are few and each is known.
    pub fn values(&self, ty: Type, most: usize) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        match &self.set {
            Set::Any => return None,
            Set::Texts(texts) => {
                if texts.len() > most {
                    return None;
                }
                for text in texts {
                    values.push(Value::string(text.only()?));
                }
            }
            Set::Ranges(ranges) => {
                for (low, high) in ranges {
                    if high.checked_sub(*low)? >= most as i128 || values.len() > most {
                        return None;
                    }
                    if ty == Type::Real && low != high {
                        return None;
                    }
                    for at in *low..=*high {
                        values.push(value_of(at, ty)?);
                    }
                }
            }
        }
        if self.null {
            values.push(Value::Null);
        }
        (values.len() <= most).then_some(values)
    }

    /// Whether its text has a piece.
    pub fn text_holds(&self, piece: &Piece) -> Holds {
        let Some(texts) = self.as_texts() else {
            return Text::default().holds(piece);
        };
        let mut all = texts.iter().map(|t| t.holds(piece));
        let first = all.next().unwrap_or(Holds::Sometimes);
        if all.all(|h| h == first) {
            first
        } else {
            Holds::Sometimes
        }
    }

    /// As people read it, when it is known well enough: `` `A`, `B` or `C` ``.
    pub fn shown(&self, ty: Type) -> Option<String> {
        let mut parts: Vec<String> = match &self.set {
            Set::Any => return None,
            Set::Texts(texts) => texts.iter().map(Text::shown).collect::<Option<_>>()?,
            Set::Ranges(ranges) => ranges
                .iter()
                .map(|(low, high)| shown_range(*low, *high, ty))
                .collect::<Option<_>>()?,
        };
        if self.null {
            parts.push("null".to_owned());
        }
        parts.dedup();
        let mut room = SHOWN;
        let fits = parts.iter().take_while(|part| {
            room = room.saturating_sub(part.chars().count() + 2);
            room > 0
        });
        let few = fits.count().max(1);
        if few < parts.len() {
            let more = parts.len() - few;
            parts.truncate(few);
            parts.push(format!("{more} other{}", if more == 1 { "" } else { "s" }));
        }
        match parts.split_last() {
            None => None,
            Some((only, [])) => Some(only.clone()),
            Some((last, others)) => Some(format!("{} or {last}", others.join(", "))),
        }
    }
}

fn shown_range(low: i128, high: i128, ty: Type) -> Option<String> {
    let text = |at: i128| value_of(at, ty).map(|v| v.to_text());
    let least = low <= i128::from(i64::MIN);
    let most = high >= i128::from(i64::MAX);
    Some(match (least, most) {
        (true, true) => return None,
        (true, false) => format!("at most {}", text(high)?),
        (false, true) => format!("at least {}", text(low)?),
        _ if low == high => text(low)?,
        _ => format!("{} to {}", text(low)?, text(high)?),
    })
}

/// Sorted and apart; one range for all when there are too many.
fn tidy(mut ranges: Vec<(i128, i128)>) -> Vec<(i128, i128)> {
    ranges.sort_unstable();
    let mut out: Vec<(i128, i128)> = Vec::new();
    for (low, high) in ranges {
        match out.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => out.push((low, high)),
        }
    }
    if out.len() > MAX_RANGES
        && let (Some(first), Some(last)) = (out.first().copied(), out.last().copied())
    {
        out = vec![(first.0, last.1)];
    }
    out
}
