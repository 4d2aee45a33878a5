//! What stops logs from being opened at all.

/// Nothing can be read. What can be read only in part is in the ledger instead.
#[derive(Debug)]
pub enum Error {
    /// A path that does not exist, or a glob that matches nothing.
    NoSuchPath(String),
    /// The path, and what the system says.
    Io(String, std::io::Error),
    /// Files were found, none of which is JSON, CSV or Parquet. The ledger tells of each.
    NothingReadable(Box<crate::ledger::Ledger>),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchPath(path) => write!(f, "no file matches `{path}`"),
            Self::Io(path, e) => write!(f, "`{path}` cannot be read: {e}"),
            Self::NothingReadable(ledger) => {
                write!(f, "no log to read: ")?;
                match ledger.files.as_slice() {
                    [] => f.write_str("there is no file"),
                    [only] => write!(f, "`{}` is {}", only.path, only.status),
                    [first, ..] => write!(
                        f,
                        "none of {} files is JSON, CSV or Parquet; `{}` is {}",
                        ledger.files.len(),
                        first.path,
                        first.status
                    ),
                }
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, e) => Some(e),
            Self::NoSuchPath(_) | Self::NothingReadable(_) => None,
        }
    }
}
