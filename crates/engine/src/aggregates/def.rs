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

/// How a result column without a name is called. An argument has a name when it is a column, a
/// path into one, or a conversion of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `prefix_name` of the first argument; `prefix_` when it has none.
    Prefix(&'static str),
    /// `covariance_x_y`: the prefix and the names of two arguments.
    PrefixAndTwo(&'static str),
    /// `percentile_name_95`: the prefix, the first argument's name, the constant.
    PrefixAndConstant(&'static str),
    /// The name of the first argument itself; `Column1` when it has none.
    First,
    /// The names of the arguments, those without one `any_arg0`; each with the prefix in front.
    Taken(&'static str),
    /// What `arg_max` and its kin give: the name of the first argument, or `max_` when it has none;
    /// then the names of the others, or `max_first_arg1`. `argmax`, the older form, gives
    /// `max_first` and `max_first_name`.
    Chosen { prefix: &'static str, older: bool },
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

    /// A whole number, or the ticks of a datetime or timespan.
    pub fn long(&self, argument: usize) -> Option<i64> {
        self.readers[argument].long(self.at(argument))
    }

    /// Any number as a double; ticks of a datetime or timespan too.
    pub fn real(&self, argument: usize) -> Option<f64> {
        self.readers[argument].real(self.at(argument))
    }

    /// A decimal, scaled by 10^18.
    pub fn decimal(&self, argument: usize) -> Option<i128> {
        self.readers[argument].decimal(self.at(argument))
    }

    /// Whether a predicate holds; null does not.
    pub fn holds(&self, argument: usize) -> bool {
        self.readers[argument].boolean(self.at(argument)) == Some(true)
    }

    /// A bool.
    pub fn boolean(&self, argument: usize) -> Option<bool> {
        self.readers[argument].boolean(self.at(argument))
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
    /// The result; called once, but of Splunk's aggregates after each row of `streamstats`.
    fn finish(&mut self) -> Value;
    /// Bytes held beyond the struct itself.
    fn size(&self) -> usize;
}

/// The type of the value of a single-column aggregate.
pub fn one(ty: Type) -> Gives {
    Gives::One(Returns::Is(ty))
}
