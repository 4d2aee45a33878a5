//! The detection of a rule: named selections, and the condition over them.
//!
//! Conditions and the names of fields with their modifiers are read by the crate `rsigma-parser`. Its
//! reading of whole documents is not used: it keeps no places, takes `012` for 12, has no thresholds
//! that are no whole numbers, and lets a `temporal` correlation without a condition be met by one
//! rule of several.

use rsigma_parser::ast::{ConditionExpr, Quantifier, SelectorPattern};
use rsigma_parser::{SigmaParserError, parse_condition, parse_field_spec};
use vigie_syntax::yaml::{Node, Yaml};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::condition::{Condition, Field};
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
            let tree = match parse_condition(text) {
                Ok(tree) => tree,
                Err(error) => {
                    self.fail(unreadable(text, &error), place);
                    return None;
                }
            };
            any.push(self.resolved(&tree, &selections, &mut used, place, text)?);
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
        let spec = parse_field_spec(key).map_err(|error| match error {
            SigmaParserError::UnknownModifier(name) => {
                Fault::new("unknown-modifier", format!("there is no modifier `{name}`"))
            }
            other => Fault::new("unexpected-modifier", other.to_string().to_lowercase()),
        })?;
        let name = spec.name.filter(|name| !name.is_empty());
        let length = name.as_ref().map_or(key.len(), String::len);
        let field = name.map(|name| Field {
            name,
            span: Span::new(
                place.start as usize,
                (place.start as usize + length).min(place.end as usize),
            ),
        });
        match &value.value {
            Yaml::Scalar { .. } => self.values(field, &spec.modifiers, &[value], place),
            Yaml::List(items) => {
                let nested = items
                    .iter()
                    .any(|item| !matches!(item.value, Yaml::Scalar { .. }));
                if nested {
                    let what = "the values of a field are texts, numbers, true, false or null";
                    return Err(Fault::new("unexpected-value", what).at(place));
                }
                let items: Vec<&Node> = items.iter().collect();
                self.values(field, &spec.modifiers, &items, place)
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
        modifiers: &[rsigma_parser::ast::Modifier],
        nodes: &[&Node],
        place: Span,
    ) -> Result<Condition, Fault> {
        let values: Vec<(&Node, Span)> = nodes
            .iter()
            .map(|node| (*node, self.places.value(node)))
            .collect();
        values::condition(field, modifiers, &values, place, self.placeholders)
    }

    /// The condition with the selections in the place of their names.
    fn resolved(
        &mut self,
        tree: &ConditionExpr,
        selections: &[(String, Span, Condition)],
        used: &mut Vec<String>,
        place: Span,
        text: &str,
    ) -> Option<Condition> {
        let mut many = |reader: &mut Self, trees: &[ConditionExpr]| -> Option<Vec<Condition>> {
            trees
                .iter()
                .map(|tree| reader.resolved(tree, selections, used, place, text))
                .collect()
        };
        Some(match tree {
            ConditionExpr::And(all) => Condition::And(many(self, all)?),
            ConditionExpr::Or(any) => Condition::Or(many(self, any)?),
            ConditionExpr::Not(one) => {
                let one = self.resolved(one, selections, used, place, text)?;
                Condition::Not(Box::new(one))
            }
            ConditionExpr::Identifier(name) => {
                used.push(name.clone());
                let Some((_, _, condition)) = selections.iter().find(|(own, _, _)| own == name)
                else {
                    self.absent(name, selections, place, text);
                    return None;
                };
                condition.clone()
            }
            ConditionExpr::Selector {
                quantifier,
                pattern,
            } => {
                let meant: Vec<&(String, Span, Condition)> = selections
                    .iter()
                    .filter(|(name, _, _)| fits(pattern, name))
                    .collect();
                if meant.is_empty() {
                    self.absent(&pattern.to_string(), selections, place, text);
                    return None;
                }
                used.extend(meant.iter().map(|(name, _, _)| name.clone()));
                let conditions = meant.iter().map(|(_, _, c)| c.clone()).collect();
                match quantifier {
                    Quantifier::All => Condition::And(conditions),
                    Quantifier::Any | Quantifier::Count(1) => Condition::Or(conditions),
                    Quantifier::Count(count) => Condition::AtLeast(*count, conditions),
                }
            }
        })
    }

    fn absent(
        &mut self,
        name: &str,
        selections: &[(String, Span, Condition)],
        place: Span,
        text: &str,
    ) {
        let span = text.find(name).map_or(place, |at| {
            let start = place.start as usize + at;
            Span::new(start, start + name.len())
        });
        let span = if span.end > place.end { place } else { span };
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

/// Whether a pattern of names means a name; `them` leaves out those that begin with `_`.
fn fits(pattern: &SelectorPattern, name: &str) -> bool {
    match pattern {
        SelectorPattern::Them => !name.starts_with('_'),
        SelectorPattern::Pattern(pattern) => glob(pattern, name),
    }
}

/// Whether a text fits a pattern with `*`.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn unreadable(text: &str, error: &SigmaParserError) -> Fault {
    if text.contains('|') {
        return Fault::new(
            "unsupported-condition",
            "a condition with `|` is of the old Sigma; a correlation says the same today",
        );
    }
    if let SigmaParserError::ConditionTooLong(..) = error {
        return Fault::new("too-complex", "the condition is too long");
    }
    Fault::new(
        "syntax-error",
        "this is no condition over names of selections",
    )
}
