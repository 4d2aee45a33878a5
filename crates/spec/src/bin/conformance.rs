//! Runs queries with known answers through the engine, and tells how many agree.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use regex::Regex;
use serde_json::{Value as Json, json};
use vigie_detect::pool::{Ended, run_all};
use vigie_spec::conformance::{Answer, Case, Tally, judge};
use vigie_spec::engine;
use vigie_spec::set_aside::SetAside;

/// Runs queries with known answers through the engine, and tells how many agree.
#[derive(Parser)]
struct Arguments {
    /// The file of cases: a JSON array of objects with `id`, `query`, `columns` and `rows`.
    cases: PathBuf,
    /// Runs only the cases whose id matches.
    #[arg(long, value_name = "REGEX", default_value = "")]
    only: Regex,
    /// Prints the first N cases that fail.
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    /// Prints the queries of those cases too.
    #[arg(long)]
    verbose: bool,
    /// Seconds after which a case counts as hanging.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,
    /// Writes the outcome of each case: `[[id, outcome, detail], …]`.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the counts of the cases that are not set aside.
    #[arg(long, value_name = "FILE")]
    counts: Option<PathBuf>,
    /// Writes the failing cases, to be run again.
    #[arg(long, value_name = "FILE")]
    failing: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("{message}\n"));
            ExitCode::from(2)
        }
    }
}

/// A case as it was read, and as the file has it.
struct Item {
    case: Case,
    json: Json,
}

/// What came of a case.
struct Verdict {
    outcome: &'static str,
    detail: String,
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let items = read(arguments)?;
    let (cases, sources): (Vec<Case>, Vec<Json>) =
        items.into_iter().map(|i| (i.case, i.json)).unzip();
    let start = Instant::now();
    let answers = run_all(
        cases.clone(),
        Duration::from_secs(arguments.timeout),
        |case: &Case| engine::known_answer(&case.query),
    );
    let verdicts: Vec<Verdict> = cases
        .iter()
        .zip(answers)
        .map(|(case, answer)| verdict(case, answer))
        .collect();

    let mut tally = Tally::default();
    let mut judged = Tally::default();
    let mut aside = SetAside::read()?;
    let mut shown = 0;
    for (case, Verdict { outcome, detail }) in cases.iter().zip(&verdicts) {
        tally.count(outcome);
        if aside.count(&case.id, *outcome == "ok") {
            continue;
        }
        judged.count(outcome);
        if *outcome != "ok" && shown < arguments.show {
            shown += 1;
            let detail: String = detail.chars().take(400).collect();
            say(&format!("{outcome:10} {}: {detail}\n", case.id));
            if arguments.verbose {
                say(&format!(
                    "    {}\n",
                    case.query.trim().replace('\n', "\n    ")
                ));
            }
        }
    }
    if let Some(path) = &arguments.json {
        let results = cases
            .iter()
            .zip(&verdicts)
            .map(|(c, v)| json!([c.id, v.outcome, v.detail]));
        write(path, results.collect())?;
    }
    if let Some(path) = &arguments.counts {
        let mut counts = judged.json();
        counts["set_aside"] = (cases.len() - judged.cases()).into();
        fs::write(path, format!("{counts:#}\n")).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    if let Some(path) = &arguments.failing {
        let all = sources.into_iter().zip(&verdicts);
        write(
            path,
            all.filter(|(_, v)| v.outcome != "ok")
                .map(|(json, _)| json)
                .collect(),
        )?;
    }
    say(&format!("{:.1} s\n{tally}", start.elapsed().as_secs_f64()));
    if !aside.is_empty() {
        say(&format!("\n{aside}without those:\n{judged}"));
    }
    Ok(())
}

/// The cases of the file that can run on their own and were asked for.
fn read(arguments: &Arguments) -> Result<Vec<Item>, String> {
    let path = arguments.cases.display();
    let text = fs::read_to_string(&arguments.cases).map_err(|e| format!("{path}: {e}"))?;
    let json: Vec<Json> = serde_json::from_str(&text).map_err(|e| format!("{path}: {e}"))?;
    let items = json.into_iter().map(|json| {
        let case =
            Case::from_json(&json).ok_or_else(|| format!("{path}: this is no case: {json}"))?;
        Ok(Item { case, json })
    });
    let items: Vec<Item> = items.collect::<Result<_, String>>()?;
    let asked = items
        .into_iter()
        .filter(|i| i.case.selfcontained && arguments.only.is_match(&i.case.id));
    Ok(asked.collect())
}

fn verdict(case: &Case, answer: Ended<Result<Answer, String>>) -> Verdict {
    let of = |outcome, detail| Verdict { outcome, detail };
    match answer {
        Ended::TimedOut => of("timeout", String::new()),
        Ended::Panicked(message) => of("panic", message),
        Ended::Done(Err(_)) if case.must_be_refused() => of("ok", String::new()),
        Ended::Done(Ok(_)) if case.must_be_refused() => {
            of("accepted", "must be refused".to_owned())
        }
        Ended::Done(Err(message)) => of("error", message),
        Ended::Done(Ok(answer)) => match judge(case, &answer) {
            Some(wrong) => of(wrong.kind, wrong.detail),
            None => of("ok", String::new()),
        },
    }
}

fn write(path: &PathBuf, values: Vec<Json>) -> Result<(), String> {
    let text = format!("{:#}\n", Json::from(values));
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

#[expect(clippy::print_stdout, reason = "this is a command")]
fn say(text: &str) {
    print!("{text}");
}
