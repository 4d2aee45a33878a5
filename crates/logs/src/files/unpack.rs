//! From a file to the members in it: through gzip, zstd, zip and tar, within one another.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::guard::{Counted, Guarded};
use super::kind::{HEAD, Kind, kind};
use super::text::Utf8;
use crate::options::Limits;

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Go,
    Stop,
}

/// What stands in a file: the file itself, or one member of the archive it is.
pub struct Member<'m> {
    /// The path within the archives, empty for the file itself.
    pub name: &'m str,
    /// It stands in the file as it is, not packed.
    pub plain: bool,
    pub source: Source<'m>,
}

/// The content of a member.
pub enum Source<'m> {
    /// Text as UTF-8.
    Text(Utf8<'m>),
    /// Parquet wants to be read from its end.
    Parquet,
    /// Parquet in an archive or compressed, in full.
    PackedParquet(Vec<u8>),
    /// What it is instead of a log.
    Other(&'static str),
    /// It cannot be unpacked, for this reason.
    Broken(String),
}

/// A file that tells how much of it has been read: each byte once, and in the end all of them.
pub struct Metered<'m> {
    file: File,
    meter: &'m AtomicU64,
    at: u64,
    /// The position up to which bytes are told.
    told: u64,
    end: u64,
}

impl<'m> Metered<'m> {
    /// The bytes from `start` to `end` are told; the file stands at `start`.
    pub fn new(file: File, meter: &'m AtomicU64, start: u64, end: u64) -> Self {
        Self {
            file,
            meter,
            at: start,
            told: start,
            end,
        }
    }

    fn tell(&mut self, to: u64) {
        let to = to.min(self.end);
        if to > self.told {
            self.meter.fetch_add(to - self.told, Ordering::Relaxed);
            self.told = to;
        }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.at += n as u64;
        self.tell(self.at);
        Ok(n)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

impl Drop for Metered<'_> {
    fn drop(&mut self) {
        self.tell(self.end);
    }
}

/// Calls back for every member of a file, in the order of the file.
///
/// The bytes that are read from the disk are added to `meter`.
///
/// # Errors
///
/// When the file itself cannot be opened. What is wrong within it comes as [`Source::Broken`], or as
/// an error of the member's stream.
pub fn visit(
    path: &Path,
    limits: &Limits,
    meter: &AtomicU64,
    on_member: &mut dyn FnMut(Member<'_>) -> Flow,
) -> io::Result<Flow> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut file = Metered::new(file, meter, 0, size);
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    match kind(&head) {
        Kind::Zip => Ok(zip(file, "", limits, 0, on_member)),
        Kind::Parquet => Ok(on_member(Member {
            name: "",
            plain: true,
            source: Source::Parquet,
        })),
        Kind::Text => Ok(on_member(Member {
            name: "",
            plain: true,
            source: Source::Text(Utf8::new(file)),
        })),
        _ => Ok(stream(Box::new(file), "", limits, 0, on_member)),
    }
}

/// A stream that cannot be sought.
fn stream(
    mut reader: Box<dyn Read + '_>,
    name: &str,
    limits: &Limits,
    depth: usize,
    on_member: &mut dyn FnMut(Member<'_>) -> Flow,
) -> Flow {
    let mut give = |source: Source<'_>| {
        on_member(Member {
            name,
            plain: false,
            source,
        })
    };
    let mut head = Vec::with_capacity(HEAD);
    if let Err(e) = reader.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return give(Source::Broken(e.to_string()));
    }
    let found = kind(&head);
    let whole = Cursor::new(head).chain(reader);
    let packed = matches!(found, Kind::Gzip | Kind::Zstd | Kind::Zip | Kind::Tar);
    if packed && depth == limits.nesting {
        return give(Source::Broken(format!(
            "more than {} compressions and archives within one another",
            limits.nesting
        )));
    }
    match found {
        Kind::Gzip => {
            let (counted, count) = Counted::new(whole);
            let buffered = BufReader::with_capacity(1 << 15, counted);
            let inflate = flate2::bufread::MultiGzDecoder::new(buffered);
            let guarded = Guarded::new(inflate, count, *limits);
            stream(Box::new(guarded), name, limits, depth + 1, on_member)
        }
        Kind::Zstd => {
            let (counted, count) = Counted::new(whole);
            match zstd::stream::read::Decoder::new(counted) {
                Ok(inflate) => {
                    let guarded = Guarded::new(inflate, count, *limits);
                    stream(Box::new(guarded), name, limits, depth + 1, on_member)
                }
                Err(e) => give(Source::Broken(e.to_string())),
            }
        }
        Kind::Tar => tar(whole, name, limits, depth + 1, on_member),
        Kind::Zip => match hold(whole, limits) {
            Ok(bytes) => zip(Cursor::new(bytes), name, limits, depth + 1, on_member),
            Err(why) => give(Source::Broken(why)),
        },
        Kind::Parquet => match hold(whole, limits) {
            Ok(bytes) => give(Source::PackedParquet(bytes)),
            Err(why) => give(Source::Broken(why)),
        },
        Kind::Text => give(Source::Text(Utf8::new(whole))),
        Kind::Other(words) => give(Source::Other(words)),
    }
}

/// A stream in memory, up to the limit.
fn hold(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader
        .take(limits.held + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| e.to_string())?;
    if bytes.len() as u64 > limits.held {
        return Err(format!(
            "a packed member of more than {} MiB that can only be read as a whole",
            limits.held >> 20
        ));
    }
    Ok(bytes)
}

fn tar(
    reader: impl Read,
    name: &str,
    limits: &Limits,
    depth: usize,
    on_member: &mut dyn FnMut(Member<'_>) -> Flow,
) -> Flow {
    let broken = |why: String, on_member: &mut dyn FnMut(Member<'_>) -> Flow| {
        on_member(Member {
            name,
            plain: false,
            source: Source::Broken(why),
        })
    };
    let mut archive = ::tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(e) => return broken(e.to_string(), on_member),
    };
    for (number, entry) in entries.enumerate() {
        if number == limits.members {
            return broken(too_many(limits), on_member);
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => return broken(e.to_string(), on_member),
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let member = within(name, &path);
        if stream(Box::new(entry), &member, limits, depth, on_member) == Flow::Stop {
            return Flow::Stop;
        }
    }
    Flow::Go
}

fn zip(
    reader: impl Read + Seek,
    name: &str,
    limits: &Limits,
    depth: usize,
    on_member: &mut dyn FnMut(Member<'_>) -> Flow,
) -> Flow {
    let give = |name: &str, source: Source<'_>, on_member: &mut dyn FnMut(Member<'_>) -> Flow| {
        on_member(Member {
            name,
            plain: false,
            source,
        })
    };
    let mut archive = match ::zip::ZipArchive::new(reader) {
        Ok(archive) => archive,
        Err(e) => return give(name, Source::Broken(e.to_string()), on_member),
    };
    if archive.len() > limits.members {
        return give(name, Source::Broken(too_many(limits)), on_member);
    }
    for index in 0..archive.len() {
        let flow = match archive.by_index(index) {
            Err(e) => give(name, Source::Broken(e.to_string()), on_member),
            Ok(file) if !file.is_file() => Flow::Go,
            Ok(file) => {
                let member = within(name, file.name());
                // The size in the directory may be a lie; what is read counts.
                let consumed = std::rc::Rc::new(std::cell::Cell::new(file.compressed_size()));
                let guarded = Guarded::new(file, consumed, *limits);
                stream(Box::new(guarded), &member, limits, depth + 1, on_member)
            }
        };
        if flow == Flow::Stop {
            return Flow::Stop;
        }
    }
    Flow::Go
}

fn within(archive: &str, member: &str) -> String {
    if archive.is_empty() {
        member.to_owned()
    } else {
        format!("{archive}!{member}")
    }
}

fn too_many(limits: &Limits) -> String {
    format!("an archive of more than {} members", limits.members)
}
