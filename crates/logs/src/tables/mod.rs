//! The tables of the logs, by name.

mod download;
mod external;
mod inventory;
mod parquet;
mod places;
mod plain;
mod watchlist;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use datafusion::catalog::TableProvider;
use vigie_engine::catalog::{Catalog, ExternalOptions, Places, Table};
use vigie_engine::members::{Members, RECORD};
use vigie_engine::types::{Column, Type, Value};

pub(crate) use inventory::{LogFile, Member, What};

use self::download::Downloads;
use crate::error::Error;
use crate::files::{self, Entry};
use crate::ledger::{Book, Counts, FileAccount, Ledger, Reading, Skipped};
use crate::options::Options;
use crate::progress::Progress;
use crate::records::Format;
use crate::scan::{Inventory, Provider, Wanted, schema};
use crate::schemas::Schemas;
use crate::sources;
use crate::sources::def::RECORD_COLUMNS;
use crate::sources::other::RECORDS_OF;

/// The evidence column that names the file of a record.
pub const RECORD_FILE: &str = "_vigie_file";
/// The evidence column that holds the number of a record in its file, from 1, as text.
pub const RECORD_NUMBER: &str = "_vigie_record";

const EVIDENCE: [&str; 2] = [RECORD_FILE, RECORD_NUMBER];

/// The tables that the files of a run make.
#[derive(Debug)]
pub struct LogCatalog {
    tables: BTreeMap<String, Arc<LogTable>>,
    /// The same logs as records, for other languages: they are found by name and not listed.
    records: BTreeMap<String, Arc<LogTable>>,
    inventory: Arc<Inventory>,
    book: Arc<Book>,
    /// Where addresses are, once it was asked.
    places: OnceLock<places::Opened>,
    /// Standard input, while it is kept in a file.
    _stdin: Option<tempfile::NamedTempFile>,
    /// What `externaldata` read from the network.
    downloads: Downloads,
}

impl LogCatalog {
    /// Looks at the files behind the paths: files, folders, globs, and `-` for standard input.
    ///
    /// The tables of all known logs are there, empty where no file feeds them, so that every rule
    /// can run. Without a path there are only these.
    ///
    /// # Errors
    ///
    /// When a path leads nowhere, or none of the files can be read.
    pub fn open(paths: &[String], options: Options) -> Result<Self, Error> {
        let mut found = files::walk(paths)?;
        let stdin = found.stdin.then(|| keep_stdin(&options)).transpose()?;
        if let Some(kept) = &stdin {
            let size = kept.as_file().metadata().map_or(0, |m| m.len());
            found.entries.push(Entry {
                name: "-".to_owned(),
                path: kept.path().to_owned(),
                size,
            });
        }
        let files: Vec<LogFile> = inspect(found.entries, &options);
        let skipped = found
            .skipped
            .into_iter()
            .map(|(path, reason)| Skipped { path, reason })
            .collect();
        let catalog = Self::build(files, skipped, options, stdin);
        let readable = |file: &LogFile| {
            file.members
                .iter()
                .any(|member| !matches!(member.what, What::Refused(_)))
        };
        if !paths.is_empty() && !catalog.inventory.files.iter().any(readable) {
            return Err(Error::NothingReadable(Box::new(catalog.ledger())));
        }
        Ok(catalog)
    }

    fn build(
        files: Vec<LogFile>,
        skipped: Vec<Skipped>,
        options: Options,
        stdin: Option<tempfile::NamedTempFile>,
    ) -> Self {
        let mut accounts = Vec::new();
        let mut first = Vec::new();
        let mut plain: BTreeMap<String, plain::Inference> = BTreeMap::new();
        for file in &files {
            first.push(accounts.len());
            for member in &file.members {
                accounts.push(account(member));
                if let What::Plain { table, columns, .. } = &member.what {
                    plain
                        .entry(table.clone())
                        .and_modify(|known| known.merge(columns))
                        .or_insert_with(|| columns.clone());
                }
            }
        }
        let inventory = Arc::new(Inventory {
            files,
            accounts: first,
            options,
            progress: Arc::new(Progress::default()),
        });
        let book = Arc::new(Book::new(accounts, skipped));
        // A log without a table of its own has its records alone.
        let tabular = sources::SOURCES.iter().filter(|s| !s.columns.is_empty());
        let known = tabular.map(|source| {
            let columns = source
                .columns
                .iter()
                .map(|(name, ty)| Column::new(*name, *ty))
                .collect();
            (source.table.to_owned(), columns)
        });
        let others = plain.keys().map(|name| format!("{RECORDS_OF}{name}"));
        let records = sources::SOURCES
            .iter()
            .map(|source| source.name.to_owned())
            .chain(others)
            .map(|name| {
                let table = LogTable::of_records(name.clone(), &inventory, &book);
                (name, Arc::new(table))
            })
            .collect();
        let tables = plain
            .into_iter()
            .map(|(name, inference)| (name, inference.columns()))
            .chain(known)
            .map(|(name, columns)| {
                let table = LogTable::new(name.clone(), columns, &inventory, &book);
                (name, Arc::new(table))
            })
            .collect();
        Self {
            tables,
            records,
            inventory,
            book,
            places: OnceLock::new(),
            _stdin: stdin,
            downloads: Downloads::default(),
        }
    }

    /// What has become of the files and records so far.
    pub fn ledger(&self) -> Ledger {
        let alone = sources::SOURCES.iter().filter(|s| s.columns.is_empty());
        let names: Vec<String> = self
            .tables
            .keys()
            .cloned()
            .chain(alone.map(|source| source.name.to_owned()))
            .collect();
        self.book.ledger(&names)
    }

    /// How far the reading has come.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.inventory.progress)
    }
}

/// What the ledger says of a member before it is read.
fn account(member: &Member) -> FileAccount {
    let (status, format, table, known) = match &member.what {
        What::Log {
            source,
            shape,
            wrapper,
            format,
            ..
        } => (
            format!("{}{}", shape.title, wrapper.title),
            Some(format.name()),
            Some(source.table.to_owned()),
            true,
        ),
        What::Plain {
            table,
            format,
            keys,
            ..
        } => {
            let of = match format {
                Format::Lines | Format::Json => "JSON objects with the keys",
                Format::Csv { .. } => "CSV with the columns",
                Format::Parquet => "Parquet with the columns",
            };
            (
                format!("no known log but {of} {keys}"),
                Some(format.name()),
                Some(table.clone()),
                false,
            )
        }
        What::Empty(format) => (
            format!("{} without a record", format.name()),
            Some(format.name()),
            None,
            false,
        ),
        What::Refused(what) => (what.clone(), None, None, false),
    };
    FileAccount {
        path: member.name.clone(),
        status,
        format,
        table,
        known,
        read: match member.what {
            What::Empty(_) => Reading::Full,
            _ => Reading::No,
        },
        counts: Counts::default(),
        notes: member.notes.clone(),
    }
}

/// Looks at the files, some at a time.
fn inspect(entries: Vec<Entry>, options: &Options) -> Vec<LogFile> {
    let threads = options.threads.min(entries.len()).max(1);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut files: Vec<(usize, LogFile)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut files = Vec::new();
                    loop {
                        let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(entry) = entries.get(at) else {
                            return files;
                        };
                        files.push((at, inventory::inspect(entry.clone(), &options.limits)));
                    }
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("inspecting a file does not panic"))
            .collect()
    });
    files.sort_by_key(|(at, _)| *at);
    files.into_iter().map(|(_, file)| file).collect()
}

/// Standard input can be read once, and several queries may want it.
fn keep_stdin(options: &Options) -> Result<tempfile::NamedTempFile, Error> {
    let keep = || -> std::io::Result<tempfile::NamedTempFile> {
        let mut kept = tempfile::NamedTempFile::new_in(&options.temp_dir)?;
        std::io::copy(&mut std::io::stdin().lock(), &mut kept)?;
        Ok(kept)
    };
    keep().map_err(|e| Error::Io("-".to_owned(), e))
}

impl Catalog for LogCatalog {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        let table = self.tables.get(name).or_else(|| self.records.get(name))?;
        Some(Arc::clone(table) as Arc<dyn Table>)
    }

    fn names(&self) -> Vec<String> {
        let is_fed = |name: &str| {
            let mut members = self.inventory.files.iter().flat_map(|file| &file.members);
            members.any(|member| member.feeds(name))
        };
        // The records of a log are all that there is of it when it has no table of its own.
        let alone = sources::SOURCES.iter().filter(|s| s.columns.is_empty());
        let alone = alone.map(|source| source.name).filter(|name| is_fed(name));
        let mut names: Vec<String> = self.tables.keys().cloned().collect();
        names.extend(alone.map(str::to_owned));
        names.sort();
        names
    }

    fn known(&self, name: &str) -> bool {
        Schemas::shipped().contains(name)
    }

    fn external(
        &self,
        uri: &str,
        columns: &[Column],
        options: &ExternalOptions,
    ) -> Result<Vec<Vec<Value>>, String> {
        let limits = &self.inventory.options.limits;
        external::read(uri, columns, options, limits, &self.downloads)
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        let options = &self.inventory.options;
        let watchlist = watchlist::open(options.watchlists.as_ref()?, name, &options.limits)?;
        Some(Arc::new(watchlist))
    }

    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        let folder = self.inventory.options.watchlists.as_deref();
        let open = || folder.map_or(Ok(None), places::open);
        self.places.get_or_init(open).clone()
    }
}

/// A table of the logs.
#[derive(Debug)]
struct LogTable {
    name: String,
    columns: Vec<Column>,
    fields: Vec<Wanted>,
    /// The members of records that are built; all of them where it is `None`.
    members: Option<Arc<Members>>,
    inventory: Arc<Inventory>,
    book: Arc<Book>,
}

impl LogTable {
    fn new(
        name: String,
        columns: Vec<Column>,
        inventory: &Arc<Inventory>,
        book: &Arc<Book>,
    ) -> Self {
        let fields = columns
            .iter()
            .map(|column| Wanted::Column {
                name: column.name.clone(),
                ty: column.ty,
            })
            .chain([Wanted::File(RECORD_FILE), Wanted::Number])
            .collect();
        Self::with(name, columns, fields, inventory, book)
    }

    /// The events of a log as they are.
    fn of_records(name: String, inventory: &Arc<Inventory>, book: &Arc<Book>) -> Self {
        let columns = RECORD_COLUMNS
            .iter()
            .map(|(name, ty)| Column::new(*name, *ty))
            .collect();
        let fields = RECORD_COLUMNS
            .iter()
            .map(|(name, ty)| match *name {
                "source" => Wanted::File(name),
                _ => Wanted::Column {
                    name: (*name).to_owned(),
                    ty: *ty,
                },
            })
            .chain([Wanted::File(RECORD_FILE), Wanted::Number])
            .collect();
        Self::with(name, columns, fields, inventory, book)
    }

    fn with(
        name: String,
        columns: Vec<Column>,
        fields: Vec<Wanted>,
        inventory: &Arc<Inventory>,
        book: &Arc<Book>,
    ) -> Self {
        Self {
            name,
            columns,
            fields,
            members: None,
            inventory: Arc::clone(inventory),
            book: Arc::clone(book),
        }
    }
}

impl Table for LogTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::new(Provider {
            table: self.name.clone(),
            schema: schema(&self.fields, RECORD_NUMBER),
            fields: self.fields.clone(),
            members: self.members.clone(),
            inventory: Arc::clone(&self.inventory),
            book: Arc::clone(&self.book),
        })
    }

    fn narrowed(&self, members: &Members) -> Option<Arc<dyn Table>> {
        let of_records = self
            .columns
            .iter()
            .any(|column| column.name == RECORD && column.ty == Type::Dynamic);
        of_records.then(|| {
            Arc::new(Self {
                name: self.name.clone(),
                columns: self.columns.clone(),
                fields: self.fields.clone(),
                members: Some(Arc::new(members.clone())),
                inventory: Arc::clone(&self.inventory),
                book: Arc::clone(&self.book),
            }) as Arc<dyn Table>
        })
    }

    fn evidence(&self) -> &[&'static str] {
        &EVIDENCE
    }
}
