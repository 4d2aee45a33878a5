//! The one place where the specs call the engine.

use std::sync::{Arc, LazyLock};

use vigie_engine::memory::MemoryCatalog;
use vigie_engine::types::{Value, datetime};
use vigie_engine::{Answer, Engine, Options};
use vigie_languages::spl::Logs;
use vigie_syntax::Diagnostic;
use vigie_syntax::kql::Parsed;
use vigie_syntax::render::{Style, full};
use vigie_syntax::spl::macros::Macros;

use crate::format::{Case, Outcome};
use crate::inputs::Inputs;
use crate::sigma;
use crate::table::Table;
use crate::value::cell;
use crate::{console, convert};

/// The clock of a spec that does not set one.
pub const NOW: &str = "2024-01-01T00:00:00Z";

/// How a query is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// As everybody's queries are.
    Optimized,
    /// As written, in batches of one row.
    Verified,
}

impl Plan {
    /// For the header of a difference.
    pub fn name(self) -> &'static str {
        match self {
            Self::Optimized => "as planned",
            Self::Verified => "unoptimized, row by row",
        }
    }

    fn options(self, now: i64) -> Options {
        let usual = Options::at(now);
        match self {
            Self::Optimized => usual,
            Self::Verified => Options {
                optimize: false,
                batch_size: 1,
                ..usual
            },
        }
    }
}

/// What comes of a test: its warnings and its table, or its errors.
///
/// # Errors
/// A sentence about an input or a setting of the test that cannot be read.
pub fn outcome(case: &Case, plan: Plan) -> Result<Vec<Outcome>, String> {
    if case.query.kind == "console" {
        return Ok(vec![console::outcome(case, plan)?]);
    }
    let inputs = Inputs::new(case)?;
    let now = case.settings.now.as_deref().unwrap_or(NOW);
    let now = datetime::parse(now).ok_or_else(|| format!("`{now}` is no time"))?;
    let engine = Engine::new(inputs.catalog(), plan.options(now));
    if case.query.kind == "sigma" {
        return Ok(sigma::outcome(&engine, &case.query.text));
    }
    let query = case.query.text.trim_end();
    let parsed = match case.query.kind.as_str() {
        "spl" => vigie_languages::spl::lower(query, &Macros::default(), &Logs::default()),
        _ => Parsed::kql(query),
    };
    let mut outcomes: Vec<Outcome> = match engine.query(parsed) {
        Ok(answer) => {
            let warnings = said("warning", &answer.warnings, query);
            let more = answer.more.iter().map(|(_, more)| table(more, query));
            warnings
                .into_iter()
                .chain([table(&answer, query)])
                .chain(more)
                .collect()
        }
        Err(diagnostics) => said("error", &diagnostics, query).into_iter().collect(),
    };
    if case.expected.iter().any(|block| block.kind == "converted") {
        outcomes.push(convert::outcome(&engine, case)?);
    }
    if case.expected.iter().any(|block| block.kind == "ledger") {
        outcomes.push(Outcome {
            kind: "ledger",
            options: "",
            text: inputs.ledger(),
        });
    }
    Ok(outcomes)
}

/// The diagnostics as a block, when there are any.
pub(crate) fn said(kind: &'static str, diagnostics: &[Diagnostic], query: &str) -> Option<Outcome> {
    (!diagnostics.is_empty()).then(|| Outcome {
        kind,
        options: "",
        text: full(diagnostics, query, "query", Style::Plain),
    })
}

fn table(answer: &Answer, query: &str) -> Outcome {
    let head = answer.columns.iter();
    let rows = answer.rows();
    let table = Table {
        head: head.map(|c| format!("{}:{}", c.name, c.ty)).collect(),
        rows: rows.iter().map(|r| r.iter().map(cell).collect()).collect(),
    };
    // A new expectation demands the order where the query asks for one.
    let sorts = ["| sort ", "| order ", "| top ", "| serialize"];
    let ordered = sorts.iter().any(|s| query.contains(s));
    Outcome {
        kind: "table",
        options: if ordered { "ordered" } else { "" },
        text: table.write(),
    }
}

/// The engines without tables, one for each plan: making one costs more than a small query.
static ALONE: LazyLock<[Engine; 2]> = LazyLock::new(|| {
    let now = datetime::parse(NOW).expect("the constant is a time");
    [Plan::Optimized, Plan::Verified]
        .map(|plan| Engine::new(Arc::new(MemoryCatalog::default()), plan.options(now)))
});

fn alone(plan: Plan) -> &'static Engine {
    let [optimized, verified] = &*ALONE;
    match plan {
        Plan::Optimized => optimized,
        Plan::Verified => verified,
    }
}

/// The first cell of the first row of a query that needs no table.
///
/// # Errors
/// What the engine says, on one line.
pub fn first_cell(query: &str, plan: Plan) -> Result<Value, String> {
    let answer = alone(plan).query(query).map_err(|d| in_short(&d))?;
    let first = answer.rows().into_iter().next();
    first
        .and_then(|row| row.into_iter().next())
        .ok_or_else(|| "no row".to_owned())
}

/// The first cell of the first row of a Splunk search that needs no log.
///
/// # Errors
/// What the engine says, on one line.
pub fn first_cell_of_search(search: &str, plan: Plan) -> Result<Value, String> {
    let parsed = vigie_languages::spl::lower(search, &Macros::default(), &Logs::default());
    let answer = alone(plan).query(parsed).map_err(|d| in_short(&d))?;
    let first = answer.rows().into_iter().next();
    first
        .and_then(|row| row.into_iter().next())
        .ok_or_else(|| "no row".to_owned())
}

/// The answer to a query that needs no table, as `vigie query --format json` prints it.
///
/// # Errors
/// What the engine says, on one line.
pub fn known_answer(query: &str) -> Result<crate::conformance::Answer, String> {
    let answer = alone(Plan::Optimized)
        .query(query)
        .map_err(|d| in_short(&d))?;
    let columns = answer.columns.iter();
    let rows = answer.rows();
    Ok(crate::conformance::Answer {
        columns: columns
            .map(|c| (c.name.clone(), c.ty.to_string()))
            .collect(),
        rows: rows
            .iter()
            .map(|r| r.iter().map(Value::to_json).collect())
            .collect(),
    })
}

fn in_short(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.is_error());
    let texts = errors.map(|d| format!("error[{}]: {}", d.code, d.message));
    texts.collect::<Vec<_>>().join(" / ")
}
