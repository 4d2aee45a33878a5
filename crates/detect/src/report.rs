//! What a hunt has come to: the alerts, and an account of everything that was and was not done.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use vigie_logs::Ledger;
use vigie_syntax::render;

use crate::alert::Alert;
use crate::attack::Version;
use crate::rule::{Reason, Rule};

/// The result of a hunt.
#[derive(Debug)]
pub struct Report {
    /// By time.
    pub alerts: Vec<Alert>,
    pub rules: Vec<RuleAccount>,
    pub ledger: Ledger,
    /// The version of ATT&CK that tactics are named after.
    pub attack: Version,
}

/// What became of a rule.
#[derive(Debug)]
pub struct RuleAccount {
    pub path: PathBuf,
    /// The author's id, or what is known of it.
    pub id: String,
    pub name: String,
    /// `None` where the file could not be read as a rule.
    pub rule: Option<Arc<Rule>>,
    pub outcome: Outcome,
    /// What a reader should know: exceptions that are over, records that came too late.
    pub notes: Vec<String>,
}

#[derive(Debug)]
pub enum Outcome {
    Ran {
        /// Runs of its schedule.
        runs: u64,
        /// Runs at which it was silent after an alert.
        silent: u64,
        alerts: usize,
    },
    /// Its author, or the overlay, has switched it off.
    Disabled(String),
    /// The rule with this title rests on it and alerts in its stead.
    Part(String),
    NotRun(Reason),
}

impl Report {
    /// Rules that could not run.
    pub fn not_run(&self) -> impl Iterator<Item = (&RuleAccount, &Reason)> {
        self.rules
            .iter()
            .filter_map(|account| match &account.outcome {
                Outcome::NotRun(reason) => Some((account, reason)),
                _ => None,
            })
    }

    /// Alerts that want attention.
    pub fn standing(&self) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(|a| a.suppressed.is_none())
    }

    /// The account without the alerts, as JSON.
    pub fn ledger_json(&self) -> Json {
        let mut object = Map::new();
        let rules = self.rules.iter().map(RuleAccount::json).collect();
        object.insert("rules".to_owned(), rules);
        object.insert("alerts".to_owned(), self.standing().count().into());
        let suppressed = self.alerts.len() - self.standing().count();
        object.insert("suppressed".to_owned(), suppressed.into());
        if let Ok(Json::Object(ledger)) = serde_json::to_value(&self.ledger) {
            object.extend(ledger);
        }
        Json::Object(object)
    }
}

impl RuleAccount {
    fn json(&self) -> Json {
        let mut object = Map::new();
        let mut put = |key: &str, value: Json| {
            object.insert(key.to_owned(), value);
        };
        put("id", self.id.clone().into());
        put("title", self.name.clone().into());
        put("file", self.path.display().to_string().into());
        if !self.notes.is_empty() {
            put("notes", self.notes.clone().into());
        }
        match &self.outcome {
            Outcome::Ran {
                runs,
                silent,
                alerts,
            } => {
                put("status", "ran".into());
                put("runs", (*runs).into());
                put("silent", (*silent).into());
                put("alerts", (*alerts).into());
            }
            Outcome::Disabled(why) => {
                put("status", "disabled".into());
                put("reason", why.clone().into());
            }
            Outcome::Part(whole) => {
                put("status", "part".into());
                put("reason", format!("`{whole}` alerts for it").into());
            }
            Outcome::NotRun(reason) => {
                put("status", "not run".into());
                put("reason", reason.sentence().into());
            }
        }
        Json::Object(object)
    }
}

impl Reason {
    /// What is wrong, without its place: the same for all rules that it keeps from running.
    pub fn brief(&self) -> String {
        let Self::Query(diagnostics, _) = self else {
            return self.sentence();
        };
        let first = diagnostics.iter().find(|d| d.is_error());
        first.map_or_else(
            || self.sentence(),
            |d| format!("{}[{}]: {}", render::name(d.severity), d.code, d.message),
        )
    }

    /// In one line.
    pub fn sentence(&self) -> String {
        match self {
            Self::Said(sentence) => sentence.clone(),
            Self::Query(diagnostics, text) => {
                let errors: Vec<_> = diagnostics.iter().filter(|d| d.is_error()).collect();
                match errors.as_slice() {
                    [] => "the query cannot run".to_owned(),
                    [first, rest @ ..] => {
                        let (line, column) = first.position(text);
                        let more = match rest.len() {
                            0 => String::new(),
                            n => format!(" (and {n} more)"),
                        };
                        format!(
                            "{}[{}]: {} (line {line}, column {column} of the query){more}",
                            render::name(first.severity),
                            first.code,
                            first.message
                        )
                    }
                }
            }
        }
    }
}
