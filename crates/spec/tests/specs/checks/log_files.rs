//! Files as they are found: packed, in other encodings, large, broken, hostile.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::catalog::Catalog;
use vigie_engine::types::Value;
use vigie_engine::{Engine, Options as QueryOptions};
use vigie_logs::{Error, Ledger, LogCatalog, Options, Reading};

checks! {
    packed_files_give_their_records,
    archives_give_their_members,
    text_of_any_encoding_is_read,
    a_large_file_reads_the_same_in_parts,
    a_long_line_may_reach_over_parts,
    one_long_envelope_is_read_element_by_element,
    a_record_that_is_too_long_is_rejected,
    a_quote_too_few_ends_a_csv_file,
    a_broken_archive_is_told,
    a_bomb_is_not_unpacked,
    nesting_is_bounded,
    a_file_counts_once_however_many_queries_read_it,
    what_a_query_leaves_is_told,
    paths_of_exporters_tell_the_time,
    paths_are_files_folders_and_globs,
    the_order_is_that_of_the_names,
}

const THREE: &str = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n";

fn options(folder: &Path) -> Options {
    Options::new(2, folder.to_owned())
}

fn open(folder: &Path, change: impl FnOnce(&mut Options)) -> Result<Arc<LogCatalog>, Error> {
    let mut options = options(folder);
    change(&mut options);
    LogCatalog::open(&[folder.display().to_string()], options).map(Arc::new)
}

fn query(catalog: &Arc<LogCatalog>, text: &str) -> Vec<Vec<Value>> {
    let tables = Arc::clone(catalog) as Arc<dyn Catalog>;
    let engine = Engine::new(tables, QueryOptions::at(0));
    engine.query(text).expect("a query that runs").rows()
}

/// The values of `n` in the table `a`, in order.
fn numbers(catalog: &Arc<LogCatalog>) -> Vec<i64> {
    query(catalog, "a | project n")
        .into_iter()
        .map(|row| row[0].as_i64().expect("a number"))
        .collect()
}

/// The numbers in the one file of a folder, and its account.
fn read(name: &str, bytes: &[u8], change: impl FnOnce(&mut Options)) -> (Vec<i64>, Ledger) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a file");
    let catalog = open(folder.path(), change).expect("something to read");
    (numbers(&catalog), catalog.ledger())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("written");
    out.finish().expect("written")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("written")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        out.append_data(&mut header, name, *bytes).expect("written");
    }
    out.into_inner().expect("written")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(*name, options).expect("written");
        out.write_all(bytes).expect("written");
    }
    out.finish().expect("written").into_inner()
}

fn packed_files_give_their_records() {
    let plain = THREE.as_bytes();
    let two_members = [gzip(plain), gzip(b"{\"n\":4}\n")].concat();
    for (name, bytes, last) in [
        ("a.json", plain.to_vec(), 3),
        ("a.json.gz", gzip(plain), 3),
        ("a.json.gz", two_members, 4),
        ("a.json.zst", zstd(plain), 3),
        ("a.json.gz.zst", zstd(&gzip(plain)), 3),
        // Names say nothing: this is gzip.
        ("a.txt", gzip(plain), 3),
    ] {
        let (got, ledger) = read(name, &bytes, |_| {});
        assert_eq!(got, (1..=last).collect::<Vec<_>>(), "{name}");
        assert_eq!(ledger.records, last as u64, "{name}");
    }
}

fn archives_give_their_members() {
    let members: &[(&str, &[u8])] = &[
        ("x/a.jsonl", THREE.as_bytes()),
        ("notes.txt", b"nothing"),
        ("y/a.json.gz", &gzip(b"[{\"n\":4}]")),
    ];
    let inner = zip(members);
    for (name, bytes) in [
        ("all.zip", inner.clone()),
        ("all.tar", tar(members)),
        ("all.tgz", gzip(&tar(members))),
        ("all.tar.zst", zstd(&tar(members))),
        ("outer.tar", tar(&[("inner.zip", &inner)])),
    ] {
        let (got, ledger) = read(name, &bytes, |_| {});
        assert_eq!(got, [1, 2, 3, 4], "{name}");
        let paths: Vec<_> = ledger
            .files
            .iter()
            .map(|f| f.path.rsplit('/').next())
            .collect();
        assert_eq!(paths.len(), 3, "{name}: {paths:?}");
        assert!(
            ledger.files[1].status.contains("neither JSON nor CSV"),
            "{name}"
        );
    }
}

fn text_of_any_encoding_is_read() {
    let text = "[{\"n\":1,\"s\":\"é😀\"},\n{\"n\":2}]";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe", little.as_slice()].concat(),
        [b"\xfe\xff", big.as_slice()].concat(),
        little,
        big,
    ] {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("a.json"), &bytes).expect("a file");
        let catalog = open(folder.path(), |_| {}).expect("something to read");
        let rows = query(&catalog, "a | where n == 1 | project s");
        assert_eq!(rows, [[Value::string("é😀")]], "{bytes:?}");
        assert_eq!(numbers(&catalog), [1, 2]);
    }
    // UTF-8 that is none is a broken record.
    let (got, ledger) = read(
        "a.json",
        b"{\"n\":1}\n{\"n\":2,\"s\":\"\xff\"}\n{\"n\":3}\n",
        |_| {},
    );
    assert_eq!((got, ledger.rejected), (vec![1, 3], 1));
}

/// Lines of all lengths, some blank, some broken.
fn many_lines(count: i64) -> String {
    let mut text = String::new();
    for n in 1..=count {
        match n % 97 {
            13 => text.push_str("  \r\n\n"),
            55 => text.push_str("{\"n\":\n"),
            _ => {}
        }
        text.push_str(&format!(
            "{{\"n\":{n},\"pad\":\"{}\"}}\n",
            "x".repeat((n % 61) as usize)
        ));
    }
    text
}

fn a_large_file_reads_the_same_in_parts() {
    let text = many_lines(3000);
    let whole = read("a.jsonl", text.as_bytes(), |o| o.threads = 1);
    assert_eq!(whole.0, (1..=3000).collect::<Vec<_>>());
    assert_eq!(whole.1.rejected, 31);
    let account = |ledger: &Ledger| serde_json::to_value(&ledger.files[0].counts).ok();
    for part in [1 << 10, 4099, 50_000] {
        for threads in [1, 4] {
            let got = read("a.jsonl", text.as_bytes(), |o| {
                (o.part, o.threads) = (part, threads);
            });
            assert_eq!(got.0, whole.0, "{part}");
            assert_eq!(account(&got.1), account(&whole.1), "{part}");
        }
    }
}

fn a_long_line_may_reach_over_parts() {
    let long = format!("{{\"n\":2,\"s\":\"{}\"}}\n", "y".repeat(5000));
    let text = [
        "{\"n\":1}\n",
        &long,
        "{\"n\":3}\n",
        &long.replace('2', "4"),
        "{\"n\":5}",
    ]
    .concat();
    for part in [100, 1000, 5007, 5008, 5009, 6000] {
        let (got, ledger) = read("a.jsonl", text.as_bytes(), |o| o.part = part);
        assert_eq!(got, [1, 2, 3, 4, 5], "{part}");
        assert_eq!(ledger.records, 5, "{part}");
    }
}

fn one_long_envelope_is_read_element_by_element() {
    let record = |n: i64| format!("{{\"n\":{n},\"pad\":\"{}\"}}", "z".repeat(300));
    let records: Vec<String> = (1..=9000).map(record).collect();
    let text = format!(
        "{{\"Records\":[{}],\"NextToken\":\"x\"}}",
        records.join(",")
    );
    // The envelope is longer than a record may be.
    let (got, ledger) = read("a.json", text.as_bytes(), |o| o.limits.record = 1 << 16);
    assert_eq!(got, (1..=9000).collect::<Vec<_>>());
    assert_eq!((ledger.records, ledger.rejected), (9000, 0));
}

fn a_record_that_is_too_long_is_rejected() {
    let long = format!("{{\"n\":2,\"s\":\"{}\"}}", "\\\"}".repeat(900_000));
    for (name, text) in [
        (
            "a.jsonl",
            format!("{{\"n\":1}}\n{long}\n{{\"n\":3}}\n{{\"n\":4}}\n"),
        ),
        (
            "a.json",
            format!("[{{\"n\":1}},\n{long},\n{{\"n\":3}},{{\"n\":4}}]"),
        ),
    ] {
        let (got, ledger) = read(name, text.as_bytes(), |o| o.limits.record = 1 << 20);
        assert_eq!(got, [1, 3, 4], "{name}");
        assert_eq!(ledger.rejected, 1, "{name}");
        let rejection = &ledger.files[0].counts.rejections[0];
        assert_eq!((rejection.record, rejection.line), (2, 2), "{name}");
        assert!(rejection.reason.contains("more than 1 MiB"), "{name}");
    }
}

fn a_quote_too_few_ends_a_csv_file() {
    let rows: String = (1..=50_000)
        .map(|n| format!("{n},xxxxxxxxxxxxxxxxxxxxxxxx\n"))
        .collect();
    let text = format!("n,s\n1,a\n2,b\n3,c\n4,\"d\n{rows}");
    let (got, ledger) = read("a.csv", text.as_bytes(), |o| o.limits.record = 1 << 20);
    assert_eq!(got, [1, 2, 3]);
    let fault = ledger.files[0].counts.fault.as_deref().expect("a fault");
    assert!(fault.contains("missing quote"), "{fault}");
}

fn a_broken_archive_is_told() {
    let mut bytes = gzip(many_lines(20_000).as_bytes());
    bytes.truncate(bytes.len() / 2);
    let (got, ledger) = read("a.json.gz", &bytes, |_| {});
    assert!(!got.is_empty());
    assert_eq!(got, (1..=got.len() as i64).collect::<Vec<_>>());
    assert!(ledger.files[0].counts.fault.is_some());
    assert!(ledger.has_faults());
}

fn a_bomb_is_not_unpacked() {
    let bytes = gzip("{\"n\":1}\n".repeat(1 << 20).as_bytes());
    let (got, ledger) = read("a.json.gz", &bytes, |o| {
        (o.limits.free, o.limits.ratio) = (1 << 20, 10);
    });
    assert!(got.len() < 1 << 20);
    let fault = ledger.files[0].counts.fault.as_deref().expect("a fault");
    assert!(fault.contains("bomb"), "{fault}");
}

fn nesting_is_bounded() {
    let mut bytes = THREE.as_bytes().to_vec();
    for _ in 0..4 {
        bytes = gzip(&bytes);
    }
    assert_eq!(read("a", &bytes, |_| {}).0, [1, 2, 3]);
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a"), gzip(&bytes)).expect("a file");
    let error = open(folder.path(), |_| {}).expect_err("nothing to read");
    assert!(error.to_string().contains("within one another"), "{error}");
}

fn a_file_counts_once_however_many_queries_read_it() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.jsonl"), many_lines(100)).expect("a file");
    let catalog = open(folder.path(), |_| {}).expect("something to read");
    assert_eq!(catalog.ledger().files[0].read, Reading::No);
    for _ in 0..3 {
        assert_eq!(numbers(&catalog).len(), 100);
        assert_eq!(query(&catalog, "a | count"), [[Value::Long(100)]]);
        let ledger = catalog.ledger();
        assert_eq!((ledger.records, ledger.rejected), (101, 1));
        assert_eq!(ledger.files[0].read, Reading::Full);
    }
    let progress = catalog.progress();
    assert_eq!(progress.bytes_done(), progress.bytes_total());
}

fn what_a_query_leaves_is_told() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.jsonl"), many_lines(100_000)).expect("a file");
    let catalog = open(folder.path(), |o| o.part = 100_000).expect("something to read");
    assert_eq!(query(&catalog, "a | take 1").len(), 1);
    let account = catalog.ledger().files[0].clone();
    assert_eq!(account.read, Reading::Part);
    assert!((1..100_000).contains(&account.counts.records));
    numbers(&catalog);
    let account = catalog.ledger().files[0].clone();
    assert_eq!(
        (account.read, account.counts.rows),
        (Reading::Full, 100_000)
    );
}

fn paths_of_exporters_tell_the_time() {
    let folder = TempDir::new().expect("a folder");
    let line = |time: &str| {
        format!(
            "{{\"time\":\"{time}\",\"category\":\"Administrative\",\"operationName\":\"A/B/write\"}}\n"
        )
    };
    for (path, time) in [
        (
            "x/y=2026/m=03/d=01/h=05/m=00/PT1H.json",
            "2026-03-01T05:59:00Z",
        ),
        (
            "x/y=2026/m=03/d=10/h=05/m=00/PT1H.json",
            "2026-03-10T05:59:00Z",
        ),
        // A day late, and a folder that is named after a day but by no exporter.
        (
            "x/y=2026/m=03/d=11/h=05/m=00/PT1H.json",
            "2026-03-10T06:00:00Z",
        ),
        ("cases/2026/03/01/a.json", "2026-03-10T07:00:00Z"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, line(time)).expect("a file");
    }
    let after = "AzureActivity | where TimeGenerated >= datetime(2026-03-10) | count";
    let before = "AzureActivity | where TimeGenerated < datetime(2026-03-09) | count";
    for (by_path, query_text, found, left_out) in [
        (true, after, 3, 1),
        (true, before, 1, 2),
        (true, "AzureActivity | count", 4, 0),
        (false, after, 3, 0),
    ] {
        let catalog = open(folder.path(), |o| o.by_path = by_path).expect("something to read");
        assert_eq!(
            query(&catalog, query_text),
            [[Value::Long(found)]],
            "{query_text}"
        );
        let ledger = catalog.ledger();
        let outside = ledger.files.iter().filter(|f| f.read == Reading::Outside);
        assert_eq!(outside.count(), left_out, "{query_text}");
        let told = ledger.to_string().contains("whose paths tell another time");
        assert_eq!(told, left_out > 0, "{ledger}");
    }
}

fn paths_are_files_folders_and_globs() {
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(folder.path().join("d")).expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    for name in ["a.json", "d/a.json", ".git/a.json", "d/b.json"] {
        fs::write(folder.path().join(name), "{\"n\":1}").expect("a file");
    }
    let count = |paths: &[String]| {
        let catalog = LogCatalog::open(paths, options(folder.path())).expect("files");
        catalog.ledger().files.len()
    };
    assert_eq!(count(&[at("a.json")]), 1);
    assert_eq!(count(&[at("")]), 3);
    assert_eq!(count(&[at("*.json")]), 1);
    assert_eq!(count(&[at("**/*.json")]), 3);
    assert_eq!(count(&[at(".git/a.json")]), 1);
    // A file that is named twice is one.
    assert_eq!(count(&[at("d"), at("d/b.json"), at("d/../d/b.json")]), 2);
    assert_eq!(count(&[]), 0);
    for missing in [at("x.json"), at("*.csv")] {
        let error = LogCatalog::open(&[missing], options(folder.path()));
        assert!(matches!(error, Err(Error::NoSuchPath(_))));
    }
}

fn the_order_is_that_of_the_names() {
    let folder = TempDir::new().expect("a folder");
    for n in (1..=60).rev() {
        let below = folder.path().join(format!("{n:02}"));
        fs::create_dir(&below).expect("a folder");
        fs::write(below.join("a.json"), format!("{{\"n\":{n}}}")).expect("a file");
    }
    for threads in [1, 8] {
        let catalog = open(folder.path(), |o| o.threads = threads).expect("files");
        assert_eq!(numbers(&catalog), (1..=60).collect::<Vec<_>>());
    }
}
