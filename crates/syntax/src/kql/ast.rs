//! The tree of a KQL query, as written: nothing is resolved, nothing is desugared that a printer
//! would need. Every node knows its place.

use crate::Span;

/// A whole query text: statements separated by `;`.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub statements: Vec<Statement>,
}

/// A name with its place. Brackets and quotes (`['a b']`) are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `let name = value`
    Let {
        name: Name,
        value: LetValue,
        span: Span,
    },
    /// `set name` or `set name = value`
    Set {
        name: Name,
        value: Option<Expr>,
        span: Span,
    },
    /// `alias database name = cluster(…).database(…)`
    Alias { name: Name, value: Expr, span: Span },
    /// `declare query_parameters(a:long = 1, …)`
    Parameters {
        parameters: Vec<Parameter>,
        span: Span,
    },
    /// `declare pattern …`
    Pattern { pattern: Box<Pattern>, span: Span },
    /// `restrict access to (…)`
    Restrict {
        expressions: Vec<Expr>,
        /// `with (…)`
        properties: Vec<(Name, Expr)>,
        span: Span,
    },
    /// A query or a scalar expression.
    Expr(Expr),
}

#[derive(Debug, Clone, PartialEq)]
pub enum LetValue {
    /// A scalar or tabular expression; which of them is for the binder to find out.
    Expr(Expr),
    /// `(a:long, T:(x:string)) { … }`, also with `view`.
    Function(Box<Function>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    pub view: bool,
    pub parameters: Vec<Parameter>,
    /// `let` statements (and other non-expression statements) of the body.
    pub statements: Vec<Statement>,
    /// What the function returns; absent only in an empty body.
    pub result: Option<Expr>,
    pub span: Span,
}

/// `p = (a:string)[b:string] { ("x").["y"] = { T }; }`: a table for each of some arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    pub name: Name,
    pub parameters: Vec<Parameter>,
    /// `[b:string]`: what is written behind the call, `p("x").y`.
    pub path: Option<Parameter>,
    /// Empty where a pattern is only declared.
    pub cases: Vec<PatternCase>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PatternCase {
    pub arguments: Vec<Expr>,
    pub path: Option<Expr>,
    pub statements: Vec<Statement>,
    pub result: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub ty: ParameterType,
    pub default: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ParameterType {
    /// The type's name as written: `long`, `int64`, `dynamic`, …
    Scalar(Name),
    /// `(x:string, y:long)`; `(*)` gives `None`.
    Table(Option<Vec<ColumnDeclaration>>, Span),
}

/// `name:type`
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnDeclaration {
    pub name: Name,
    pub ty: Name,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    /// A column, a variable, a table.
    Name(String),
    /// `a*b`, where the grammar takes patterns of names (union, project-away, in columns of search, …).
    Wildcard(String),
    /// `*`
    Star,
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        op_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `left in (a, b)`, `has_any`, …; a single tabular element is a subquery.
    In {
        op: InOp,
        op_span: Span,
        left: Box<Expr>,
        list: Vec<Expr>,
    },
    /// `operand between (low .. high)`
    Between {
        negated: bool,
        operand: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
    },
    /// `base.name`
    Member {
        base: Box<Expr>,
        name: Name,
    },
    /// `base[index]`
    Index {
        base: Box<Expr>,
        index: Box<Expr>,
    },
    /// `name(arguments)`; `toscalar`, `materialize`, `table`, `database` too.
    Call {
        name: Name,
        arguments: Vec<Argument>,
    },
    /// `base.name(arguments)`, as in `database('x').f(1)`
    MemberCall {
        base: Box<Expr>,
        name: Name,
        arguments: Vec<Argument>,
    },
    /// A list in parentheses of `( … )`; only where the grammar takes one, as `(a, b) = f()`.
    /// Plain parentheses leave this node, so that a printer can put them back.
    Parenthesized(Box<Expr>),
    /// `source | operator | operator`. A leading operator (`print`, `union`, `range`, `search`, …)
    /// has no source.
    Pipe {
        source: Option<Box<Expr>>,
        operators: Vec<Operator>,
    },
    Datatable {
        columns: Vec<ColumnDeclaration>,
        values: Vec<Expr>,
        parameters: Vec<HintParameter>,
    },
    ExternalData {
        columns: Vec<ColumnDeclaration>,
        uris: Vec<Expr>,
        properties: Vec<(Name, Expr)>,
    },
    /// A bare list where the grammar takes one: `entity_group [a, b]`, and the columns of a property
    /// of `render`, as `ycolumns=a, b`.
    List(Vec<Expr>),
    /// `typeof(long)`, `typeof(a:string, b:long)`: names of types or column declarations.
    TypeOf(Vec<TypeArgument>),
    /// A construct that is recognized and kept as its text, but never run: `inline_external_table`,
    /// `materialized-view-combine`, `totable(…)`, `T datascope=…`, `__contextual_datatable`.
    Verbatim {
        construct: &'static str,
        text: String,
    },
    /// What recovery left; a diagnostic stands at this place.
    Error,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TypeArgument {
    Type(Name),
    Column(ColumnDeclaration),
    Star(Span),
}

/// An argument of a call: `value` or `name = value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    pub name: Option<Name>,
    pub value: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Bool(Option<bool>),
    /// `int(5)`: 32 bits.
    Int(Option<i32>),
    /// `5`, `0x1F`, `long(5)`
    Long(Option<i64>),
    Real(Option<f64>),
    /// `decimal(1.5)`, kept as its digits.
    Decimal(Option<String>),
    /// The value, escapes undone and adjacent literals joined. `hidden` for `h"…"`.
    String {
        value: String,
        hidden: bool,
    },
    /// The text between the parentheses of `datetime(…)`, trimmed; `None` for `null`.
    /// The engine reads it, because it owns the forms of times.
    Datetime(Option<String>),
    /// 100 ns ticks, from `1d`, `1min`, `time(1.02:03:04)`, `timespan(…)`.
    Timespan(Option<i64>),
    /// Lower-case text form.
    Guid(Option<String>),
    /// `dynamic(…)`
    Dynamic(DynamicLiteral),
    /// `null` bare, where the grammar has it (inside `dynamic`, and `long(null)` above is typed).
    Null,
}

/// The inside of `dynamic(…)`: JSON, with Kusto's single quotes, typed literals and bare words.
#[derive(Debug, Clone, PartialEq)]
pub enum DynamicLiteral {
    Null,
    Bool(bool),
    Long(i64),
    Real(f64),
    String(String),
    Array(Vec<DynamicLiteral>),
    Bag(Vec<(String, DynamicLiteral)>),
    /// `datetime(…)`, `timespan(…)`, `guid(…)` and so on inside: the literal.
    Typed(Box<Literal>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Minus,
    Plus,
}

/// Binary operators by their spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Or,
    And,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    /// `==`
    Equal,
    /// `!=`, `<>`
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `=~`
    EqualTilde,
    /// `!~`
    BangTilde,
    Has,
    NotHas,
    HasCs,
    NotHasCs,
    HasPrefix,
    NotHasPrefix,
    HasPrefixCs,
    NotHasPrefixCs,
    HasSuffix,
    NotHasSuffix,
    HasSuffixCs,
    NotHasSuffixCs,
    Contains,
    NotContains,
    ContainsCs,
    NotContainsCs,
    StartsWith,
    NotStartsWith,
    StartsWithCs,
    NotStartsWithCs,
    EndsWith,
    NotEndsWith,
    EndsWithCs,
    NotEndsWithCs,
    MatchesRegex,
    /// `:` in `search`: has, case-insensitive, with wildcards.
    Colon,
    Like,
    NotLike,
    LikeCs,
    NotLikeCs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InOp {
    In,
    NotIn,
    /// `in~`
    InTilde,
    /// `!in~`
    NotInTilde,
    HasAny,
    HasAll,
}

/// `name = value` before an operator's body: `hint.strategy=shuffle`, `kind=inner`, `isfuzzy=true`.
#[derive(Debug, Clone, PartialEq)]
pub struct HintParameter {
    pub name: Name,
    pub value: Expr,
}

/// `name = expr`, `(a, b) = expr`, or `expr`.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedExpr {
    /// No name, one name, or several for a function that gives several columns.
    pub names: Vec<Name>,
    pub expr: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Operator {
    pub kind: OperatorKind,
    /// `hint.*`, `kind=` and other `name=value` before the body, as written.
    pub parameters: Vec<HintParameter>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum OperatorKind {
    As {
        name: Name,
    },
    AssertSchema {
        columns: Vec<ColumnDeclaration>,
    },
    Consume,
    Count {
        as_name: Option<Name>,
    },
    Distinct {
        columns: Vec<NamedExpr>,
    },
    Evaluate {
        name: Name,
        arguments: Vec<Argument>,
        schema: Option<EvaluateSchema>,
    },
    /// `execute_and_cache`, as a tail of scripts; recognised.
    ExecuteAndCache,
    Extend {
        columns: Vec<NamedExpr>,
    },
    Facet {
        by: Vec<Expr>,
        with: Option<Box<Expr>>,
    },
    /// `find` with its sources; leading, or after a pipe.
    Find(Box<Find>),
    Fork {
        branches: Vec<(Option<Name>, Expr)>,
    },
    GetSchema {
        kind: Option<Name>,
    },
    GraphMarkComponents,
    GraphMatch(Box<GraphMatch>),
    GraphShortestPaths(Box<GraphMatch>),
    GraphToTable {
        outputs: Vec<GraphOutput>,
    },
    GraphWhereEdges {
        predicate: Expr,
    },
    GraphWhereNodes {
        predicate: Expr,
    },
    Invoke {
        function: Expr,
    },
    Join {
        kind_span: Option<Span>,
        right: Box<Expr>,
        on: Vec<Expr>,
        where_: Option<Box<Expr>>,
    },
    Lookup {
        right: Box<Expr>,
        on: Vec<Expr>,
    },
    MacroExpand {
        scope: Option<Name>,
        entities: Box<Expr>,
        body: Vec<Statement>,
    },
    MakeGraph(Box<MakeGraph>),
    MakeSeries(Box<MakeSeries>),
    MvApply(Box<MvApply>),
    MvExpand {
        columns: Vec<MvColumn>,
        limit: Option<Expr>,
    },
    Order {
        keys: Vec<SortKey>,
        spelled_sort: bool,
    },
    Parse {
        where_: bool,
        source: Expr,
        pattern: Vec<ParsePart>,
    },
    ParseKv {
        source: Expr,
        columns: Vec<ColumnDeclaration>,
        properties: Vec<(Name, Expr)>,
    },
    Partition(Box<Partition>),
    PartitionBy {
        column: Expr,
        scope: Option<Expr>,
        body: Box<Expr>,
    },
    Print {
        columns: Vec<NamedExpr>,
    },
    Project {
        columns: Vec<NamedExpr>,
    },
    ProjectAway {
        columns: Vec<Expr>,
    },
    ProjectByNames {
        columns: Vec<Expr>,
    },
    ProjectKeep {
        columns: Vec<Expr>,
    },
    ProjectRename {
        columns: Vec<NamedExpr>,
    },
    ProjectReorder {
        columns: Vec<ReorderKey>,
    },
    /// `range x from a to b step c`
    Range {
        name: Name,
        from: Expr,
        to: Expr,
        step: Expr,
    },
    Reduce {
        by: Expr,
        with: Vec<(Name, Expr)>,
    },
    Render {
        visualization: Name,
        properties: Vec<(Name, Expr)>,
    },
    Sample {
        count: Expr,
    },
    SampleDistinct {
        count: Expr,
        of: Expr,
    },
    Scan(Box<Scan>),
    /// `search [in (T1, T2*)] predicate`
    Search {
        tables: Vec<Expr>,
        predicate: Expr,
    },
    Serialize {
        columns: Vec<NamedExpr>,
    },
    Summarize {
        aggregates: Vec<NamedExpr>,
        by: Vec<NamedExpr>,
        bin: Option<Expr>,
    },
    Take {
        count: Expr,
        spelled_limit: bool,
    },
    Top {
        count: Expr,
        by: Vec<SortKey>,
    },
    TopHitters {
        count: Expr,
        of: NamedExpr,
        by: Option<Expr>,
    },
    TopNested {
        clauses: Vec<TopNestedClause>,
    },
    Union {
        tables: Vec<Expr>,
    },
    Where {
        predicate: Expr,
        spelled_filter: bool,
    },
    /// What recovery left.
    Error,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EvaluateSchema {
    /// `(*, a:long)` begins with a star: all input columns first.
    pub star: bool,
    pub columns: Vec<ColumnDeclaration>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Find {
    pub data_scope: Option<Name>,
    /// `in (T1, T*)`
    pub tables: Vec<Expr>,
    pub predicate: Expr,
    /// `project a, b:string, pack_all()`; `None` for the smart projection.
    pub project: Option<Vec<FindColumn>>,
    pub project_smart: bool,
    pub project_away: Vec<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FindColumn {
    Column {
        name: Name,
        ty: Option<Name>,
    },
    /// `pack(*)`
    Pack(Span),
    /// `*`
    Star(Span),
}

#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    pub expr: Expr,
    /// `Some(true)` for asc, `Some(false)` for desc, `None` when not written.
    pub ascending: Option<bool>,
    pub nulls_first: Option<bool>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReorderKey {
    /// A name, a wildcard or a star.
    pub expr: Expr,
    pub order: Option<ReorderOrder>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReorderOrder {
    Asc,
    Desc,
    GrannyAsc,
    GrannyDesc,
}

/// One column of `mv-expand` and `mv-apply`: `[name =] expr [to typeof(t)]`.
#[derive(Debug, Clone, PartialEq)]
pub struct MvColumn {
    pub name: Option<Name>,
    pub expr: Expr,
    pub to: Option<Name>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MvApply {
    pub columns: Vec<MvColumn>,
    pub limit: Option<Expr>,
    /// `id value` of the older form.
    pub context_id: Option<Expr>,
    /// The subquery in parentheses: a pipe without source.
    pub body: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ParsePart {
    Star(Span),
    /// A string between columns; for `kind=regex` a pattern.
    Text(Literal, Span),
    Column {
        name: Name,
        ty: Option<Name>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    pub by: Expr,
    /// `in f(…)` or `in dynamic(…)`
    pub scope: Option<Expr>,
    /// `(subquery)` is a pipe without source, `{ query }` any expression.
    pub body: Expr,
    pub braces: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MakeSeries {
    pub aggregates: Vec<MakeSeriesAggregate>,
    pub on: NamedExpr,
    pub from: Option<Expr>,
    pub to: Option<Expr>,
    pub step: Option<Expr>,
    /// `in range(start, stop, step)`: the older form; then `from`, `to`, `step` hold its arguments.
    pub in_range: bool,
    pub by: Vec<NamedExpr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MakeSeriesAggregate {
    pub value: NamedExpr,
    pub default: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TopNestedClause {
    pub count: Option<Expr>,
    pub of: NamedExpr,
    pub others: Option<Expr>,
    pub by: NamedExpr,
    pub ascending: Option<bool>,
    pub nulls_first: Option<bool>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    pub order: Vec<SortKey>,
    pub partition: Vec<NamedExpr>,
    /// `declare (a:long = 0, …)`
    pub declare: Vec<Parameter>,
    pub with_match_id: Option<Name>,
    pub steps: Vec<ScanStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ScanStep {
    pub name: Name,
    pub optional: bool,
    /// `output=all|last|none`
    pub output: Option<Name>,
    pub condition: Expr,
    pub assignments: Vec<(Name, Expr)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MakeGraph {
    pub source: Expr,
    /// `-->` between the ends, not `--`.
    pub directed: bool,
    pub target: Expr,
    /// `with nodes on id [, nodes2 on id2]`
    pub nodes: Vec<(Expr, Expr)>,
    /// `with_node_id = name`
    pub node_id: Option<Name>,
    pub partitioned_by: Option<(Expr, Box<Expr>)>,
}

/// `graph-match` and `graph-shortest-paths`.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphMatch {
    pub patterns: Vec<Vec<GraphElement>>,
    pub where_: Option<Expr>,
    pub project: Vec<NamedExpr>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum GraphElement {
    /// `(name)`, `()`
    Node { name: Option<Name>, span: Span },
    /// `-[name]->`, `<-[name]-`, `-[name*1..5]-`, `-->`
    Edge {
        name: Option<Name>,
        direction: EdgeDirection,
        /// `*low..high`
        range: Option<(Expr, Expr)>,
        span: Span,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeDirection {
    /// `-->`
    Right,
    /// `<--`
    Left,
    /// `--`
    Any,
}

#[derive(Debug, Clone, PartialEq)]
pub struct GraphOutput {
    /// `nodes` or `edges`
    pub entity: Name,
    pub as_name: Option<Name>,
    pub parameters: Vec<HintParameter>,
}
