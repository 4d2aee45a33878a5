//! A rule, whatever format it was written in.

use std::path::PathBuf;
use std::sync::Arc;

use vigie_languages::Language;
use vigie_languages::sigma::Sense;
use vigie_syntax::{Diagnostic, kql};

use crate::formats::spl::Knowledge;

/// A detection: a query, when it runs, and what an alert of it says.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The file it came from.
    pub path: PathBuf,
    /// The author's id, or the name of the file.
    pub id: String,
    pub name: String,
    pub description: String,
    pub severity: Severity,
    /// The language of the query.
    pub language: Language,
    /// As the author wrote it.
    pub query: String,
    /// What a query that is not KQL was lowered to; KQL is read from the text.
    pub lowered: Option<kql::Parsed>,
    /// The line of the file on which the query begins, from 1.
    pub query_line: usize,
    /// `None` for a query without a schedule, which runs once over everything.
    pub schedule: Option<Schedule>,
    pub trigger: Trigger,
    /// How long a rule is silent after an alert, in ticks.
    pub suppression: Option<i64>,
    pub grouping: Grouping,
    pub entities: Vec<EntityMapping>,
    /// Name and column.
    pub custom_details: Vec<(String, String)>,
    pub overrides: Overrides,
    pub incident: Option<IncidentGrouping>,
    /// As the author wrote them: `DefenseEvasion`.
    pub tactics: Vec<String>,
    /// `T1578.003`
    pub techniques: Vec<String>,
    pub version: Option<String>,
    pub status: Option<String>,
    /// What the pack says to people: how to investigate, contain and tune.
    pub guides: Vec<PathBuf>,
    /// The author says that it shall not run.
    pub disabled: bool,
    /// The rule that alerts for it and other parts.
    pub part_of: Option<String>,
    /// What a rule of Sigma says, before it became a query.
    pub sigma: Option<Arc<Sense>>,
    /// What a search of Splunk is read with.
    pub knowledge: Arc<Knowledge>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Informational,
    Low,
    Medium,
    High,
}

/// When a rule runs and how far it looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Ticks of 100 ns between two runs.
    pub frequency: i64,
    /// Ticks that a run looks back.
    pub period: i64,
}

/// How many rows make an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    pub operator: TriggerOperator,
    pub threshold: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerOperator {
    GreaterThan,
    LessThan,
    Equal,
    NotEqual,
}

/// What becomes one alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Each row of a run.
    PerResult,
    /// All rows of a run.
    Single,
}

/// Columns that name an entity.
#[derive(Debug, Clone)]
pub struct EntityMapping {
    /// `Account`, `IP`, `AzureResource`, …
    pub kind: String,
    /// Identifier (`FullName`) and column.
    pub fields: Vec<(String, String)>,
}

/// What an alert takes from the row instead of from the rule.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// With `{{Column}}` in it.
    pub name: Option<String>,
    /// With `{{Column}}` in it.
    pub description: Option<String>,
    pub severity_column: Option<String>,
    pub tactics_column: Option<String>,
    /// Property (`AlertLink`, `ConfidenceLevel`, …) and column.
    pub properties: Vec<(String, String)>,
}

/// Which alerts are one incident.
#[derive(Debug, Clone)]
pub struct IncidentGrouping {
    /// Ticks between the alerts of an incident.
    pub lookback: i64,
    pub matching: Matching,
}

#[derive(Debug, Clone)]
pub enum Matching {
    /// All entities are the same.
    AllEntities,
    /// Any alert of the rule.
    AnyAlert,
    /// These are the same.
    Selected {
        entities: Vec<String>,
        details: Vec<String>,
        custom_details: Vec<String>,
    },
}

/// Why a file that looks like a rule is none that can run.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub path: PathBuf,
    /// The author's id or name, where the file tells.
    pub id: Option<String>,
    pub reason: Reason,
}

/// Why a rule did not run.
#[derive(Debug, Clone)]
pub enum Reason {
    /// A sentence.
    Said(String),
    /// What is wrong in the query, and the query.
    Query(Vec<Diagnostic>, String),
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Informational, Self::Low, Self::Medium, Self::High];

    pub fn name(self) -> &'static str {
        match self {
            Self::Informational => "Informational",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }

    /// In any letter case; `None` for what is no severity.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|s| s.name().eq_ignore_ascii_case(text))
            .or_else(|| {
                // Other languages have more steps; Sentinel's `High` holds the upper ones.
                ["critical", "fatal"]
                    .contains(&text.to_ascii_lowercase().as_str())
                    .then_some(Self::High)
            })
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl TriggerOperator {
    /// As a sentence has it: `more than`.
    pub fn words(self) -> &'static str {
        match self {
            Self::GreaterThan => "more than",
            Self::LessThan => "fewer than",
            Self::Equal => "exactly",
            Self::NotEqual => "any number but",
        }
    }
}

impl Trigger {
    /// Any row.
    pub const ANY: Self = Self {
        operator: TriggerOperator::GreaterThan,
        threshold: 0,
    };

    /// Whether so many rows make an alert.
    pub fn met(self, rows: usize) -> bool {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        match self.operator {
            TriggerOperator::GreaterThan => rows > self.threshold,
            TriggerOperator::LessThan => rows < self.threshold,
            TriggerOperator::Equal => rows == self.threshold,
            TriggerOperator::NotEqual => rows != self.threshold,
        }
    }
}

impl Rule {
    /// What a query without anything around it is.
    pub fn bare(path: PathBuf, id: String, query: String) -> Self {
        Self {
            path,
            name: id.clone(),
            id,
            description: String::new(),
            severity: Severity::Medium,
            language: Language::Kql,
            query,
            lowered: None,
            query_line: 1,
            schedule: None,
            trigger: Trigger::ANY,
            suppression: None,
            grouping: Grouping::PerResult,
            entities: Vec::new(),
            custom_details: Vec::new(),
            overrides: Overrides::default(),
            incident: None,
            tactics: Vec::new(),
            techniques: Vec::new(),
            version: None,
            status: None,
            guides: Vec::new(),
            disabled: false,
            part_of: None,
            sigma: None,
            knowledge: Arc::default(),
        }
    }

    /// The tree of the query, with the places of its text.
    pub fn parsed(&self) -> kql::Parsed {
        let read = || kql::Parsed::kql(&self.query);
        self.lowered.clone().unwrap_or_else(read)
    }

    /// The database of addresses that its query may ask.
    pub(crate) fn addresses(&self) -> Option<String> {
        self.knowledge.logs.addresses.clone()
    }

    /// The name of the file without its ending.
    pub fn stem(&self) -> String {
        let stem = self.path.file_stem();
        stem.map_or_else(String::new, |s| s.to_string_lossy().into_owned())
    }

    /// Whether this is the rule that somebody asks for: by id, name, or file name.
    pub fn is_called(&self, name: &str) -> bool {
        self.id.eq_ignore_ascii_case(name)
            || self.name.eq_ignore_ascii_case(name)
            || self.stem().eq_ignore_ascii_case(name)
            || self
                .path
                .file_name()
                .is_some_and(|f| f.to_string_lossy() == name)
    }
}
