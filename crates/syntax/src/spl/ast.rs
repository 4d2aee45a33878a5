//! The tree of a search, as written: nothing is resolved. Every node knows its place.

use crate::Span;

/// Commands between pipes.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// The text begins with a pipe: the first command makes events itself.
    pub leading_pipe: bool,
    pub commands: Vec<Command>,
    pub span: Span,
}

/// A name with its place; quotes are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// One command with all of its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// `search` where a search begins without it.
    pub name: Name,
    /// Whether the name is written.
    pub spelled: bool,
    pub body: Body,
    pub span: Span,
}

/// The arguments of a command, by the grammar that it follows.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// `search`: terms; none stands for every event.
    Search(Option<Term>),
    /// `eval`
    Eval(Vec<Assignment>),
    /// `where`
    Where(Expr),
    /// `stats`, `eventstats`, `streamstats`, `chart`, `timechart`, `tstats`, `mstats`
    Stats(Box<Stats>),
    /// Every other command: words, options, lists and subsearches.
    Words(Vec<Word>),
    /// A macro in place of a command.
    Macro(Macro),
}

/// `` `name(argument, …)` ``
#[derive(Debug, Clone, PartialEq)]
pub struct Macro {
    pub name: String,
    /// As written, without quotes around them.
    pub arguments: Vec<String>,
    pub span: Span,
}

/// A predicate of `search`.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub kind: TermKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TermKind {
    And(Vec<Term>),
    Or(Vec<Term>),
    Not(Box<Term>),
    /// `field=value`, `field>=5`
    Compare {
        field: Name,
        op: CompareOp,
        value: Value,
    },
    /// `field IN (a, b*)`
    In {
        field: Name,
        values: Vec<Value>,
    },
    /// A word or a phrase that is looked for in the raw event.
    Text(Value),
    /// `[search …]`
    Subsearch(Box<Search>),
    Macro(Macro),
}

/// What a field is compared to in `search`.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Escapes undone.
    pub text: String,
    pub quoted: bool,
    pub directive: Directive,
    pub span: Span,
}

/// `TERM(…)` and `CASE(…)` around a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directive {
    None,
    Term,
    Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl CompareOp {
    /// The comparison that holds where this one does not.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// `target = value` of `eval`.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// A field; one with `{…}` in it takes a part of its name from another field.
    pub target: Name,
    pub value: Expr,
}

/// An expression of `eval` and `where`.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A field: bare or in single quotes.
    Field(String),
    /// As written.
    Number(String),
    /// In double quotes, escapes undone.
    Text(String),
    Call {
        name: Name,
        arguments: Vec<Expr>,
    },
    Minus(Box<Expr>),
    Not(Box<Expr>),
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `x IN (a, b)`
    In {
        negated: bool,
        operand: Box<Expr>,
        list: Vec<Expr>,
    },
    /// `[…]` that gives a text or a number.
    Subsearch(Box<Search>),
    Macro(Macro),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    Xor,
    Or,
    And,
    Compare(CompareOp),
    Like,
    Add,
    Subtract,
    /// `.`
    Concat,
    Multiply,
    Divide,
    Modulo,
}

impl BinaryOp {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Xor => "XOR",
            Self::Or => "OR",
            Self::And => "AND",
            Self::Compare(op) => op.sign(),
            Self::Like => "LIKE",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Concat => ".",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }
}

/// The body of `stats` and its kin.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// `span=1h`, `window=5`, `limit=0`, wherever they stand.
    pub options: Vec<(Name, Value)>,
    pub aggregates: Vec<Aggregate>,
    /// `from datamodel=Change.All_Changes` of `tstats`.
    pub model: Option<Name>,
    /// `where …` of `tstats` and `mstats`.
    pub filter: Option<Term>,
    /// `over x` of `chart`.
    pub over: Option<Name>,
    pub by: Vec<Name>,
}

/// `values(x) as y`
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    pub function: Name,
    pub argument: AggregateArgument,
    pub alias: Option<Name>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum AggregateArgument {
    /// `count`
    None,
    /// A field or a pattern of fields.
    Field(Name),
    /// `count(eval(a=1))`
    Eval(Expr),
    /// Anything else, as written: `sparkline(count(x), 1h)`.
    Verbatim(Name),
}

/// A part of the arguments of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub kind: WordKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WordKind {
    Bare(String),
    /// In double quotes, escapes undone.
    Quoted(String),
    /// In single quotes.
    Field(String),
    Comma,
    /// `name=value`, `name!=value`
    Option {
        name: Name,
        op: CompareOp,
        value: Box<Word>,
    },
    /// `name(…)`
    Call {
        name: Name,
        arguments: Vec<Word>,
    },
    /// `(…)`
    Group(Vec<Word>),
    /// `where …` of `inputlookup`.
    Filter(Term),
    Subsearch(Search),
    Macro(Macro),
}

impl Word {
    /// The text of a bare word, a quoted text or a field.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            WordKind::Bare(text) | WordKind::Quoted(text) | WordKind::Field(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is this bare word, in any letter case.
    pub fn is(&self, word: &str) -> bool {
        matches!(&self.kind, WordKind::Bare(text) if text.eq_ignore_ascii_case(word))
    }
}
