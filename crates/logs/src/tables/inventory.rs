//! Looking at each file just far enough to tell what it is and which table it feeds.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;

use super::plain::Inference;
use crate::files::{self, Entry, Flow, period};
use crate::json::{Found, Paths, quote};
use crate::options::{Limits, Mode};
use crate::records::{self, Format, Record, Sink};
use crate::sources::SOURCES;
use crate::sources::def::{Probe, Program, Shape, Source};
use crate::sources::not_read::NOT_READ;
use crate::sources::wrapper::{WRAPPERS, Wrapper};
use crate::times::{Order, Times};

/// A file and what stands in it.
#[derive(Debug)]
pub(crate) struct LogFile {
    pub(crate) entry: Entry,
    pub(crate) members: Vec<Member>,
    /// Between which times its records lie, as far as its path tells.
    pub(crate) period: Option<(i64, i64)>,
}

/// The file itself, or a member of the archive it is.
#[derive(Debug)]
pub(crate) struct Member {
    /// As it is shown.
    pub(crate) name: String,
    /// It stands in the file as it is, in UTF-8 without a mark: its bytes are those of the file.
    pub(crate) plain: bool,
    /// Row groups of a Parquet file that is not packed.
    pub(crate) groups: usize,
    pub(crate) what: What,
    pub(crate) notes: Vec<String>,
}

/// What a member is.
#[derive(Debug)]
pub(crate) enum What {
    Log {
        source: &'static Source,
        shape: &'static Shape,
        wrapper: &'static Wrapper,
        format: Format,
        /// How its local times are read.
        order: Option<Order>,
    },
    /// JSON, CSV or Parquet of no known log.
    Plain {
        table: String,
        format: Format,
        columns: Inference,
        /// The first keys of its records.
        keys: String,
    },
    /// An export that holds no record.
    Empty(Format),
    /// It is not read; what it is instead.
    Refused(String),
}

/// Records that are looked at to choose between the forms of a log.
const FIRST: usize = 100;

/// Records whose values are looked into for events.
const UNWRAPPED: usize = 1000;

/// Bytes of a file that are read to find its columns.
const INFER: u64 = 64 << 20;

/// Looks at one file.
pub(crate) fn inspect(entry: Entry, limits: &Limits) -> LogFile {
    let mut members = Vec::new();
    let meter = AtomicU64::new(0);
    let opened = files::visit(&entry.path, limits, &meter, &mut |member| {
        let name = if member.name.is_empty() {
            entry.name.clone()
        } else {
            format!("{}!{}", entry.name, member.name)
        };
        let mut notes = Vec::new();
        let (mut plain, mut groups) = (false, 0);
        let what = match member.source {
            files::Source::Text(text) => {
                plain = member.plain;
                text_member(text, &name, limits, &mut notes, &mut plain)
            }
            files::Source::Parquet => {
                let (what, count) = super::parquet::inspect_file(&entry.path, &name);
                groups = count;
                what
            }
            files::Source::PackedParquet(bytes) => super::parquet::inspect_bytes(bytes, &name),
            files::Source::Other(words) => What::Refused(words.to_owned()),
            files::Source::Broken(why) => What::Refused(format!("broken: {why}")),
        };
        members.push(Member {
            name,
            plain,
            groups,
            what,
            notes,
        });
        Flow::Go
    });
    if let Err(e) = opened {
        members.push(Member {
            name: entry.name.clone(),
            plain: false,
            groups: 0,
            what: What::Refused(format!("unreadable: {e}")),
            notes: Vec::new(),
        });
    }
    LogFile {
        period: period(&entry.path),
        entry,
        members,
    }
}

fn text_member(
    mut text: files::Utf8<'_>,
    name: &str,
    limits: &Limits,
    notes: &mut Vec<String>,
    plain: &mut bool,
) -> What {
    let mut head = Vec::new();
    if let Err(e) = text
        .by_ref()
        .take(records::HEAD as u64)
        .read_to_end(&mut head)
    {
        return What::Refused(format!("broken: {e}"));
    }
    *plain &= text.is_plain();
    let format = match records::format(&head, head.len() < records::HEAD) {
        Ok(format) => format,
        Err(what) => return What::Refused(what),
    };
    let mut look = Look::new(matches!(format, Format::Csv { .. }));
    let mut stream = Cursor::new(head).chain(text.take(INFER));
    if let Err(e) = records::read(&mut stream, format, limits, &mut look) {
        notes.push(format!("its columns are known only in part: {e}"));
    }
    look.what(name, format, notes)
}

/// The records at the beginning of a file, as they are judged.
struct Look {
    /// What is known of each form of [`FORMS`].
    fits: Vec<Fit>,
    seen: usize,
    columns: Inference,
    keys: String,
    times: Times,
    /// The time zone that the head of a CSV file names, unless it is UTC.
    zone: Option<String>,
    /// Why the first record could not be read, as long as none could.
    fault: Option<String>,
    found: Found,
    /// Records of each kind of [`NOT_READ`].
    not_read: [usize; NOT_READ.len()],
}

/// The forms in which records may be, by what is around the events.
static FORMS: LazyLock<Vec<Around>> = LazyLock::new(|| {
    let mut number = 0..;
    let mut within = |wrapper| {
        let shapes = SOURCES.iter().flat_map(|source| {
            let shapes = source.shapes.iter();
            shapes.map(move |shape| (source, shape))
        });
        let candidates = shapes.zip(&mut number);
        let candidates = candidates.map(|((source, shape), number)| Candidate {
            number,
            source,
            shape,
            wrapper,
            way: shape.way(),
            signs: Program::new(shape.keys, Mode::Sentinel, shape.within, shape.signs),
        });
        candidates.collect()
    };
    let around = WRAPPERS.iter().map(|wrapper| Around {
        wrapper,
        paths: wrapper.paths(),
        candidates: within(wrapper),
    });
    around.collect()
});

/// What may be around events, and the forms that these may have.
struct Around {
    wrapper: &'static Wrapper,
    /// With what it is looked for.
    paths: Paths,
    candidates: Vec<Candidate>,
}

/// A form in which the records may be, with what is around them.
struct Candidate {
    /// Its place among all.
    number: usize,
    source: &'static Source,
    shape: &'static Shape,
    wrapper: &'static Wrapper,
    way: Paths,
    signs: Program,
}

/// How a file fits a form.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// Records of this form.
    count: usize,
    /// The header of a CSV file is one of this form.
    header: bool,
}

impl Candidate {
    fn matches(&self, event: &[u8], probe: &Probe<'_>, found: &mut Found) -> bool {
        let recognized = if self.shape.within.is_empty() {
            (self.shape.recognizes)(probe)
        } else {
            let event = self.shape.event(event, &self.way);
            event
                .as_ref()
                .and_then(|event| Probe::new(event))
                .is_some_and(|probe| (self.shape.recognizes)(&probe))
        };
        if !recognized || self.signs.paths().find(event, found).is_err() {
            return false;
        }
        let signs: Vec<_> = (0..self.shape.signs.len())
            .map(|root| self.signs.eval(root, event, found))
            .collect();
        (self.shape.accepts)(&signs)
    }
}

impl Look {
    fn new(texts: bool) -> Self {
        let forms = FORMS.iter().map(|around| around.candidates.len());
        Self {
            fits: vec![Fit::default(); forms.sum()],
            seen: 0,
            columns: Inference::new(texts),
            keys: String::new(),
            times: Times::default(),
            zone: None,
            fault: None,
            found: Found::default(),
            not_read: [0; NOT_READ.len()],
        }
    }

    /// The form that most of the records have, and how many.
    fn best(&self) -> Option<(&'static Candidate, usize)> {
        let forms = FORMS.iter().flat_map(|around| &around.candidates);
        forms
            .map(|form| (form, self.fits[form.number]))
            .filter(|(_, fit)| fit.count > 0 || fit.header)
            .map(|(form, fit)| (form, fit.count))
            .rev()
            .max_by_key(|(_, count)| *count)
    }

    /// Counts the forms that a record has. While there is one that all records had, none can have
    /// more, and others are not looked for.
    fn judge(&mut self, record: &[u8], probe: &Probe<'_>) {
        let before = self.seen - 1;
        let leads = |fit: Fit| before > 0 && fit.count == before;
        if !self.count_where(record, probe, leads) {
            self.count_where(record, probe, |fit| !leads(fit));
        }
    }

    /// Counts which of some forms a record has; whether it has any.
    fn count_where(
        &mut self,
        record: &[u8],
        probe: &Probe<'_>,
        asked: impl Fn(Fit) -> bool,
    ) -> bool {
        let unwrap = self.seen <= UNWRAPPED;
        let mut any = false;
        for around in &*FORMS {
            let forms = around.candidates.iter();
            let forms = forms.filter(|form| asked(self.fits[form.number]));
            let forms: Vec<&Candidate> = forms.collect();
            if forms.is_empty() {
                continue;
            }
            let Some(key) = around.wrapper.path.first() else {
                any |= self.count(&forms, record, probe);
                continue;
            };
            let mut found = Found::default();
            if !unwrap || !probe.has(key) || around.paths.find(record, &mut found).is_err() {
                continue;
            }
            let Some(event) = around.wrapper.event(record, &found) else {
                continue;
            };
            if let Some(probe) = Probe::new(&event) {
                any |= self.count(&forms, &event, &probe);
            }
        }
        any
    }

    /// Counts which of some forms an event has; whether it has any.
    fn count(&mut self, forms: &[&Candidate], event: &[u8], probe: &Probe<'_>) -> bool {
        let mut any = false;
        for form in forms {
            let matches = form.matches(event, probe, &mut self.found);
            self.fits[form.number].count += usize::from(matches);
            any |= matches;
        }
        any
    }

    fn what(self, name: &str, format: Format, notes: &mut Vec<String>) -> What {
        let is_csv = matches!(format, Format::Csv { .. });
        if self.seen == 0 && !is_csv {
            return match self.fault {
                Some(fault) => What::Refused(format!(
                    "text that begins like {} and is none: {fault}",
                    format.name()
                )),
                None => What::Empty(format),
            };
        }
        let kinds = NOT_READ.iter().zip(self.not_read);
        let most = kinds.max_by_key(|(_, count)| *count);
        if let Some((kind, count)) = most.filter(|(_, count)| count * 2 > self.seen)
            && self.best().is_none_or(|(_, best)| best < count)
        {
            return What::Refused(kind.words(count));
        }
        let Some((best, _)) = self.best() else {
            return What::Plain {
                table: table_name(name),
                format,
                columns: self.columns,
                keys: self.keys,
            };
        };
        if let Some(zone) = &self.zone {
            notes.push(format!("its times are in `{zone}`, and read as UTC"));
        }
        let (order, guessed) = self.times.order();
        if guessed && best.shape.local_times {
            let read = match order {
                Order::DayFirst => "day first",
                Order::MonthFirst => "month first",
            };
            notes.push(format!(
                "no date tells the day from the month: they are read {read}"
            ));
        }
        What::Log {
            source: best.source,
            shape: best.shape,
            wrapper: best.wrapper,
            format,
            order: best.shape.local_times.then_some(order),
        }
    }
}

impl Sink for Look {
    fn columns(&mut self, names: &[String], zone: Option<&str>) {
        self.zone = zone.map(str::to_owned);
        let mut row = String::from("{");
        for name in names {
            if row.len() > 1 {
                row.push(',');
            }
            quote(&mut row, name);
            row.push_str(":\"\"");
            self.columns.declare_unknown(name);
        }
        row.push('}');
        self.keys = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        let Some(probe) = Probe::new(row.as_bytes()) else {
            return;
        };
        for form in FORMS.iter().take(1).flat_map(|bare| &bare.candidates) {
            let matches = form.matches(row.as_bytes(), &probe, &mut self.found);
            self.fits[form.number].header = matches;
        }
    }

    fn record(&mut self, record: Record<'_>) -> Flow {
        let Some(probe) = Probe::new(record.json) else {
            self.fault
                .get_or_insert_with(|| "a record is broken".to_owned());
            return Flow::Go;
        };
        if self.keys.is_empty() {
            self.keys = probe.keys().take(6).collect::<Vec<_>>().join(", ");
        }
        self.seen += 1;
        for (kind, count) in NOT_READ.iter().zip(&mut self.not_read) {
            *count += usize::from((kind.recognizes)(&probe));
        }
        self.judge(record.json, &probe);
        let evidence = self.best().map(|(best, _)| best.shape.evidence);
        if let Some(Some(evidence)) = evidence {
            evidence(&probe, &mut self.times);
        }
        match evidence {
            None => self.columns.note(record.json),
            // Local times are looked at until one tells the day from the month.
            Some(Some(_)) if !self.times.decided() => {}
            Some(_) if self.seen >= FIRST => return Flow::Stop,
            Some(_) => {}
        }
        Flow::Go
    }

    fn reject(&mut self, _: u64, line: u64, why: &str) -> Flow {
        self.fault
            .get_or_insert_with(|| format!("line {line} is {why}"));
        Flow::Go
    }
}

/// The name of the table of a file that is no known log: the file's. The names of known logs are
/// not for others.
pub(super) fn table_name(file: &str) -> String {
    let stem = stem(file);
    if SOURCES
        .iter()
        .any(|source| source.table == stem || source.name == stem)
    {
        format!("{stem}_file")
    } else {
        stem
    }
}

/// The name of a file without its folder and its endings.
fn stem(name: &str) -> String {
    let member = name.rsplit('!').next().unwrap_or(name);
    let file = Path::new(member)
        .file_name()
        .map_or_else(|| member.into(), |name| name.to_string_lossy());
    let mut stem = file.as_ref();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| without(stem, ending)) {
        stem = shorter;
    }
    stem.to_owned()
}

/// Endings that say how a file is written, and are no part of its name.
const ENDINGS: &[&str] = &[
    ".csv", ".gz", ".json", ".jsonl", ".log", ".ndjson", ".parquet", ".tar", ".tgz", ".tsv",
    ".txt", ".zip", ".zst",
];

fn without<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(ending.len())?;
    let (front, back) = name.split_at_checked(at)?;
    (!front.is_empty() && back.eq_ignore_ascii_case(ending)).then_some(front)
}
