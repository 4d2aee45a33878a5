//! What one aggregate function of `summarize` is made of.

use crate::functions::def::{CallSite, Example, Param, Returns};
use crate::types::array::Reader;
use crate::types::{Type, Value};

/// One aggregate: what it is called, what it takes, how it gathers a group.
#[derive(Debug)]
pub struct Aggregate {
    /// The name a query writes. It is also the name of the file.
    pub name: &'static str,
    /// Other spellings that mean the same and name the result the same.
    pub aliases: &'static [&'static str],
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// The parameters, in call order. `*` stands for all other columns where `star` says so.
    pub params: &'static [Param],
    pub returns: Gives,
    /// How a result without a name is called.
    pub naming: Naming,
    /// What a reader must know beyond the summary; a line `Differs from Kusto: …` where we do.
    pub notes: &'static str,
    /// Whole queries of one cell: shown in the reference, and run as tests.
    pub examples: &'static [Example],
    /// Run as tests, not shown.
    pub cases: &'static [Example],
    /// A fresh group. A bad constant argument is an error with a sentence.
    pub body: fn(&CallSite<'_>) -> Result<Make, String>,
}

/// Makes the state of a group.
pub type Make = Box<dyn Fn() -> Box<dyn Group> + Send + Sync>;

/// What an aggregate gives.
#[derive(Debug, Clone, Copy)]
pub enum Gives {
    /// One column.
    One(Returns),
    /// The row that `arg_max` and its kin choose: the first argument (unless `take_any`), then the
    /// others, which may be `*`. The group's `finish` is a `Value::Row` of all arguments.
    Rows,
    /// One column for each constant argument from this place on (`percentiles`); `finish` is a
    /// `Value::Row` of that many values.
    Each(usize, Returns),
}

/// How a result column without a name is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `prefix_column` where the first argument is a column, `prefix_` otherwise.
    Prefix(&'static str),
    /// `percentile_column_95`: the prefix, the column, the constant.
    PrefixAndConstant(&'static str),
    /// The names of the arguments themselves (`arg_max`, `take_any`).
    Arguments,
}

/// The arguments of one row, read when asked for.
pub struct Row<'a> {
    pub(crate) readers: &'a [Reader<'a>],
    /// Constant arguments have one row.
    pub(crate) constant: &'a [bool],
    pub(crate) row: usize,
}

impl<'a> Row<'a> {
    fn at(&self, argument: usize) -> usize {
        if self.constant[argument] { 0 } else { self.row }
    }

    pub fn get(&self, argument: usize) -> Value {
        self.readers[argument].value(self.at(argument))
    }

    pub fn is_null(&self, argument: usize) -> bool {
        self.readers[argument].is_null(self.at(argument))
    }

    /// The text of a string, guid or dynamic, without reading it.
    pub fn text(&self, argument: usize) -> &'a str {
        self.readers[argument].text(self.at(argument))
    }

    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.readers.len()
    }

    pub fn is_empty(&self) -> bool {
        self.readers.is_empty()
    }
}

/// The state of one group. Rows come in the order of the input.
pub trait Group: Send + Sync {
    fn add(&mut self, row: &Row<'_>);
    /// The result; called once.
    fn finish(&mut self) -> Value;
    /// Bytes held beyond the struct itself.
    fn size(&self) -> usize;
}

/// The type of the value of a single-column aggregate.
pub fn one(ty: Type) -> Gives {
    Gives::One(Returns::Is(ty))
}
