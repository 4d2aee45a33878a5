//! How large the columns of a plan would be, were each written out over what is read.
//!
//! The optimizer moves a condition below a projection by writing the projection's expressions into
//! it. After `extend a = iff(c, f(a), a)` a condition on `a` names it twice, after twenty of them a
//! million times. So a column that would become large stays where it is.

use std::collections::BTreeMap;

use crate::bound::{Expr, ExprKind};
use crate::types::Column;

/// Parts of an expression from which on it is computed where it stands: more than people write, and
/// far from what takes time.
const MOST: usize = 2_000;

/// The parts of each column's expression, by its name; a name that is not here counts as one.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights(BTreeMap<String, usize>);

impl Weights {
    /// Where these expressions are the columns; also which of them have to stay where they are.
    pub(super) fn projected<'a>(
        &self,
        columns: impl IntoIterator<Item = (&'a Column, &'a Expr)>,
    ) -> (Self, Vec<bool>) {
        let mut weights = BTreeMap::new();
        let mut stay = Vec::new();
        for (column, expr) in columns {
            let weight = self.of(expr);
            stay.push(weight > MOST);
            if (2..=MOST).contains(&weight) {
                weights.insert(column.name.clone(), weight);
            }
        }
        (Self(weights), stay)
    }

    /// The weights of two tables next to each other, or one below the other.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (name, weight) in other.0 {
            let own = self.0.entry(name).or_default();
            *own = weight.max(*own);
        }
        self
    }

    fn of(&self, expr: &Expr) -> usize {
        match &expr.kind {
            ExprKind::Column(name) => self.0.get(name).copied().unwrap_or(1),
            _ => expr
                .children()
                .into_iter()
                .fold(1, |sum, part| sum.saturating_add(self.of(part))),
        }
    }
}
