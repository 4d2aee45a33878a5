//! Processing pipelines: what a site's own names and values are, in the files that pySigma reads.
//!
//! Supported are the transformations of fields, values, conditions and log sources; those that write
//! text of another query language are refused, because nothing here is text.

use vigie_syntax::Span;
use vigie_syntax::yaml::{self, Node};

use super::condition::{Condition, Field, How, Kind, Test};
use super::profile::Logsource;

/// A pipeline that was read.
#[derive(Debug, Clone)]
pub struct Pipeline {
    pub name: String,
    /// Lower numbers come first.
    pub priority: i64,
    variables: Vec<(String, Vec<String>)>,
    steps: Vec<Step>,
}

/// What pipelines work on.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) logsource: Logsource,
    /// The table, where a pipeline names one.
    pub(crate) table: Option<String>,
    pub(crate) condition: Condition,
}

#[derive(Debug, Clone)]
struct Step {
    /// All of these must cover the rule's log source, or one of them when `any`.
    logsources: Vec<Logsource>,
    any: bool,
    negated: bool,
    /// Only these fields, or all but these.
    fields: Option<(Vec<String>, bool)>,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    /// A field has one of these names instead.
    Rename(Vec<(String, Vec<String>)>),
    RenamePrefix(Vec<(String, String)>),
    Prefix(String),
    Suffix(String),
    Drop,
    /// Fields and the values that they must have; not, when negated.
    Require(Vec<(String, Vec<String>)>, bool),
    Logsource(Logsource),
    Table(String),
    /// Placeholders of these names are replaced by the variables of the pipeline; all, if none.
    Values(Vec<String>),
    /// Placeholders of these names may be anything.
    Anything(Vec<String>),
    Fail(String),
}

impl Pipeline {
    /// Reads a pipeline file.
    ///
    /// # Errors
    /// A sentence, where the file is none or asks for what is not supported.
    pub fn read(text: &str) -> Result<Self, String> {
        let documents = yaml::parse(text).map_err(|e| format!("the pipeline is no YAML: {e}"))?;
        let node = documents.first().ok_or("the pipeline is empty")?;
        let name = node.get("name").and_then(Node::text).unwrap_or("pipeline");
        let entries = node.get("vars").map_or(&[][..], Node::entries);
        let steps = node.get("transformations").map_or(&[][..], Node::items);
        Ok(Self {
            name: name.to_owned(),
            priority: node.get("priority").and_then(Node::integer).unwrap_or(0),
            variables: entries
                .iter()
                .map(|(name, values)| (name.clone(), texts(values)))
                .collect(),
            steps: steps.iter().map(step).collect::<Result<_, _>>()?,
        })
    }

    /// What a placeholder stands for, if this pipeline says it.
    pub(crate) fn placeholder(&self, name: &str, logsource: &Logsource) -> Option<Vec<String>> {
        self.steps
            .iter()
            .filter(|step| step.concerns(logsource))
            .find_map(|step| match &step.change {
                Change::Values(names) if names.is_empty() || names.iter().any(|n| n == name) => {
                    let variable = self.variables.iter().find(|(own, _)| own == name);
                    variable.map(|(_, values)| values.clone())
                }
                Change::Anything(names) if names.is_empty() || names.iter().any(|n| n == name) => {
                    Some(vec!["*".to_owned()])
                }
                _ => None,
            })
    }

    /// Changes a rule.
    pub(crate) fn apply(&self, outcome: &mut Outcome, place: Span) -> Result<(), String> {
        for step in &self.steps {
            if !step.concerns(&outcome.logsource) {
                continue;
            }
            match &step.change {
                Change::Logsource(logsource) => outcome.logsource = logsource.clone(),
                Change::Table(table) => outcome.table = Some(table.clone()),
                Change::Require(fields, negated) => {
                    let all = fields.iter().map(|(name, values)| {
                        Condition::Test(Test {
                            field: Some(Field {
                                name: name.clone(),
                                span: place,
                            }),
                            kind: Kind::Match {
                                how: How::Equals,
                                cased: false,
                                patterns: values.clone(),
                            },
                            span: place,
                        })
                    });
                    let all = Condition::And(all.collect());
                    let required = if *negated {
                        Condition::Not(Box::new(all))
                    } else {
                        all
                    };
                    let condition =
                        std::mem::replace(&mut outcome.condition, Condition::And(vec![]));
                    outcome.condition = condition.and(required);
                }
                Change::Fail(message) => return Err(message.clone()),
                Change::Values(_) | Change::Anything(_) => {}
                change => {
                    let condition =
                        std::mem::replace(&mut outcome.condition, Condition::And(vec![]));
                    outcome.condition = step.changed(condition, change);
                }
            }
        }
        Ok(())
    }
}

impl Step {
    fn concerns(&self, logsource: &Logsource) -> bool {
        let mut covers = self.logsources.iter().map(|own| own.covers(logsource));
        let met = if self.logsources.is_empty() {
            return true;
        } else if self.any {
            covers.any(|c| c)
        } else {
            covers.all(|c| c)
        };
        met != self.negated
    }

    /// The condition with its fields changed.
    fn changed(&self, condition: Condition, change: &Change) -> Condition {
        let each = |all: Vec<Condition>| all.into_iter().map(|c| self.changed(c, change)).collect();
        match condition {
            Condition::And(all) => Condition::And(each(all)),
            Condition::Or(any) => Condition::Or(each(any)),
            Condition::AtLeast(count, all) => Condition::AtLeast(count, each(all)),
            Condition::Not(one) => Condition::Not(Box::new(self.changed(*one, change))),
            Condition::Test(test) => {
                let Some(field) = test.field.clone().filter(|f| self.means(&f.name)) else {
                    return Condition::Test(test);
                };
                if matches!(change, Change::Drop) {
                    return Condition::And(Vec::new());
                }
                let names = renamed(&field.name, change);
                let mut tests = names.into_iter().map(|name| {
                    Condition::Test(Test {
                        field: Some(Field {
                            name,
                            span: field.span,
                        }),
                        ..test.clone()
                    })
                });
                if tests.len() == 1 {
                    tests.next().unwrap_or(Condition::And(Vec::new()))
                } else {
                    Condition::Or(tests.collect())
                }
            }
        }
    }

    fn means(&self, field: &str) -> bool {
        match &self.fields {
            None => true,
            Some((fields, include)) => fields.iter().any(|f| f == field) == *include,
        }
    }
}

fn renamed(field: &str, change: &Change) -> Vec<String> {
    match change {
        Change::Rename(names) => names
            .iter()
            .find(|(from, _)| from == field)
            .map_or_else(|| vec![field.to_owned()], |(_, to)| to.clone()),
        Change::RenamePrefix(prefixes) => {
            let found = prefixes
                .iter()
                .find_map(|(from, to)| Some(format!("{to}{}", field.strip_prefix(from.as_str())?)));
            vec![found.unwrap_or_else(|| field.to_owned())]
        }
        Change::Prefix(prefix) => vec![format!("{prefix}{field}")],
        Change::Suffix(suffix) => vec![format!("{field}{suffix}")],
        _ => vec![field.to_owned()],
    }
}

fn step(node: &Node) -> Result<Step, String> {
    let kind = node.get("type").and_then(Node::text);
    let kind = kind.ok_or("a transformation has no `type`")?;
    let text = |key: &str| -> Result<String, String> {
        let value = node.get(key).and_then(Node::text);
        let value = value.ok_or_else(|| format!("`{kind}` requires `{key}`"))?;
        Ok(value.to_owned())
    };
    let listed = |key: &str| node.get(key).map(texts).unwrap_or_default();
    let entries = |key: &str| node.get(key).map_or(&[][..], Node::entries).iter();
    let mapping = |key: &str| -> Vec<(String, Vec<String>)> {
        entries(key)
            .map(|(name, to)| (name.clone(), texts(to)))
            .collect()
    };
    let change = match kind {
        "field_name_mapping" => Change::Rename(mapping("mapping")),
        "field_name_prefix_mapping" => {
            let pairs =
                entries("mapping").filter_map(|(f, t)| Some((f.clone(), t.text()?.to_owned())));
            Change::RenamePrefix(pairs.collect())
        }
        "field_name_prefix" => Change::Prefix(text("prefix")?),
        "field_name_suffix" => Change::Suffix(text("suffix")?),
        "drop_detection_item" => Change::Drop,
        "add_condition" => Change::Require(
            mapping("conditions"),
            node.get("negated").and_then(Node::bool) == Some(true),
        ),
        "change_logsource" => Change::Logsource(Logsource::read(node)),
        "set_state" => match text("key")?.as_str() {
            "query_table" | "table" => Change::Table(text("val").or_else(|_| text("value"))?),
            other => return Err(format!("the state `{other}` means nothing here")),
        },
        "value_placeholders" => Change::Values(listed("include")),
        "wildcard_placeholders" => Change::Anything(listed("include")),
        "rule_failure" | "detection_item_failure" => Change::Fail(text("message")?),
        other => return Err(format!("the transformation `{other}` is not supported")),
    };
    let mut logsources = Vec::new();
    for condition in node.get("rule_conditions").map_or(&[][..], Node::items) {
        match condition.get("type").and_then(Node::text) {
            Some("logsource") => logsources.push(Logsource::read(condition)),
            other => {
                let other = other.unwrap_or_default();
                return Err(format!("the condition `{other}` is not supported"));
            }
        }
    }
    let mut fields = None;
    for condition in node
        .get("field_name_conditions")
        .map_or(&[][..], Node::items)
    {
        fields = match condition.get("type").and_then(Node::text) {
            Some("include_fields") => {
                Some((condition.get("fields").map(texts).unwrap_or_default(), true))
            }
            Some("exclude_fields") => Some((
                condition.get("fields").map(texts).unwrap_or_default(),
                false,
            )),
            other => {
                let other = other.unwrap_or_default();
                return Err(format!("the condition `{other}` is not supported"));
            }
        };
    }
    let word = |key: &str| node.get(key).and_then(Node::text);
    Ok(Step {
        logsources,
        any: word("rule_cond_op") == Some("or"),
        negated: node.get("rule_cond_not").and_then(Node::bool) == Some(true),
        fields,
        change,
    })
}

fn texts(node: &Node) -> Vec<String> {
    let texts = node.items().iter().filter_map(Node::text);
    texts.map(str::to_owned).collect()
}
