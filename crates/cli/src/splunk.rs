//! What the command line says of searches of Splunk: which files are which sourcetypes, macros, and
//! where `outputlookup` writes.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use vigie_detect::formats::{self, spl::Knowledge};
use vigie_engine::types::{Column, Value};
use vigie_languages::spl::{self, Given, Logs};
use vigie_logs::sources::SOURCES;
use vigie_logs::sources::other::RECORDS_OF;
use vigie_syntax::escape;
use vigie_syntax::spl::ast::{Body, WordKind};
use vigie_syntax::spl::macros::Macros;

use crate::failure::Failure;

/// The arguments that are about searches of Splunk.
#[derive(Debug, clap::Args)]
pub(crate) struct SplunkArgs {
    /// SPL: the records of a table (a file of no known log, by its name) are events of this sourcetype;
    /// `*` stands for any
    #[arg(long = "sourcetype", value_name = "NAME=TABLE", value_parser = given)]
    sourcetypes: Vec<Given>,

    /// SPL: the records of a table have the fields of this data model; `*` stands for any
    #[arg(long = "datamodel", value_name = "NAME=TABLE", value_parser = given)]
    models: Vec<Given>,

    #[command(flatten)]
    macros: MacroArgs,

    /// SPL: the database of addresses that `iplocation` asks, in MaxMind's format
    #[arg(long, value_name = "FILE.mmdb")]
    mmdb: Option<PathBuf>,

    /// SPL: the characters of a text that `spath` without a path reads, 5000 in Splunk [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
    spath_characters: Option<i64>,
}

/// What searches name that stands beside them.
#[derive(Debug, clap::Args)]
pub(crate) struct MacroArgs {
    /// SPL: macros, event types and tags: a macros.conf, eventtypes.conf or tags.conf, a YAML file, or
    /// a folder of them
    #[arg(long, value_name = "PATH")]
    macros: Option<PathBuf>,
}

/// Where searches write.
#[derive(Debug, clap::Args)]
pub(crate) struct LookupArgs {
    /// SPL: the folder in which `outputlookup` at the end of a search writes its CSV file
    #[arg(long, value_name = "DIR")]
    outputlookup: Option<PathBuf>,
}

fn given(text: &str) -> Result<Given, String> {
    let (name, table) = text
        .rsplit_once('=')
        .filter(|(name, table)| !name.is_empty() && !table.is_empty())
        .ok_or("it has the form NAME=TABLE")?;
    // The records of a known log are called as the log is.
    let known = SOURCES.iter().find(|s| s.table == table || s.name == table);
    Ok(Given {
        name: name.to_owned(),
        table: known.map_or_else(|| format!("{RECORDS_OF}{table}"), |s| s.name.to_owned()),
    })
}

/// The file that the rows of a search go to.
pub(crate) struct Lookup {
    file: PathBuf,
    append: bool,
}

impl Lookup {
    /// Writes the rows of a search that ends in `outputlookup`; what was done, as a line.
    pub(crate) fn write(&self, columns: &[Column], rows: &[Vec<Value>]) -> Result<String, Failure> {
        let path = self.file.display();
        let problem = |e: std::io::Error| Failure::new(format!("`{path}` cannot be written: {e}"));
        let goes_on = self.append && self.file.is_file();
        let file = if goes_on {
            OpenOptions::new().append(true).open(&self.file)
        } else {
            File::create(&self.file)
        };
        let mut out = BufWriter::new(file.map_err(problem)?);
        let header = columns.iter().map(|c| escape::csv(&c.name)).collect();
        let cells = |row: &Vec<Value>| row.iter().map(|v| escape::csv(&v.to_text())).collect();
        let lines = rows.iter().map(cells);
        for line in std::iter::once(header).filter(|_| !goes_on).chain(lines) {
            let line: Vec<String> = line;
            writeln!(out, "{}", line.join(",")).map_err(problem)?;
        }
        out.flush().map_err(problem)?;
        let (many, file) = (rows.len(), path.to_string());
        let noun = if many == 1 { "row" } else { "rows" };
        Ok(format!(
            "{many} {noun} written to {}\n",
            escape::line(&file)
        ))
    }
}

impl MacroArgs {
    pub(crate) fn read(&self) -> Result<Macros, Failure> {
        match &self.macros {
            None => Ok(Macros::default()),
            Some(path) => formats::spl::macros_at(path)
                .map_err(|problem| Failure::new(format!("`{}`: {problem}", path.display()))),
        }
    }
}

impl SplunkArgs {
    /// What searches are read with, beside what their packs define.
    pub(crate) fn knowledge(&self) -> Result<Knowledge, Failure> {
        Ok(Knowledge {
            macros: self.macros.read()?,
            logs: Logs {
                sourcetypes: self.sourcetypes.clone(),
                models: self.models.clone(),
                addresses: self.mmdb.as_ref().map(|path| path.display().to_string()),
                spath_characters: self.spath_characters,
                writes_lookups: false,
            },
        })
    }
}

impl LookupArgs {
    /// The same, and whether somebody writes lookups.
    pub(crate) fn heard(&self, mut knowledge: Knowledge) -> Knowledge {
        knowledge.logs.writes_lookups = self.outputlookup.is_some();
        knowledge
    }

    /// The lookup that a search ends in, where lookups may be written.
    pub(crate) fn lookup(&self, search: &str, macros: &Macros) -> Result<Option<Lookup>, Failure> {
        let Some(folder) = &self.outputlookup else {
            return Ok(None);
        };
        let Ok(read) = spl::read(search, macros) else {
            return Ok(None);
        };
        let Some(last) = read.search.commands.last() else {
            return Ok(None);
        };
        let Body::Words(words) = &last.body else {
            return Ok(None);
        };
        if last.name.text != "outputlookup" {
            return Ok(None);
        }
        let mut append = false;
        let mut name = None;
        for word in words {
            match &word.kind {
                WordKind::Option { name, value, .. } if name.text == "append" => {
                    let text = value.text().unwrap_or_default().to_ascii_lowercase();
                    append = matches!(text.as_str(), "t" | "true" | "1");
                }
                WordKind::Bare(text) | WordKind::Quoted(text) => name = Some(text.as_str()),
                _ => {}
            }
        }
        let Some(name) = name else { return Ok(None) };
        let stem = name.strip_suffix(".csv").unwrap_or(name);
        // The name comes with the search: it must not lead out of the folder.
        let is_name = !stem.is_empty()
            && !stem.starts_with('.')
            && stem
                .chars()
                .all(|c| c.is_alphanumeric() || "_-. ".contains(c));
        if !is_name {
            return Err(Failure::new(format!("`{name}` is no name of a lookup")));
        }
        Ok(Some(Lookup {
            file: folder.join(format!("{stem}.csv")),
            append,
        }))
    }
}
