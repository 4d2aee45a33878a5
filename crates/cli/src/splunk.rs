//! What the command line says of searches of Splunk: which files are which sourcetypes, macros, and
//! where `outputlookup` writes.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use vigie_detect::formats;
use vigie_engine::Answer;
use vigie_languages::spl::{self, Given, Logs};
use vigie_logs::sources::SOURCES;
use vigie_logs::sources::other::RECORDS_OF;
use vigie_syntax::spl::ast::{Body, WordKind};
use vigie_syntax::spl::macros::Macros;

use crate::failure::Failure;
use crate::output;

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

    /// SPL: macros, a macros.conf, a YAML file, or a folder of them
    #[arg(long, value_name = "PATH")]
    macros: Option<PathBuf>,

    /// SPL: the database of addresses that `iplocation` asks, in MaxMind's format
    #[arg(long, value_name = "FILE.mmdb")]
    mmdb: Option<PathBuf>,

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
    pub(crate) file: PathBuf,
    append: bool,
}

impl Lookup {
    /// Writes the rows of a search that ends in `outputlookup`.
    pub(crate) fn write(&self, answer: &Answer) -> Result<(), Failure> {
        let path = self.file.display();
        let problem = |e: std::io::Error| Failure::new(format!("`{path}` cannot be written: {e}"));
        let goes_on = self.append && self.file.is_file();
        let file = if goes_on {
            OpenOptions::new().append(true).open(&self.file)
        } else {
            File::create(&self.file)
        };
        let mut out = BufWriter::new(file.map_err(problem)?);
        output::write_lookup(answer, !goes_on, &mut out).map_err(problem)?;
        out.flush().map_err(problem)
    }
}

impl SplunkArgs {
    pub(crate) fn logs(&self) -> Logs {
        Logs {
            sourcetypes: self.sourcetypes.clone(),
            models: self.models.clone(),
            addresses: self.mmdb.as_ref().map(|path| path.display().to_string()),
            writes_lookups: self.outputlookup.is_some(),
        }
    }

    pub(crate) fn macros(&self) -> Result<Macros, Failure> {
        match &self.macros {
            None => Ok(Macros::default()),
            Some(path) => formats::spl::macros_at(path)
                .map_err(|problem| Failure::new(format!("`{}`: {problem}", path.display()))),
        }
    }

    /// The lookup that a search ends in, where lookups may be written.
    pub(crate) fn lookup(&self, search: &str) -> Result<Option<Lookup>, Failure> {
        let Some(folder) = &self.outputlookup else {
            return Ok(None);
        };
        let Ok(read) = spl::read(search, &self.macros()?) else {
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
