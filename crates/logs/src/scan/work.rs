//! The parts into which the reading of a table is cut, and the reading of one.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::conditions::Condition;
use super::extract::{Extract, Reader, Rows, Shaping};
use super::parquet::{self, SharedFooter};
use super::prefilter::Prefilter;
use crate::files::{self, Flow, Metered, Source};
use crate::ledger::{Book, Counts};
use crate::options::Options;
use crate::progress::Progress;
use crate::records::{self, Format};
use crate::sources::def::{self, Shape};
use crate::sources::other::{OTHER, RECORDS_OF};
use crate::sources::wrapper::{WRAPPERS, Wrapper};
use crate::tables::{LogFile, Member, What};
use crate::times::Order;

/// Small files are read together until they have this many bytes on disk.
const TOGETHER: u64 = 2 << 20;

/// One part: some files, or a stretch of one.
#[derive(Debug, Clone)]
pub(crate) enum Job {
    /// Positions in the list of files.
    Files(Vec<usize>),
    Stretch {
        file: usize,
        from: u64,
        to: u64,
    },
    /// Row groups of a Parquet file, and how many bytes of it they are.
    Groups {
        file: usize,
        groups: Range<usize>,
        bytes: u64,
        /// That of the file, which is read once for all of its groups.
        footer: SharedFooter,
    },
}

impl Job {
    /// It begins within a file.
    pub(super) fn continues(&self) -> bool {
        match self {
            Self::Files(_) => false,
            Self::Stretch { from, .. } => *from > 0,
            Self::Groups { groups, .. } => groups.start > 0,
        }
    }
}

/// What is read for a table.
#[derive(Debug)]
pub(crate) struct Inventory {
    pub(crate) files: Vec<LogFile>,
    /// For each file the number of its first member in the ledger.
    pub(crate) accounts: Vec<usize>,
    pub(crate) options: Options,
    pub(crate) progress: Arc<Progress>,
}

impl Member {
    /// Whether its records go into this table.
    pub(crate) fn feeds(&self, table: &str) -> bool {
        match &self.what {
            What::Log { source, .. } => source.table == table || source.name == table,
            What::Plain { table: own, .. } => {
                own == table || table.strip_prefix(RECORDS_OF).is_some_and(|of| own == of)
            }
            What::Empty(_) | What::Refused(_) => false,
        }
    }
}

/// Whether the path of a file tells that none of its records meets conditions on their time.
fn is_outside(
    inventory: &Inventory,
    file: &LogFile,
    table: &str,
    conditions: &[Condition],
) -> bool {
    let Some((first, last)) = file.period.filter(|_| inventory.options.by_path) else {
        return false;
    };
    let mut members = file.members.iter().filter(|m| m.feeds(table));
    members.all(|member| {
        let What::Log { source, .. } = &member.what else {
            return false;
        };
        let is_time = |column: &str| column == source.time || column == "_time";
        conditions.iter().any(|condition| match condition {
            Condition::AtLeast(column, time) => is_time(column) && last < *time,
            Condition::AtMost(column, time) => is_time(column) && first > *time,
            Condition::Holds(_) => false,
        })
    })
}

/// Cuts the reading of a table into parts, in the order of the files. Files that cannot meet the
/// conditions are left out, and entered as such.
pub(super) fn jobs(
    inventory: &Inventory,
    table: &str,
    conditions: &[Condition],
    book: &Book,
) -> Vec<Job> {
    let mut jobs = Vec::new();
    let (mut together, mut bytes) = (Vec::new(), 0);
    let part = inventory.options.part.max(1);
    for (number, file) in inventory.files.iter().enumerate() {
        if !file.members.iter().any(|member| member.feeds(table)) {
            continue;
        }
        if is_outside(inventory, file, table, conditions) {
            (0..file.members.len()).for_each(|m| book.leave_out(inventory.accounts[number] + m));
            continue;
        }
        let size = file.entry.size;
        if bytes + size > TOGETHER && !together.is_empty() {
            jobs.push(Job::Files(std::mem::take(&mut together)));
            bytes = 0;
        }
        if size > part && is_plain_lines(file) {
            let mut from = 0;
            while from < size {
                let to = (from + part).min(size);
                jobs.push(Job::Stretch {
                    file: number,
                    from,
                    to,
                });
                from = to;
            }
        } else if let Some(groups) = row_groups(file) {
            let bytes = size / groups as u64;
            let footer = SharedFooter::default();
            jobs.extend((0..groups).map(|group| Job::Groups {
                file: number,
                groups: group..group + 1,
                bytes,
                footer: SharedFooter::clone(&footer),
            }));
        } else {
            together.push(number);
            bytes += size;
        }
    }
    if !together.is_empty() {
        jobs.push(Job::Files(together));
    }
    jobs
}

/// How many row groups a Parquet file has that is read by them.
fn row_groups(file: &LogFile) -> Option<usize> {
    match file.members.as_slice() {
        [only] => Some(only.groups).filter(|groups| *groups > 1),
        _ => None,
    }
}

fn is_plain_lines(file: &LogFile) -> bool {
    match file.members.as_slice() {
        [only] => {
            let lines = matches!(
                &only.what,
                What::Log {
                    format: Format::Lines,
                    ..
                } | What::Plain {
                    format: Format::Lines,
                    ..
                }
            );
            only.plain && lines
        }
        _ => false,
    }
}

/// What a part was read as: one entry for each member, in order.
pub(super) struct Read {
    /// The number of the member in the ledger.
    pub(super) account: usize,
    pub(super) counts: Counts,
    pub(super) lines: u64,
    /// It goes on where the part before ended.
    pub(super) continues: bool,
    /// Nothing of the member is left to read.
    pub(super) complete: bool,
}

/// Reads a part. Batches go to `give`, in order; [`Flow::Stop`] ends it early.
pub(super) fn run(
    inventory: &Inventory,
    table: &str,
    job: &Job,
    shaping: &Shaping,
    give: &mut dyn FnMut(Rows) -> Flow,
) -> Vec<Read> {
    let mut reads = Vec::new();
    match job {
        Job::Files(numbers) => {
            let mut spare = None;
            for number in numbers {
                let reads = (&mut reads, &mut spare);
                if file(inventory, table, *number, shaping, give, reads) == Flow::Stop {
                    break;
                }
            }
        }
        Job::Stretch { file, from, to } => {
            reads.push(stretch(inventory, *file, table, *from..*to, shaping, give));
        }
        Job::Groups {
            file,
            groups,
            bytes,
            footer,
        } => {
            let groups = (groups, footer);
            reads.push(some_groups(inventory, *file, table, groups, shaping, give));
            inventory.progress.done.fetch_add(*bytes, Ordering::Relaxed);
        }
    }
    reads
}

/// What the member before was read with, and what that member was.
struct Spare<'i> {
    what: &'i What,
    with: (Reader, Option<Prefilter>),
}

impl Spare<'_> {
    /// Whether a member is read in the same way.
    fn fits(&self, member: &Member) -> bool {
        let (own, other) = (way(self.what), way(&member.what));
        own.is_some() && own == other
    }
}

/// What the reader of a known log depends on.
fn way(
    what: &What,
) -> Option<(
    *const def::Source,
    *const Shape,
    *const Wrapper,
    Option<Order>,
)> {
    match what {
        What::Log {
            source,
            shape,
            wrapper,
            order,
            ..
        } => Some((*source, *shape, *wrapper, *order)),
        What::Plain { .. } | What::Empty(_) | What::Refused(_) => None,
    }
}

/// How the records of a member become rows, and which need not be read for it.
fn reader(
    inventory: &Inventory,
    table: &str,
    member: &Member,
    shaping: &Shaping,
) -> Option<(Reader, Option<Prefilter>)> {
    let mode = inventory.options.mode;
    let conditions = &shaping.conditions;
    match &member.what {
        What::Log {
            source,
            shape,
            wrapper,
            order,
            ..
        } => Some((
            Reader::log(source, (shape, wrapper), mode, *order, &shaping.wanted),
            // A record that is passed over must show its time, and one within another hides it.
            wrapper
                .is_none()
                .then(|| Prefilter::log(source, shape, mode, conditions))
                .flatten(),
        )),
        What::Plain { table: own, .. } if own != table => {
            let [shape] = OTHER.shapes else {
                return None;
            };
            let bare = (shape, &WRAPPERS[0]);
            Some((Reader::log(&OTHER, bare, mode, None, &shaping.wanted), None))
        }
        What::Plain { format, .. } => Some((
            Reader::plain(matches!(format, Format::Csv { .. }), &shaping.wanted),
            Prefilter::plain(conditions, &shaping.wanted),
        )),
        What::Empty(_) | What::Refused(_) => None,
    }
}

/// Whether any of the files is Parquet.
pub(super) fn reads_parquet(inventory: &Inventory) -> bool {
    let mut members = inventory.files.iter().flat_map(|file| &file.members);
    members.any(|member| matches!(format(member), Some(Format::Parquet)))
}

fn format(member: &Member) -> Option<Format> {
    match &member.what {
        What::Log { format, .. } | What::Plain { format, .. } => Some(*format),
        What::Empty(_) | What::Refused(_) => None,
    }
}

fn file<'i>(
    inventory: &'i Inventory,
    table: &str,
    number: usize,
    shaping: &Shaping,
    give: &mut dyn FnMut(Rows) -> Flow,
    (reads, spare): (&mut Vec<Read>, &mut Option<Spare<'i>>),
) -> Flow {
    let (file, account) = (&inventory.files[number], inventory.accounts[number]);
    let limits = &inventory.options.limits;
    let mut at = 0;
    let result = files::visit(
        &file.entry.path,
        limits,
        &inventory.progress.done,
        &mut |found| {
            let number = at;
            at += 1;
            let Some(member) = file.members.get(number).filter(|m| m.feeds(table)) else {
                return Flow::Go;
            };
            let with = match spare.take().filter(|spare| spare.fits(member)) {
                Some(spare) => Some(spare.with),
                None => reader(inventory, table, member, shaping),
            };
            let (Some(reader), Some(format)) = (with, format(member)) else {
                return Flow::Go;
            };
            let of = (member.name.as_str(), account + number);
            let mut extract = Extract::new(shaping, &inventory.progress, reader, of, give);
            let mut lines = 0;
            let is_text = matches!(found.source, Source::Text(_));
            let mut flow = match found.source {
                Source::Text(mut text) => {
                    match records::read(&mut text, format, limits, &mut extract) {
                        Ok(ended) => {
                            lines = ended.lines;
                            ended.flow
                        }
                        Err(e) => {
                            extract.counts.fault = Some(e.to_string());
                            Flow::Go
                        }
                    }
                }
                Source::Parquet => {
                    let read = parquet::file(&file.entry.path, &mut extract);
                    parquet::told(read, &mut extract)
                }
                Source::PackedParquet(bytes) => {
                    let read = parquet::bytes(bytes, &mut extract);
                    parquet::told(read, &mut extract)
                }
                Source::Other(_) | Source::Broken(_) => {
                    extract.counts.fault = Some("it has changed since it was opened".to_owned());
                    Flow::Go
                }
            };
            if flow == Flow::Go {
                flow = extract.finish();
            }
            reads.push(Read {
                account: account + number,
                counts: extract.counts.clone(),
                lines,
                continues: false,
                complete: flow == Flow::Go,
            });
            // That of a Parquet file knows which columns the file has.
            *spare = is_text.then(|| Spare {
                what: &member.what,
                with: extract.into_reader(),
            });
            flow
        },
    );
    match result {
        Ok(flow) => flow,
        Err(e) => {
            reads.push(Read {
                account,
                counts: Counts {
                    fault: Some(e.to_string()),
                    ..Counts::default()
                },
                lines: 0,
                continues: false,
                complete: true,
            });
            Flow::Go
        }
    }
}

fn stretch(
    inventory: &Inventory,
    number: usize,
    table: &str,
    range: Range<u64>,
    shaping: &Shaping,
    give: &mut dyn FnMut(Rows) -> Flow,
) -> Read {
    let file = &inventory.files[number];
    let mut read = Read {
        account: inventory.accounts[number],
        counts: Counts::default(),
        lines: 0,
        continues: range.start > 0,
        complete: range.end == file.entry.size,
    };
    let Some((member, reader)) = file
        .members
        .first()
        .and_then(|member| Some((member, reader(inventory, table, member, shaping)?)))
    else {
        return read;
    };
    let of = (member.name.as_str(), read.account);
    let mut extract = Extract::new(shaping, &inventory.progress, reader, of, give);
    let open = || -> std::io::Result<Metered<'_>> {
        let mut opened = File::open(&file.entry.path)?;
        opened.seek(SeekFrom::Start(range.start.saturating_sub(1)))?;
        let meter = &inventory.progress.done;
        Ok(Metered::new(opened, meter, range.start, range.end))
    };
    let part = records::Range {
        inside: range.start > 0,
        length: range.end - range.start,
    };
    let result = open().and_then(|mut source| {
        records::read_range(&mut source, part, &inventory.options.limits, &mut extract)
    });
    let mut flow = Flow::Go;
    match result {
        Ok(ended) => {
            read.lines = ended.lines;
            flow = ended.flow;
        }
        Err(e) => extract.counts.fault = Some(e.to_string()),
    }
    if flow == Flow::Go {
        flow = extract.finish();
    }
    read.complete &= flow == Flow::Go;
    read.counts = extract.counts.clone();
    read
}

fn some_groups(
    inventory: &Inventory,
    number: usize,
    table: &str,
    (groups, footer): (&Range<usize>, &SharedFooter),
    shaping: &Shaping,
    give: &mut dyn FnMut(Rows) -> Flow,
) -> Read {
    let file = &inventory.files[number];
    let mut read = Read {
        account: inventory.accounts[number],
        counts: Counts::default(),
        lines: 0,
        continues: groups.start > 0,
        complete: false,
    };
    let Some((member, reader)) = file
        .members
        .first()
        .and_then(|member| Some((member, reader(inventory, table, member, shaping)?)))
    else {
        return read;
    };
    let of = (member.name.as_str(), read.account);
    let mut extract = Extract::new(shaping, &inventory.progress, reader, of, give);
    let result = parquet::some_groups(&file.entry.path, groups.clone(), footer, &mut extract);
    let mut flow = parquet::told(result, &mut extract);
    if flow == Flow::Go {
        flow = extract.finish();
    }
    read.complete = groups.end == member.groups && flow == Flow::Go;
    read.lines = extract.counts.records;
    read.counts = extract.counts.clone();
    read
}
