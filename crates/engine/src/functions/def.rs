//! What one scalar function is made of.
//!
//! A function is a plain value, not a trait with defaults: leaving a field out does not compile,
//! so a function cannot be registered without its text, its types and an example.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::error::Result as DfResult;

use crate::notes::Notes;
use crate::types::{Type, Value};

/// One function of the language: what it is called, what it takes, what it does.
#[derive(Debug)]
pub struct Function {
    /// The name a query writes. It is also the name of the file.
    pub name: &'static str,
    /// Other spellings that mean the same.
    pub aliases: &'static [&'static str],
    /// The chapter of the reference this belongs to.
    pub family: Family,
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// The parameters, in call order.
    pub params: &'static [Param],
    /// The type of the result.
    pub returns: Returns,
    /// What a reader must know beyond the summary; a line `Differs from Kusto: …` where we do.
    pub notes: &'static str,
    /// Shown in the reference, and run as tests.
    pub examples: &'static [Example],
    /// Run as tests, not shown.
    pub cases: &'static [Example],
    /// What a call computes.
    pub body: Body,
}

/// What a call computes.
#[derive(Clone, Copy)]
pub enum Body {
    /// One row: the arguments, already of the parameters' types. Null handling is the function's.
    Rows(fn(&[Value]) -> Value),
    /// As `Rows`, but work on constant arguments (a regex to compile) is done once, and a bad
    /// constant is an error with a sentence.
    Prepared(fn(&CallSite<'_>) -> Result<RowFunction, String>),
    /// Whole columns, for what is called on every record of a log. `rows` is their length.
    Columns(fn(&Columns<'_>) -> DfResult<ArrayRef>),
    /// Whole columns, with work on constant arguments done once for all batches.
    PreparedColumns(fn(&CallSite<'_>) -> Result<ColumnFunction, String>),
    /// A definition in the language itself, over the parameters' names.
    Source(&'static str),
    /// The answer needs what nobody has here, as this sentence says: a call has a type and is
    /// warned of, and a query ends at the first row that gives it an argument.
    Unanswered(&'static str),
    /// The binder makes the call: it needs the clock, the row context, the names of columns or the
    /// types of all branches.
    Binder,
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Rows(_) => "Rows",
            Self::Prepared(_) => "Prepared",
            Self::Columns(_) => "Columns",
            Self::PreparedColumns(_) => "PreparedColumns",
            Self::Source(_) => "Source",
            Self::Unanswered(_) => "Unanswered",
            Self::Binder => "Binder",
        })
    }
}

/// A prepared function of one row.
pub type RowFunction = Arc<dyn Fn(&[Value]) -> Value + Send + Sync>;

/// A prepared function of whole columns.
pub type ColumnFunction = Arc<dyn Fn(&Columns<'_>) -> DfResult<ArrayRef> + Send + Sync>;

/// What is known of a call before rows come.
#[derive(Debug, Clone, Copy)]
pub struct CallSite<'a> {
    /// The types of the arguments, after conversion to the parameters' types.
    pub types: &'a [Type],
    /// The values of the arguments that are constant.
    pub constants: &'a [Option<Value>],
    /// The type that `returns` gave.
    pub returns: Type,
}

impl CallSite<'_> {
    /// The constant text of an argument; `None` when it is not constant.
    pub fn text(&self, at: usize) -> Option<&str> {
        self.constants.get(at)?.as_ref().map(Value::as_str)
    }
}

/// The arguments of a whole batch: arrays of `rows` rows, constants as arrays of one.
#[derive(Debug)]
pub struct Columns<'a> {
    pub arrays: &'a [ArrayRef],
    /// Whether the argument is constant; then its array has one row.
    pub constant: &'a [bool],
    pub types: &'a [Type],
    pub rows: usize,
    pub returns: Type,
    /// Where a function says what a reader should know beside the rows; constants have none.
    pub notes: Option<&'a Notes>,
}

/// A chapter of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Conditional,
    Conversion,
    Datetime,
    Dynamic,
    Encoding,
    Geospatial,
    Graph,
    Hash,
    Ip,
    Mathematical,
    Metadata,
    Parsing,
    Series,
    /// What the lowering of Splunk searches calls.
    Splunk,
    Statistical,
    String,
    /// Operators that are written as words or signs: `has`, `+`, `==`.
    Operator,
    Window,
    /// Sentinel's own: `_GetWatchlist`.
    Sentinel,
}

/// What a parameter takes. An argument of another type is converted where the language converts
/// by itself (int to long to real to decimal, dynamic to anything), and refused otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Any scalar, passed as it is.
    Any,
    /// This type.
    One(Type),
    /// int, long, real, decimal; passed as it is. A dynamic is passed as real.
    Number,
    /// A number or a timespan.
    Summable,
    /// A whole number, passed as long.
    Whole,
    /// What has an order: any type but dynamic and guid; passed as it is.
    Ordered,
    /// Any type but dynamic; passed as it is.
    Plain,
    /// A dynamic; what the query writes out as a literal must be a bag.
    Bag,
    /// A dynamic; what the query writes out as a literal must be an array.
    Array,
    /// One of these types, passed as it is; converted to the first when it is none of them.
    OneOf(&'static [Type]),
}

/// The type of a result.
#[derive(Debug, Clone, Copy)]
pub enum Returns {
    Is(Type),
    /// The type of the argument at this place.
    Same(usize),
    /// The common type of the arguments from this place on; they are converted to it.
    Common(usize),
    /// By the types of the arguments.
    By(fn(&[Type]) -> Type),
    /// By the types of the arguments, of which not all go together: the first function tells.
    Fitting(fn(&[Type]) -> bool, fn(&[Type]) -> Type),
    /// By the types of the arguments, and their values where they are constant:
    /// `datetime_diff('week', …)` is a real, other periods give long.
    ByValues(fn(&[Type], &[Option<Value>]) -> Type),
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    pub name: &'static str,
    pub takes: Takes,
    pub doc: &'static str,
    pub kind: ParamKind,
    /// Whether the argument must be known before rows are read.
    pub constant: bool,
}

impl Param {
    /// The parameter, for which only what is known before rows are read can stand.
    pub const fn constant(self) -> Self {
        Self {
            constant: true,
            ..self
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    Required,
    Optional,
    /// Any number of times, at least once; the last parameter only.
    Repeated,
    /// Any number of times, at least twice; the last parameter only.
    Several,
    /// Any number of times, or never; the last parameter only.
    Variadic,
}

pub const fn required(name: &'static str, takes: Takes, doc: &'static str) -> Param {
    Param {
        name,
        takes,
        doc,
        kind: ParamKind::Required,
        constant: false,
    }
}

pub const fn optional(name: &'static str, takes: Takes, doc: &'static str) -> Param {
    Param {
        name,
        takes,
        doc,
        kind: ParamKind::Optional,
        constant: false,
    }
}

pub const fn repeated(name: &'static str, takes: Takes, doc: &'static str) -> Param {
    Param {
        name,
        takes,
        doc,
        kind: ParamKind::Repeated,
        constant: false,
    }
}

pub const fn several(name: &'static str, takes: Takes, doc: &'static str) -> Param {
    Param {
        name,
        takes,
        doc,
        kind: ParamKind::Several,
        constant: false,
    }
}

pub const fn variadic(name: &'static str, takes: Takes, doc: &'static str) -> Param {
    Param {
        name,
        takes,
        doc,
        kind: ParamKind::Variadic,
        constant: false,
    }
}

/// An expression and the text of its value.
///
/// The text is what the table of a spec shows: strings bare, `null`, `""` for the empty string,
/// datetime and timespan as `tostring` gives them, `true` and `false`, dynamic as compact JSON.
/// For an aggregate or a plugin the source is a whole query, and the text its first cell.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub source: &'static str,
    pub result: &'static str,
    pub file: &'static str,
    pub line: u32,
}

/// Writes an [`Example`] that knows where it stands.
macro_rules! example {
    ($source:literal => $result:literal) => {
        $crate::functions::def::Example {
            source: $source,
            result: $result,
            file: file!(),
            line: line!(),
        }
    };
}
pub(crate) use example;

pub(crate) const BOOL: Takes = Takes::One(Type::Bool);
pub(crate) const LONG: Takes = Takes::One(Type::Long);
pub(crate) const REAL: Takes = Takes::One(Type::Real);
pub(crate) const STRING: Takes = Takes::One(Type::String);
/// A string, or a dynamic value as its text.
pub(crate) const TEXT: Takes = Takes::OneOf(&[Type::String]);
pub(crate) const DATETIME: Takes = Takes::One(Type::Datetime);
pub(crate) const TIMESPAN: Takes = Takes::One(Type::Timespan);
pub(crate) const GUID: Takes = Takes::One(Type::Guid);
pub(crate) const DYNAMIC: Takes = Takes::One(Type::Dynamic);

/// The type that a `typeof(…)` argument names; string where there is none. The binder passes the
/// type's name as a constant string.
pub(crate) fn literal_type(argument: Option<&Option<Value>>) -> Type {
    argument
        .and_then(Option::as_ref)
        .and_then(|name| Type::from_name(name.as_str()))
        .unwrap_or(Type::String)
}

impl Function {
    /// `name(a, [b], c, …): type`
    pub fn signature(&self) -> String {
        format!(
            "{}({}): {}",
            self.name,
            parameters(self.params),
            match self.returns {
                Returns::Is(ty) => ty.name().to_owned(),
                Returns::Same(at) => self.params.get(at).map_or_else(
                    || "scalar".to_owned(),
                    |p| format!("the type of {}", p.name)
                ),
                Returns::Common(_)
                | Returns::By(_)
                | Returns::Fitting(..)
                | Returns::ByValues(_) => "scalar".to_owned(),
            }
        )
    }
}

/// The parameters as a signature writes them.
pub fn parameters(params: &[Param]) -> String {
    let texts: Vec<String> = params
        .iter()
        .map(|p| match p.kind {
            ParamKind::Required => p.name.to_owned(),
            ParamKind::Optional => format!("[{}]", p.name),
            ParamKind::Repeated => format!("{}, …", p.name),
            ParamKind::Several => format!("{0}, {0}, …", p.name),
            ParamKind::Variadic => format!("[{}, …]", p.name),
        })
        .collect();
    texts.join(", ")
}
