//! A condition as the `detection` of a Sigma rule: named selections, and the condition over them.

use std::collections::BTreeSet;

use super::logic::{Ask, Logic, Scalar, listed};
use super::yaml::{self, Writer};

/// Selections by name, and the condition.
#[derive(Debug, Default)]
pub(super) struct Detection {
    selections: Vec<(String, Selection)>,
    condition: String,
}

/// One or several maps: all of a map, any of several.
type Selection = Vec<Vec<Ask>>;

/// The detection of a condition. `anything` is a field that every event has, for a condition that
/// asks nothing.
pub(super) fn detection(logic: &Logic, anything: &str) -> Detection {
    let mut detection = Detection::default();
    let logic = listed(logic);
    let parts: Vec<&Logic> = match &logic {
        Logic::And(all) => all.iter().collect(),
        one => vec![one],
    };
    let mut own: Vec<Ask> = Vec::new();
    let mut others: Vec<&Logic> = Vec::new();
    for part in parts {
        match part {
            Logic::Ask(ask) if fits(&own, ask) => own.push(ask.clone()),
            other => others.push(other),
        }
    }
    let mut expressions = Vec::new();
    if own.is_empty() && !others.iter().any(|part| !matches!(part, Logic::Not(_))) {
        own.push(Ask {
            field: anything.to_owned(),
            modifiers: vec!["exists"],
            values: vec![Scalar::Bool(true)],
            label: "any".to_owned(),
        });
    }
    if !own.is_empty() {
        detection
            .selections
            .push(("selection".to_owned(), vec![own]));
        expressions.push("selection".to_owned());
    }
    for part in others {
        expressions.push(detection.expression(part, 2));
    }
    detection.condition = expressions.join(" and ");
    detection
}

/// Whether a map may take a question: a name stands in it once.
fn fits(map: &[Ask], ask: &Ask) -> bool {
    !map.iter()
        .any(|own| own.field == ask.field && own.modifiers == ask.modifiers)
}

impl Detection {
    /// The condition that names a part. Parentheses stand where the place binds closer: 0 is the
    /// whole, 1 within `or`, 2 within `and`, 3 behind `not`.
    fn expression(&mut self, logic: &Logic, place: u8) -> String {
        if let Some(maps) = maps(logic) {
            return self.named(maps);
        }
        match logic {
            Logic::Not(ask) => format!("not {}", self.filter(vec![vec![ask.clone()]])),
            Logic::Ask(ask) => self.named(vec![vec![ask.clone()]]),
            Logic::And(all) => {
                let (mut own, mut others) = (Vec::new(), Vec::new());
                for part in all {
                    match part {
                        Logic::Ask(ask) if fits(&own, ask) => own.push(ask.clone()),
                        other => others.push(other),
                    }
                }
                let mut parts = Vec::new();
                if !own.is_empty() {
                    parts.push(self.named(vec![own]));
                }
                for part in others {
                    parts.push(self.expression(part, 2));
                }
                within(parts.join(" and "), parts.len() > 1 && place > 2)
            }
            Logic::Or(any) => {
                let mut parts: Vec<String> = Vec::new();
                let flat: Vec<Vec<Ask>> = any.iter().filter_map(map).collect();
                if !flat.is_empty() {
                    parts.push(self.named(flat));
                }
                // What is excluded together is one filter: not (a and b).
                let excluded: Vec<&Ask> = any
                    .iter()
                    .filter_map(|part| match part {
                        Logic::Not(ask) => Some(ask),
                        _ => None,
                    })
                    .collect();
                let mut map: Vec<Ask> = Vec::new();
                for ask in excluded {
                    if fits(&map, ask) {
                        map.push(ask.clone());
                    } else {
                        parts.push(format!("not {}", self.filter(vec![vec![ask.clone()]])));
                    }
                }
                if !map.is_empty() {
                    parts.push(format!("not {}", self.filter(vec![map])));
                }
                for part in any {
                    if self::map(part).is_none() && !matches!(part, Logic::Not(_)) {
                        parts.push(self.expression(part, 1));
                    }
                }
                within(parts.join(" or "), parts.len() > 1 && place > 1)
            }
        }
    }

    fn named(&mut self, maps: Selection) -> String {
        self.called("selection", maps)
    }

    fn filter(&mut self, maps: Selection) -> String {
        self.called("filter", maps)
    }

    /// The name of a selection, a new one unless the same is there.
    fn called(&mut self, kind: &str, maps: Selection) -> String {
        if let Some((name, _)) = self.selections.iter().find(|(_, own)| *own == maps) {
            return name.clone();
        }
        let label = maps
            .first()
            .and_then(|m| m.first())
            .map(|ask| slug(&ask.label));
        let label = label.filter(|label| !label.is_empty());
        let base = label.map_or_else(|| kind.to_owned(), |label| format!("{kind}_{label}"));
        let mut name = base.clone();
        let mut number = 2;
        while self.selections.iter().any(|(own, _)| *own == name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.selections.push((name.clone(), maps));
        name
    }

    /// The fields that are asked about.
    pub(super) fn fields(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let asks = self
            .selections
            .iter()
            .flat_map(|(_, maps)| maps.iter().flatten());
        asks.map(|ask| ask.field.clone())
            .filter(|field| seen.insert(field.clone()))
            .collect()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.key("detection");
        for (name, maps) in &self.selections {
            let several = maps.len() > 1;
            out.line(1, &format!("{name}:"));
            for map in maps {
                for (at, ask) in map.iter().enumerate() {
                    write_ask(out, ask, several.then_some(at == 0));
                }
            }
        }
        out.line(1, &format!("condition: {}", self.condition));
    }
}

/// One question. In a list of maps the first begins its item.
fn write_ask(out: &mut Writer, ask: &Ask, item: Option<bool>) {
    let (level, lead) = match item {
        None => (2, ""),
        Some(true) => (2, "- "),
        Some(false) => (2, "  "),
    };
    let mut key = ask.field.clone();
    for modifier in &ask.modifiers {
        key.push('|');
        key.push_str(modifier);
    }
    let key = yaml::scalar(&key);
    match ask.values.as_slice() {
        [only] => out.line(level, &format!("{lead}{key}: {}", value(only))),
        several => {
            out.line(level, &format!("{lead}{key}:"));
            let inner = if item.is_some() { "  " } else { "" };
            for one in several {
                out.line(level + 1, &format!("{inner}- {}", value(one)));
            }
        }
    }
}

fn value(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => yaml::quoted(text),
        Scalar::Number(number) => number.clone(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Null => "null".to_owned(),
    }
}

/// The maps of a selection that says all of a part.
fn maps(logic: &Logic) -> Option<Selection> {
    match logic {
        Logic::Or(any) => any.iter().map(map).collect(),
        one => map(one).map(|map| vec![map]),
    }
}

/// The map that says all of a part.
fn map(logic: &Logic) -> Option<Vec<Ask>> {
    match logic {
        Logic::Ask(ask) => Some(vec![ask.clone()]),
        Logic::And(all) if !all.is_empty() => {
            let mut map: Vec<Ask> = Vec::new();
            for part in all {
                match part {
                    Logic::Ask(ask) if fits(&map, ask) => map.push(ask.clone()),
                    _ => return None,
                }
            }
            Some(map)
        }
        Logic::And(_) | Logic::Or(_) | Logic::Not(_) => None,
    }
}

fn within(text: String, parentheses: bool) -> String {
    if parentheses {
        format!("({text})")
    } else {
        text
    }
}

/// Lower-case letters and digits, other characters as `_`, no longer than a name should be.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    // The end of a long path says more than its beginning.
    let out = out.trim_matches('_');
    let words: Vec<&str> = out.split('_').collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in words.into_iter().rev() {
        length += word.len() + 1;
        if length > 40 && !kept.is_empty() {
            break;
        }
        kept.push(word);
    }
    kept.reverse();
    kept.join("_")
}
