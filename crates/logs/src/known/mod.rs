//! What the columns of tables hold, one file a table: the words of columns that are lists of words,
//! columns that are always empty, and columns in which one thing is written in several letter cases.
//!
//! This is what a check of a rule knows without logs. Only what is documented or seen in exports
//! stands here; a column that is not listed may hold anything.

mod aad_risk_events;
mod audit_logs;
mod aws_cloud_trail;
pub mod aws_names;
mod azure_activity;
mod security_alert;
mod security_incident;
mod signin_logs;

/// What is known of a table.
#[derive(Debug)]
pub struct KnownTable {
    pub table: &'static str,
    pub columns: &'static [KnownColumn],
}

/// What is known of a column of texts.
#[derive(Debug)]
pub struct KnownColumn {
    pub name: &'static str,
    pub holds: Holds,
    /// Where that is written.
    pub source: &'static str,
}

/// What a column holds.
#[derive(Debug)]
pub enum Holds {
    /// Nothing, in what is exported today.
    Nothing,
    /// One of these words, or nothing.
    Words(&'static [&'static str]),
    /// The same thing in several letter cases.
    MixedCase,
    /// Texts in capitals; beside them, rows of old with the same in several letter cases.
    Capitals,
}

static TABLES: &[&KnownTable] = &[
    &aad_risk_events::TABLE,
    &audit_logs::TABLE,
    &aws_cloud_trail::TABLE,
    &azure_activity::TABLE,
    &security_alert::TABLE,
    &security_incident::TABLE,
    &signin_logs::TABLE,
    &signin_logs::NON_INTERACTIVE,
];

/// What is known of a column of a table.
pub fn column(table: &str, column: &str) -> Option<&'static KnownColumn> {
    let table = TABLES.iter().find(|known| known.table == table)?;
    table.columns.iter().find(|known| known.name == column)
}

/// A column that holds one of these words.
const fn words(
    name: &'static str,
    words: &'static [&'static str],
    source: &'static str,
) -> KnownColumn {
    KnownColumn {
        name,
        holds: Holds::Words(words),
        source,
    }
}
