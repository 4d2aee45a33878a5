//! The detection of a rule: named selections, and the condition over them.

use vigie_syntax::yaml::{Node, Yaml};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::condition::{Condition, Field};
use super::expression::{self, Count, Expression};
use super::modifier::Modifier;
use super::places::Places;
use super::values::{self, Fault, Placeholders};

/// Lists and maps of a selection within one another.
const MOST_DEPTH: usize = 16;
/// Tests that the conditions of one rule may hold: a selection that is named twice counts twice.
const MOST_TESTS: usize = 50_000;

/// A detection that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// What an event must meet.
    pub condition: Condition,
    /// The selections, by name, and the place of each name.
    pub selections: Vec<(String, Span, Condition)>,
    /// The names that the condition uses.
    pub used: Vec<String>,
}

/// Reads `detection` of a rule or `filter` of a filter.
pub(crate) struct Reader<'a> {
    pub(crate) places: &'a Places<'a>,
    pub(crate) placeholders: Placeholders<'a>,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The detection of a node; `None` with a diagnostic where there is none.
    pub(crate) fn read(&mut self, node: &Node, place: Span) -> Option<Detection> {
        let mut selections = Vec::new();
        let mut sound = true;
        for (name, value) in node.entries() {
            if matches!(name.as_str(), "condition" | "timeframe" | "rules") {
                continue;
            }
            let place = self.places.key(name, value);
            match self.selection(value, place, 0) {
                Ok(condition) => selections.push((name.clone(), place, condition)),
                Err(fault) => {
                    self.fail(fault, place);
                    sound = false;
                }
            }
        }
        if !sound {
            return None;
        }
        let conditions = node.get("condition").map_or(&[][..], Node::items);
        if conditions.is_empty() {
            let what = "a detection requires a `condition`";
            self.fail(Fault::new("missing-condition", what), place);
            return None;
        }
        let mut used = Vec::new();
        let mut any = Vec::new();
        for condition in conditions {
            let place = self.places.value(condition);
            let text = condition.text().unwrap_or_default();
            let tree = match expression::parse(text) {
                Ok(tree) => tree,
                Err(fault) => {
                    self.fail(unreadable(text, &fault, place), place);
                    return None;
                }
            };
            any.push(self.resolved(&tree, &selections, &mut used, place)?);
        }
        let condition = if any.len() == 1 {
            any.swap_remove(0)
        } else {
            Condition::Or(any)
        };
        let mut tests = 0_usize;
        condition.each(&mut |_| tests += 1);
        if tests > MOST_TESTS {
            let what = "the conditions of the rule are too many";
            self.fail(Fault::new("too-many-values", what), place);
            return None;
        }
        Some(Detection {
            condition,
            selections,
            used,
        })
    }

    fn fail(&mut self, fault: Fault, place: Span) {
        let span = fault.span.unwrap_or(place);
        self.diagnostics
            .push(Diagnostic::error(fault.code, span, fault.message));
    }

    /// A map is all of its entries, a list any of its items, a text a keyword.
    fn selection(&self, node: &Node, place: Span, depth: usize) -> Result<Condition, Fault> {
        if depth > MOST_DEPTH {
            let what = "selections nest too deeply";
            return Err(Fault::new("too-complex", what).at(place));
        }
        match &node.value {
            Yaml::Map(entries) => {
                let each = entries.iter().map(|(key, value)| {
                    let place = self.places.key(key, value);
                    self.entry(key, value, place, depth)
                        .map_err(|e| e.at(place))
                });
                Ok(Condition::And(each.collect::<Result<_, _>>()?))
            }
            Yaml::List(items) => {
                let (keywords, others): (Vec<&Node>, Vec<&Node>) = items
                    .iter()
                    .partition(|item| matches!(item.value, Yaml::Scalar { .. }));
                let mut any = Vec::new();
                if !keywords.is_empty() {
                    any.push(self.values(None, &[], &keywords, place)?);
                }
                for other in others {
                    let place = self.places.value(other);
                    any.push(self.selection(other, place, depth + 1)?);
                }
                if any.is_empty() {
                    return Err(Fault::new("empty-list", "a list of values is empty").at(place));
                }
                Ok(if any.len() == 1 {
                    any.swap_remove(0)
                } else {
                    Condition::Or(any)
                })
            }
            Yaml::Scalar { .. } => self.values(None, &[], &[node], place),
        }
    }

    /// `field|modifier: value` or a list of values.
    fn entry(
        &self,
        key: &str,
        value: &Node,
        place: Span,
        depth: usize,
    ) -> Result<Condition, Fault> {
        let mut words = key.split('|');
        let name = words.next().unwrap_or_default();
        let modifiers = words.map(|word| {
            Modifier::named(word).ok_or_else(|| {
                let what = match word {
                    "not" => "`not` stands in the condition, not behind a field".to_owned(),
                    _ => format!("there is no modifier `{word}`"),
                };
                Fault::new("unknown-modifier", what)
            })
        });
        let modifiers: Vec<Modifier> = modifiers.collect::<Result<_, _>>()?;
        let start = place.start as usize;
        let field = (!name.is_empty()).then(|| Field {
            name: name.to_owned(),
            span: Span::new(start, (start + name.len()).min(place.end as usize)),
        });
        match &value.value {
            Yaml::Scalar { .. } => self.values(field, &modifiers, &[value], place),
            Yaml::List(items) => {
                let nested = items
                    .iter()
                    .any(|item| !matches!(item.value, Yaml::Scalar { .. }));
                if nested {
                    let what = "the values of a field are texts, numbers, true, false or null";
                    return Err(Fault::new("unexpected-value", what).at(place));
                }
                let items: Vec<&Node> = items.iter().collect();
                self.values(field, &modifiers, &items, place)
            }
            Yaml::Map(_) if field.is_some() && depth == 0 => {
                let what = "the values of a field are texts, numbers, true, false or null";
                Err(Fault::new("unexpected-value", what).at(place))
            }
            Yaml::Map(_) => self.selection(value, place, depth + 1),
        }
    }

    fn values(
        &self,
        field: Option<Field>,
        modifiers: &[Modifier],
        nodes: &[&Node],
        place: Span,
    ) -> Result<Condition, Fault> {
        let values: Vec<(&Node, Span)> = nodes
            .iter()
            .map(|node| (*node, self.places.value(node)))
            .collect();
        values::condition(field, modifiers, &values, place, self.placeholders)
    }

    /// The condition with the selections in the place of their names. The parser bounds the depth.
    fn resolved(
        &mut self,
        tree: &Expression,
        selections: &[(String, Span, Condition)],
        used: &mut Vec<String>,
        place: Span,
    ) -> Option<Condition> {
        let mut many = |reader: &mut Self, trees: &[Expression]| -> Option<Vec<Condition>> {
            trees
                .iter()
                .map(|tree| reader.resolved(tree, selections, used, place))
                .collect()
        };
        Some(match tree {
            Expression::And(all) => Condition::And(many(self, all)?),
            Expression::Or(any) => Condition::Or(many(self, any)?),
            Expression::Not(one) => {
                let one = self.resolved(one, selections, used, place)?;
                Condition::Not(Box::new(one))
            }
            Expression::Name(name, span) => {
                used.push(name.clone());
                let Some((_, _, condition)) = selections.iter().find(|(own, _, _)| own == name)
                else {
                    self.absent(name, selections, within(place, *span));
                    return None;
                };
                condition.clone()
            }
            Expression::Some {
                count,
                pattern,
                span,
            } => {
                let meant: Vec<&(String, Span, Condition)> = selections
                    .iter()
                    .filter(|(name, _, _)| pattern.fits(name))
                    .collect();
                if meant.is_empty() {
                    self.absent(&pattern.to_string(), selections, within(place, *span));
                    return None;
                }
                used.extend(meant.iter().map(|(name, _, _)| name.clone()));
                let conditions = meant.iter().map(|(_, _, c)| c.clone()).collect();
                match count {
                    Count::All => Condition::And(conditions),
                    Count::AtLeast(1) => Condition::Or(conditions),
                    Count::AtLeast(count) => Condition::AtLeast(*count, conditions),
                }
            }
        })
    }

    fn absent(&mut self, name: &str, selections: &[(String, Span, Condition)], span: Span) {
        let mut diagnostic = Diagnostic::error(
            "unknown-selection",
            span,
            format!("the detection has no selection `{name}`"),
        );
        if let Some(near) = nearest(name, selections.iter().map(|(n, _, _)| n.as_str())) {
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
        }
        self.diagnostics.push(diagnostic);
    }
}

/// A place within a text that stands at a place; that whole place, where the text was not written
/// in one piece.
fn within(place: Span, inner: Span) -> Span {
    let moved = Span::new(
        (place.start + inner.start) as usize,
        (place.start + inner.end) as usize,
    );
    if moved.end <= place.end { moved } else { place }
}

fn unreadable(text: &str, fault: &expression::Fault, place: Span) -> Fault {
    if text.contains('|') {
        return Fault::new(
            "unsupported-condition",
            "a condition with `|` is of the old Sigma; a correlation says the same today",
        );
    }
    Fault::new("syntax-error", fault.message).at(within(place, fault.at))
}
