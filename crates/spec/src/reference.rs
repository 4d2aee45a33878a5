//! The reference under `docs/reference` and the table of coverage in the README, made from the
//! registries and from measures that stand in `docs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value as Json;
use vigie_engine::aggregates::AGGREGATES;
use vigie_engine::functions::FUNCTIONS;
use vigie_engine::functions::def::{Family, Param, parameters};
use vigie_engine::registry::{self, is_shown};
use vigie_languages::spl;

/// Between these lines of the README stands what is computed.
const BEGIN: &str = "<!-- coverage:begin -->\n";
const END: &str = "<!-- coverage:end -->\n";

/// Each file of the reference, relative to the repository, and its text.
pub fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut add = |name: &str, text: String| {
        files.insert(format!("docs/reference/{name}.md"), text);
    };
    add("README", index());
    add("functions", functions());
    add("aggregates", aggregates());
    add("plugins", plugins());
    add("operators", operators());
    add("spl", splunk());
    add("not-supported", refused());
    files
}

/// What the README says between its marks.
///
/// # Errors
/// When it has no marks, or a measure cannot be read.
pub fn readme(text: &str, root: &Path) -> Result<String, String> {
    let begin = text.find(BEGIN).ok_or("the README has no mark")? + BEGIN.len();
    let end = text.find(END).ok_or("the README has no mark at the end")?;
    let before = text.get(..begin).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    Ok(format!("{before}{}{after}", coverage(root)?))
}

fn shown_functions() -> usize {
    FUNCTIONS.iter().filter(|f| is_shown(f.name)).count()
}

fn shown_aggregates() -> usize {
    AGGREGATES.iter().filter(|a| is_shown(a.name)).count()
}

fn shown_plugins() -> usize {
    registry::plugins()
        .iter()
        .filter(|p| is_shown(p.name))
        .count()
}

fn coverage(root: &Path) -> Result<String, String> {
    let mut out = String::from("| | here | refused by name |\n|---|---|---|\n");
    let mut row = |what: &str, here: usize, refused: usize| {
        let _ = writeln!(out, "| {what} | {here} | {refused} |");
    };
    row(
        "[operators of KQL](docs/reference/operators.md)",
        registry::operators().len(),
        0,
    );
    let refused = registry::unsupported_functions().count();
    row(
        "[scalar functions](docs/reference/functions.md)",
        shown_functions(),
        refused,
    );
    row(
        "[aggregates](docs/reference/aggregates.md)",
        shown_aggregates(),
        0,
    );
    let refused = registry::unsupported_plugins().count();
    row(
        "[plugins](docs/reference/plugins.md)",
        shown_plugins(),
        refused,
    );
    row(
        "[commands of SPL](docs/reference/spl.md)",
        spl::COMMANDS.len(),
        0,
    );
    let own = spl::FUNCTIONS.len() + spl::AGGREGATES.len();
    row("functions and aggregates of SPL", own, 0);
    out.push_str("\n| measured | reached |\n|---|---|\n");
    for (what, file, done, of) in MEASURES {
        let path = root.join("docs").join(file);
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let json: Json =
            serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let number = |pointer: &str| {
            let number = json.pointer(pointer).and_then(Json::as_u64);
            number.ok_or_else(|| format!("{} has no {pointer}", path.display()))
        };
        let (done, of) = (number(done)?, number(of)?);
        let percent = 100.0 * done as f64 / of.max(1) as f64;
        let _ = writeln!(
            out,
            "| [{what}](docs/{file}) | {done} of {of} ({percent:.1} %) |"
        );
    }
    Ok(out)
}

/// What was measured: words, the file in `docs`, and where in it the two numbers stand.
const MEASURES: [(&str, &str, &str, &str); 4] = [
    (
        "answers of the real engine that vigie gives too",
        "conformance-engine.json",
        "/ok",
        "/cases",
    ),
    (
        "examples of the documentation that give what it says, of those that say it for an engine",
        "conformance-docs.json",
        "/ok",
        "/cases",
    ),
    (
        "public Sentinel rules over AzureActivity that replay over five days of logs",
        "azure-activity-rules.json",
        "/replayed",
        "/rules",
    ),
    (
        "public Splunk searches that run, on empty sources of any type",
        "spl-corpus.json",
        "/all/run",
        "/all/searches",
    ),
];

const MADE: &str = "<!-- Made from the registries: `UPDATE=1 cargo test -p vigie-spec -- reference` writes it. -->\n";

fn head(title: &str) -> String {
    format!("# {title}\n\n{MADE}\n")
}

fn index() -> String {
    let mut out = head("Reference");
    let pages = [
        (
            "operators",
            "the operators of a query",
            registry::operators().len(),
        ),
        ("functions", "scalar functions", shown_functions()),
        (
            "aggregates",
            "what `summarize` computes",
            shown_aggregates(),
        ),
        ("plugins", "what `evaluate` calls", shown_plugins()),
        (
            "spl",
            "commands, functions and aggregates of Splunk searches",
            spl::COMMANDS.len() + spl::FUNCTIONS.len() + spl::AGGREGATES.len(),
        ),
    ];
    out.push_str("`vigie functions NAME` prints the page of one of them.\n\n| page | what | how many |\n|---|---|---|\n");
    for (name, what, count) in pages {
        let _ = writeln!(out, "| [{name}]({name}.md) | {what} | {count} |");
    }
    let refused =
        registry::unsupported_functions().count() + registry::unsupported_plugins().count();
    let _ = writeln!(
        out,
        "| [not-supported](not-supported.md) | what Kusto has and vigie refuses by name, with the reason | {refused} |"
    );
    out.push_str("\nWhat differs from Kusto says so in its entry:\n\n");
    for (page, name) in differing() {
        let _ = writeln!(out, "- [{name}]({page}.md#{})", anchor(&name));
    }
    out
}

/// Page and name of what differs from Kusto.
fn differing() -> Vec<(&'static str, String)> {
    let differs = |notes: &str| notes.contains("Differs from Kusto");
    let functions = FUNCTIONS
        .iter()
        .filter(|f| is_shown(f.name) && differs(f.notes));
    let aggregates = AGGREGATES
        .iter()
        .filter(|a| is_shown(a.name) && differs(a.notes));
    let plugins = registry::plugins();
    let plugins = plugins
        .iter()
        .filter(|p| is_shown(p.name) && differs(p.notes));
    let operators = registry::operators();
    let operators = operators
        .iter()
        .filter(|o| o.notes.iter().any(|n| differs(n)));
    functions
        .map(|f| ("functions", f.name.to_owned()))
        .chain(aggregates.map(|a| ("aggregates", a.name.to_owned())))
        .chain(plugins.map(|p| ("plugins", p.name.to_owned())))
        .chain(operators.map(|o| ("operators", o.names[0].to_owned())))
        .collect()
}

fn anchor(name: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    name.to_lowercase().chars().filter(kept).collect()
}

fn functions() -> String {
    let mut out = head("Scalar functions");
    let all = FUNCTIONS.iter().filter(|f| is_shown(f.name));
    let mut families: Vec<Family> = all.clone().map(|f| f.family).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        let _ = writeln!(out, "## {family:?}\n");
        for f in all.clone().filter(|f| f.family == family) {
            let examples = f.examples.iter().map(|e| (e.source, e.result));
            entry(
                &mut out,
                "###",
                f.name,
                &f.signature(),
                f.summary,
                f.aliases,
            );
            details(&mut out, f.params, f.notes, examples);
        }
    }
    trimmed(out)
}

fn aggregates() -> String {
    let mut out = head("Aggregates");
    for a in AGGREGATES.iter().filter(|a| is_shown(a.name)) {
        let call = format!("{}({})", a.name, parameters(a.params));
        let examples = a.examples.iter().map(|e| (e.source, e.result));
        entry(&mut out, "##", a.name, &call, a.summary, a.aliases);
        details(&mut out, a.params, a.notes, examples);
    }
    trimmed(out)
}

fn plugins() -> String {
    let mut out = head("Plugins");
    for p in registry::plugins().iter().filter(|p| is_shown(p.name)) {
        let examples = p.examples.iter().map(|e| (e.source, e.result));
        entry(&mut out, "##", p.name, p.usage, p.summary, &[]);
        details(&mut out, &[], p.notes, examples);
    }
    trimmed(out)
}

fn operators() -> String {
    let mut out = head("Operators");
    for o in registry::operators() {
        let others = o.names.get(1..).unwrap_or_default();
        entry(&mut out, "##", o.names[0], o.usage, o.summary, others);
        details(&mut out, &[], &o.notes.join("\n"), o.examples.into_iter());
    }
    trimmed(out)
}

fn splunk() -> String {
    let mut out = head("Splunk searches");
    out.push_str("## Commands\n\n");
    for c in spl::COMMANDS {
        let examples = c.examples.iter().map(|e| (e.source, e.result));
        entry(&mut out, "###", c.name, c.usage, c.summary, c.aliases);
        details(&mut out, &[], "", examples);
    }
    out.push_str("## Functions of eval\n\n");
    for f in spl::FUNCTIONS {
        let examples = f.examples.iter().map(|e| (e.source, e.result));
        let call = format!("{}(…)", f.name);
        entry(&mut out, "###", f.name, &call, f.summary, f.aliases);
        details(&mut out, &[], "", examples);
    }
    out.push_str("## Aggregates of stats\n\n");
    for a in spl::AGGREGATES {
        let examples = a.examples.iter().map(|e| (e.source, e.result));
        let call = format!("{}(field)", a.name);
        entry(&mut out, "###", a.name, &call, a.summary, a.aliases);
        details(&mut out, &[], "", examples);
    }
    trimmed(out)
}

fn refused() -> String {
    let mut out = head("Not supported");
    out.push_str("A rule that needs one of these is reported as not run, with the reason.\n\n");
    out.push_str("| function | why |\n|---|---|\n");
    for (name, why) in registry::unsupported_functions() {
        let _ = writeln!(out, "| `{name}` | {} |", cell(why));
    }
    out.push_str("\n| plugin | why |\n|---|---|\n");
    for (name, why) in registry::unsupported_plugins() {
        let _ = writeln!(out, "| `{name}` | {} |", cell(why));
    }
    out
}

fn entry(out: &mut String, level: &str, name: &str, call: &str, summary: &str, others: &[&str]) {
    let _ = writeln!(out, "{level} {name}\n\n```text\n{call}\n```\n\n{summary}");
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|o| format!("`{o}`")).collect();
        let _ = writeln!(out, "Also written {}.", others.join(", "));
    }
    out.push('\n');
}

fn details<'e>(
    out: &mut String,
    params: &[Param],
    notes: &str,
    examples: impl Iterator<Item = (&'e str, &'e str)>,
) {
    if !params.is_empty() {
        out.push_str("| parameter | what |\n|---|---|\n");
        for p in params {
            let _ = writeln!(out, "| `{}` | {} |", p.name, cell(p.doc));
        }
        out.push('\n');
    }
    for note in notes.split('\n').filter(|n| !n.is_empty()) {
        let _ = writeln!(out, "{}\n", note.trim());
    }
    let mut lines = String::new();
    for (source, result) in examples {
        let _ = writeln!(lines, "{source}\n{}", format!("    = {result}").trim_end());
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "```text\n{lines}```\n");
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
