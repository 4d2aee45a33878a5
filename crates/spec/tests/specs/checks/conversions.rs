//! Rules that were converted alert on the same as what they were made of, on all telemetry of the
//! packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vigie_detect::convert::kql_to_sigma;
use vigie_detect::pack;
use vigie_detect::rule::Rule;
use vigie_detect::testing::document::{self, Case};
use vigie_engine::catalog::Catalog;
use vigie_engine::types::Value;
use vigie_engine::{Answer, Engine, Options};
use vigie_languages::Language;
use vigie_languages::sigma::{Collection, File};
use vigie_logs::{Layers, LogCatalog, Schemas};
use vigie_syntax::yaml::{self, Node};

checks! {
    kql_finds_the_records_of_its_sigma,
    sigma_alerts_on_the_groups_of_its_kql,
    what_sigma_cannot_say_is_refused_with_a_reason,
}

const DAY: i64 = 864_000_000_000;

fn packs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// Every rule in KQL of every pack, hunting queries too.
fn rules() -> Vec<Rule> {
    let mut rules = Vec::new();
    let packs = fs::read_dir(packs()).expect("there are packs").flatten();
    for folder in packs.flat_map(|pack| ["rules", "hunting"].map(|f| pack.path().join(f))) {
        if folder.is_dir() {
            rules.extend(pack::open(&folder).expect("rules can be read").rules);
        }
    }
    rules.retain(|rule| rule.language == Language::Kql);
    rules
}

/// The tables that vigie knows, without logs.
fn known() -> Engine {
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
    let logs = LogCatalog::open(&[], options).expect("no logs can be opened");
    let layers: Vec<Arc<dyn Catalog>> = vec![Arc::new(logs), Schemas::shipped()];
    Engine::new(Arc::new(Layers::new(layers)), Options::at(738_000 * DAY))
}

/// Telemetry of a pack's tests.
#[derive(Debug, Default, Clone)]
struct Telemetry {
    name: String,
    /// The file of tests without its ending.
    file: String,
    /// One test, or all of a file.
    alone: bool,
    /// Kind and text.
    blocks: Vec<(String, String)>,
    files: Vec<PathBuf>,
    /// The clocks at which rules run.
    clocks: BTreeSet<i64>,
}

/// The telemetry of each test of a pack, and that of each file of tests as a whole.
fn telemetry(pack: &Path) -> Vec<Telemetry> {
    let mut all = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(pack.join("tests"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    paths.sort();
    for path in paths.iter().filter(|path| !path.ends_with("README.md")) {
        let text = fs::read_to_string(path).expect("tests can be read");
        let file = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut whole = Telemetry {
            name: file.clone(),
            file: file.clone(),
            ..Telemetry::default()
        };
        for case in document::parse(&text).expect("tests are well-formed") {
            let one = of_case(pack, &file, &case);
            for block in &one.blocks {
                if !whole.blocks.contains(block) {
                    whole.blocks.push(block.clone());
                }
            }
            for path in &one.files {
                if !whole.files.contains(path) {
                    whole.files.push(path.clone());
                }
            }
            whole.clocks.extend(&one.clocks);
            all.push(one);
        }
        all.push(whole);
    }
    all
}

fn of_case(pack: &Path, file: &str, case: &Case) -> Telemetry {
    let logs = case.blocks.iter();
    let logs = logs.filter(|block| block.kind == "ndjson" || block.kind == "json");
    Telemetry {
        name: format!("{file}: {}", case.name),
        file: file.to_owned(),
        alone: true,
        blocks: logs
            .map(|block| (block.kind.clone(), block.text.clone()))
            .collect(),
        files: case
            .settings
            .files
            .iter()
            .map(|name| pack.join("tests").join(name))
            .collect(),
        clocks: case.settings.now.into_iter().collect(),
    }
}

impl Telemetry {
    /// The logs, where there are any.
    fn open(&self) -> Option<(tempfile::TempDir, LogCatalog)> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut paths: Vec<String> = Vec::new();
        for (at, (kind, text)) in self.blocks.iter().enumerate() {
            let path = folder.path().join(format!("{at}.{kind}"));
            fs::write(&path, text).expect("a file can be written");
            paths.push(path.to_string_lossy().into_owned());
        }
        paths.extend(
            self.files
                .iter()
                .map(|path| path.to_string_lossy().into_owned()),
        );
        if paths.is_empty() {
            return None;
        }
        let options = vigie_logs::Options::new(1, folder.path().to_owned());
        let catalog = LogCatalog::open(&paths, options).ok()?;
        Some((folder, catalog))
    }
}

fn run(engine: &Engine, query: impl Into<vigie_syntax::kql::Parsed>, what: &str) -> Answer {
    let answer = engine.query(query);
    answer.unwrap_or_else(|why| panic!("{what} does not run: {why:?}"))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_lowercase(),
        other => format!("{other:?}"),
    }
}

/// The groups that a converted rule alerts on, by the values that it groups by, each with the time of
/// its first event.
fn groups(engine: &Engine, sigma: &Sigma, what: &str) -> BTreeMap<Vec<String>, i64> {
    let mut found = BTreeMap::new();
    for query in &sigma.queries {
        let answer = run(engine, query.clone(), what);
        let place = |name: &str| answer.columns.iter().position(|c| c.name == name);
        let first = place("FirstSeen").or_else(|| place("TimeGenerated"));
        for row in answer.rows() {
            let keys = sigma.keys.iter();
            let group: Vec<String> = keys
                .filter_map(|key| row.get(place(key)?).map(text))
                .collect();
            let first = match first.and_then(|at| row.get(at)) {
                Some(Value::Datetime(ticks)) => *ticks,
                _ => i64::MIN,
            };
            let own = found.entry(group).or_insert(first);
            *own = first.min(*own);
        }
    }
    found
}

/// A converted rule.
struct Sigma {
    rule: Rule,
    /// Of what alerts.
    queries: Vec<vigie_syntax::kql::Parsed>,
    keys: Vec<String>,
}

/// Every rule that can be converted.
fn converted() -> Vec<Sigma> {
    let known = known();
    let convert = |rule: Rule| {
        let sigma = kql_to_sigma::convert(&rule, &known).ok()?.text;
        strict(&sigma);
        let found = Collection::read(&[File { text: &sigma }], &[]).rules();
        let found = found
            .into_iter()
            .map(|found| found.unwrap_or_else(|why| panic!("{:?}\n{sigma}", why.diagnostics)));
        Some(Sigma {
            queries: found
                .filter(|r| r.part_of.is_none())
                .map(|r| r.query)
                .collect(),
            keys: keys(&sigma),
            rule,
        })
    };
    rules().into_iter().filter_map(convert).collect()
}

/// What the correlations of a file group by.
fn keys(sigma: &str) -> Vec<String> {
    let documents = yaml::parse(sigma).expect("the file is YAML");
    let groups = documents
        .iter()
        .find_map(|d| d.get("correlation")?.get("group-by"));
    let items = groups.map_or(&[][..], Node::items);
    items
        .iter()
        .filter_map(|i| Some(i.text()?.to_owned()))
        .collect()
}

fn sigma_alerts_on_the_groups_of_its_kql() {
    let converted = converted();
    let names: Vec<String> = converted.iter().map(|sigma| sigma.rule.stem()).collect();
    assert!(names.iter().any(|n| n == "azure-as-published"), "{names:?}");
    let (mut compared, mut alerting) = (0, 0);
    for pack in fs::read_dir(packs()).expect("there are packs").flatten() {
        for telemetry in telemetry(&pack.path()) {
            // Each test of the rule itself; of others all that a file has, at once.
            let concerned: Vec<&Sigma> = converted
                .iter()
                .filter(|sigma| telemetry.alone == (sigma.rule.stem() == telemetry.file))
                .collect();
            let open = (!concerned.is_empty()).then(|| telemetry.open()).flatten();
            let Some((_folder, catalog)) = open else {
                continue;
            };
            let catalog: Arc<dyn Catalog> = Arc::new(catalog);
            let layers: Vec<Arc<dyn Catalog>> = vec![catalog, Schemas::shipped()];
            let mut clocks = telemetry.clocks.clone();
            if clocks.is_empty() {
                clocks.insert(last(&layers));
            }
            for now in clocks {
                let engine = Engine::new(Arc::new(Layers::new(layers.clone())), Options::at(now));
                for sigma in &concerned {
                    let what = format!("{} on {}", sigma.rule.stem(), telemetry.name);
                    compared += 1;
                    alerting += usize::from(compare(&engine, sigma, now, &what));
                }
            }
        }
    }
    assert!(
        compared > 40 && alerting > 10,
        "{compared} compared, {alerting} of them with alerts"
    );
}

/// Whether there are alerts. They must be the same ones.
fn compare(engine: &Engine, sigma: &Sigma, now: i64, what: &str) -> bool {
    let rows = run(engine, sigma.rule.parsed(), what).rows();
    let texts = |row: &Vec<Value>| row.iter().map(text).collect();
    let rows: Vec<BTreeSet<String>> = rows.iter().map(texts).collect();
    let groups = groups(engine, sigma, what);
    let begin = now - sigma.rule.schedule.map_or(14 * DAY, |s| s.period);
    let has = |row: &BTreeSet<String>, group: &Vec<String>| group.iter().all(|v| row.contains(v));
    for row in &rows {
        let found = groups.keys().any(|group| has(row, group));
        assert!(found, "{what}: Sigma does not alert on {row:?}");
    }
    for (group, first) in &groups {
        // What began before the query looks back is none of its concern.
        let known = *first < begin || rows.iter().any(|row| has(row, group));
        assert!(known, "{what}: Sigma alone alerts on {group:?}");
    }
    !rows.is_empty()
}

/// The time of the last record of the telemetry.
fn last(layers: &[Arc<dyn Catalog>]) -> i64 {
    let engine = Engine::new(Arc::new(Layers::new(layers.to_vec())), Options::at(0));
    let tables = ["AzureActivity", "AWSCloudTrail", "GCPAuditLogs"];
    let times = tables.map(|table| {
        let query = format!("{table} | summarize max(TimeGenerated)");
        let answer = engine.query(query.as_str()).ok();
        match answer
            .and_then(|a| a.rows().pop())
            .and_then(|mut row| row.pop())
        {
            Some(Value::Datetime(ticks)) => ticks,
            _ => 0,
        }
    });
    times.into_iter().max().unwrap_or(0) + 10_000_000
}

/// The rules of the specs of values and conditions, on the events that stand there.
fn kql_finds_the_records_of_its_sigma() {
    let specs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs/sigma");
    let event = regex::Regex::new(r"(?s)\n```ndjson\n(.*?)\n```").expect("it is a pattern");
    let rule = regex::Regex::new(r"(?s)\n```sigma\n(.*?)\n```").expect("it is a pattern");
    let (mut same, mut told) = (0, 0);
    for file in ["values.md", "conditions.md"] {
        let text = fs::read_to_string(specs.join(file)).expect("a spec can be read");
        for part in text.split("\n# ") {
            let folder = tempfile::tempdir().expect("a folder can be made");
            let path = folder.path().join("events.ndjson");
            let events = event.captures(part).expect("a part has events");
            fs::write(&path, &events[1]).expect("a file can be written");
            let options = vigie_logs::Options::new(1, folder.path().to_owned());
            let logs = LogCatalog::open(&[path.to_string_lossy().into_owned()], options);
            let engine = Engine::new(Arc::new(logs.expect("events can be read")), Options::at(0));
            for sigma in rule.captures_iter(part) {
                let collection = Collection::read(&[File { text: &sigma[1] }], &[]);
                for (document, rule) in collection.documents().iter().zip(collection.rules()) {
                    let (Ok(rule), Ok((tree, differences))) = (rule, collection.kql(document))
                    else {
                        continue;
                    };
                    if !differences.is_empty() {
                        told += 1;
                        continue;
                    }
                    let title = &document.about.title;
                    let query = vigie_syntax::kql::print(&tree);
                    let own = ids(&run(&engine, rule.query, title));
                    let found = ids(&run(&engine, query.as_str(), &query));
                    assert_eq!(found, own, "{title}: {query}");
                    same += 1;
                }
            }
        }
    }
    assert!(
        same > 30 && told > 4,
        "{same} the same, {told} told to differ"
    );
}

/// The ids of the events that were found.
fn ids(answer: &Answer) -> BTreeSet<String> {
    let is_id = |name: &str| name == "_id" || name == "AwsEventId";
    let place = answer.columns.iter().position(|c| is_id(&c.name));
    let place = place.expect("events have ids");
    answer
        .rows()
        .iter()
        .filter_map(|row| row.get(place).map(text))
        .collect()
}

fn what_sigma_cannot_say_is_refused_with_a_reason() {
    let known = known();
    for rule in rules() {
        if let Err(why) = kql_to_sigma::convert(&rule, &known) {
            for diagnostic in &why {
                assert_eq!(
                    diagnostic.code, "not-convertible",
                    "{}: {diagnostic:?}",
                    rule.name
                );
                assert!(!diagnostic.message.is_empty(), "{}", rule.name);
            }
        }
    }
}

/// What the JSON schemas of the specification, version 2.1, ask of a file.
fn strict(sigma: &str) {
    let documents = yaml::parse(sigma).expect("the file is YAML");
    let mut ids = BTreeSet::new();
    let tag = regex::Regex::new(r"^[a-z0-9_-]+\.[a-z0-9._-]+$").expect("it is a pattern");
    let length = regex::Regex::new("^[0-9]+[smhd]$").expect("it is a pattern");
    for document in &documents {
        let text = |key: &str| document.get(key).and_then(Node::text);
        let list = |node: Option<&Node>| -> Vec<String> {
            let items = node.map_or(&[][..], Node::items);
            items
                .iter()
                .filter_map(|i| Some(i.text()?.to_owned()))
                .collect()
        };
        let title = text("title").expect("a rule has a title");
        assert!(!title.is_empty() && title.chars().count() <= 256, "{title}");
        let id = text("id").expect("a rule has an id");
        assert!(ids.insert(id.to_owned()), "{id} is there twice");
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert!(
            [
                "stable",
                "test",
                "experimental",
                "deprecated",
                "unsupported"
            ]
            .contains(&text("status").unwrap_or_default())
        );
        assert!(
            ["informational", "low", "medium", "high", "critical"]
                .contains(&text("level").unwrap_or_default())
        );
        let tags = list(document.get("tags"));
        assert!(tags.iter().all(|t| tag.is_match(t)), "{tags:?}");
        for key in ["tags", "references", "fields", "falsepositives"] {
            let all = list(document.get(key));
            let distinct: BTreeSet<&String> = all.iter().collect();
            assert_eq!(distinct.len(), all.len(), "{key}: {all:?}");
        }
        assert!(
            list(document.get("falsepositives"))
                .iter()
                .all(|f| f.len() >= 2)
        );
        match (document.get("correlation"), document.get("detection")) {
            (Some(correlation), None) => {
                let kind = correlation
                    .get("type")
                    .and_then(Node::text)
                    .unwrap_or_default();
                assert!(
                    [
                        "event_count",
                        "value_count",
                        "temporal",
                        "value_sum",
                        "value_avg",
                        "value_percentile"
                    ]
                    .contains(&kind),
                    "{kind}"
                );
                assert!(!list(correlation.get("rules")).is_empty());
                assert!(correlation.get("group-by").is_some(), "{title}");
                let timespan = correlation
                    .get("timespan")
                    .and_then(Node::text)
                    .unwrap_or_default();
                assert!(length.is_match(timespan), "{timespan}");
                assert_eq!(kind == "temporal", correlation.get("condition").is_none());
            }
            (None, Some(detection)) => {
                assert!(document.get("logsource").is_some(), "{title}");
                let condition = detection.get("condition").and_then(Node::text);
                assert!(condition.is_some_and(|c| !c.is_empty()), "{title}");
            }
            _ => panic!("{title} is neither a rule nor a correlation"),
        }
    }
}
