//! Walks over trees: to compare two for what they say, and to change parts of one.

use crate::Span;

use super::ast::*;

/// What is done at the parts of a tree, each before the parts within it.
pub trait Visitor {
    fn span(&mut self, _: &mut Span) {}

    fn expr(&mut self, _: &mut Expr) {}

    fn operator(&mut self, _: &mut Operator) {}
}

impl Query {
    /// The same tree with every place set to the start of the text.
    #[must_use]
    pub fn without_spans(mut self) -> Self {
        self.visit(&mut Placeless);
        self
    }

    /// Walks over the whole tree, in the order of its text.
    pub fn visit(&mut self, visitor: &mut dyn Visitor) {
        self.statements.walk(visitor);
    }
}

impl Expr {
    /// How many expressions a walk over this one calls on, itself among them.
    pub fn count(&mut self) -> usize {
        let mut counted = Counted(0);
        self.walk(&mut counted);
        counted.0
    }
}

struct Counted(usize);

impl Visitor for Counted {
    fn expr(&mut self, _: &mut Expr) {
        self.0 += 1;
    }
}

/// Forgets places.
struct Placeless;

impl Visitor for Placeless {
    fn span(&mut self, span: &mut Span) {
        *span = Span::default();
    }
}

trait Walk {
    fn walk(&mut self, visitor: &mut dyn Visitor);
}

impl Walk for Span {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        visitor.span(self);
    }
}

impl Walk for Expr {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        visitor.expr(self);
        self.kind.walk(visitor);
        self.span.walk(visitor);
    }
}

impl Walk for Operator {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        visitor.operator(self);
        self.kind.walk(visitor);
        self.parameters.walk(visitor);
        self.span.walk(visitor);
    }
}

impl<T: Walk> Walk for Option<T> {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        if let Some(value) = self {
            value.walk(visitor);
        }
    }
}

impl<T: Walk> Walk for Vec<T> {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        for value in self {
            value.walk(visitor);
        }
    }
}

impl<T: Walk> Walk for Box<T> {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        (**self).walk(visitor);
    }
}

impl<A: Walk, B: Walk> Walk for (A, B) {
    fn walk(&mut self, visitor: &mut dyn Visitor) {
        self.0.walk(visitor);
        self.1.walk(visitor);
    }
}

/// What has no place in it.
macro_rules! spanless {
    ($($type:ty),+ $(,)?) => {
        $(impl Walk for $type {
            fn walk(&mut self, _: &mut dyn Visitor) {}
        })+
    };
}

spanless!(
    bool,
    String,
    &'static str,
    Literal,
    UnaryOp,
    BinaryOp,
    InOp,
    ReorderOrder,
    EdgeDirection
);

/// Structs, with all their fields.
macro_rules! structs {
    ($($type:ident { $($field:ident),+ })+) => {
        $(impl Walk for $type {
            fn walk(&mut self, visitor: &mut dyn Visitor) {
                let Self { $($field),+ } = self;
                $($field.walk(visitor);)+
            }
        })+
    };
}

structs! {
    Name { text, span }
    Function { view, parameters, statements, result, span }
    Pattern { name, parameters, path, cases }
    PatternCase { arguments, path, statements, result }
    Parameter { name, ty, default }
    ColumnDeclaration { name, ty }
    Argument { name, value }
    HintParameter { name, value }
    NamedExpr { names, expr }
    EvaluateSchema { star, columns }
    Find { data_scope, tables, predicate, project, project_smart, project_away }
    SortKey { expr, ascending, nulls_first }
    ReorderKey { expr, order }
    MvColumn { name, expr, to }
    MvApply { columns, limit, context_id, body }
    Partition { by, scope, body, braces }
    MakeSeries { aggregates, on, from, to, step, in_range, by }
    MakeSeriesAggregate { value, default }
    TopNestedClause { count, of, others, by, ascending, nulls_first }
    Scan { order, partition, declare, with_match_id, steps }
    ScanStep { name, optional, output, condition, assignments }
    MakeGraph { source, directed, target, nodes, node_id, partitioned_by }
    GraphMatch { patterns, where_, project }
    GraphOutput { entity, as_name, parameters }
}

/// Enums, with all their variants; each value of a variant has a name here.
macro_rules! enums {
    ($($type:ident {
        $($variant:ident $(($($value:ident),+))? $({ $($field:ident),+ })?),+ $(,)?
    })+) => {
        $(impl Walk for $type {
            fn walk(&mut self, visitor: &mut dyn Visitor) {
                match self {
                    $(Self::$variant $(($($value),+))? $({ $($field),+ })? => {
                        $($($value.walk(visitor);)+)?
                        $($($field.walk(visitor);)+)?
                    })+
                }
            }
        })+
    };
}

enums! {
    Statement {
        Let { name, value, span },
        Set { name, value, span },
        Alias { name, value, span },
        Parameters { parameters, span },
        Pattern { pattern, span },
        Restrict { expressions, properties, span },
        Expr(expr),
    }
    LetValue {
        Expr(expr),
        Function(function),
    }
    ParameterType {
        Scalar(name),
        Table(columns, span),
    }
    ExprKind {
        Literal(literal),
        Name(name),
        Wildcard(text),
        Star,
        Unary { op, operand },
        Binary { op, op_span, left, right },
        In { op, op_span, left, list },
        Between { negated, operand, low, high },
        Member { base, name },
        Index { base, index },
        Call { name, arguments },
        MemberCall { base, name, arguments },
        Parenthesized(inner),
        Pipe { source, operators },
        Datatable { columns, values, parameters },
        ExternalData { columns, uris, properties },
        List(items),
        TypeOf(arguments),
        Verbatim { construct, text },
        Error,
    }
    TypeArgument {
        Type(name),
        Column(column),
        Star(span),
    }
    OperatorKind {
        As { name },
        AssertSchema { columns },
        Consume,
        Count { as_name },
        Distinct { columns },
        Evaluate { name, arguments, schema },
        ExecuteAndCache,
        Extend { columns },
        Facet { by, with },
        Find(find),
        Fork { branches },
        GetSchema { kind },
        GraphMarkComponents,
        GraphMatch(body),
        GraphShortestPaths(body),
        GraphToTable { outputs },
        GraphWhereEdges { predicate },
        GraphWhereNodes { predicate },
        Invoke { function },
        Join { kind_span, right, on, where_ },
        Lookup { right, on },
        MacroExpand { scope, entities, body },
        MakeGraph(graph),
        MakeSeries(series),
        MvApply(apply),
        MvExpand { columns, limit },
        Order { keys, spelled_sort },
        Parse { where_, source, pattern },
        ParseKv { source, columns, properties },
        Partition(partition),
        PartitionBy { column, scope, body },
        Print { columns },
        Project { columns },
        ProjectAway { columns },
        ProjectByNames { columns },
        ProjectKeep { columns },
        ProjectRename { columns },
        ProjectReorder { columns },
        Range { name, from, to, step },
        Reduce { by, with },
        Render { visualization, properties },
        Sample { count },
        SampleDistinct { count, of },
        Scan(scan),
        Search { tables, predicate },
        Serialize { columns },
        Summarize { aggregates, by, bin },
        Take { count, spelled_limit },
        Top { count, by },
        TopHitters { count, of, by },
        TopNested { clauses },
        Union { tables },
        Where { predicate, spelled_filter },
        Error,
    }
    FindColumn {
        Column { name, ty },
        Pack(span),
        Star(span),
    }
    ParsePart {
        Star(span),
        Text(literal, span),
        Column { name, ty },
    }
    GraphElement {
        Node { name, span },
        Edge { name, direction, range, span },
    }
}
