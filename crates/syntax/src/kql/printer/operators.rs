//! Operators: what stands between `|`.

use super::super::ast::{
    EdgeDirection, Expr, ExprKind, Find, FindColumn, GraphElement, GraphMatch, HintParameter,
    MakeGraph, MakeSeries, MvColumn, NamedExpr, Operator, OperatorKind, ParsePart, Partition,
    ReorderKey, ReorderOrder, Scan, ScanStep, SortKey, TopNestedClause,
};
use super::Printer;
use super::literals::Place;

impl Printer {
    pub(super) fn operator(&mut self, operator: &Operator) {
        self.push(keyword(&operator.kind));
        if !matches!(
            operator.kind,
            OperatorKind::Render { .. } | OperatorKind::Find(_)
        ) {
            self.hints(&operator.parameters);
        }
        match &operator.kind {
            OperatorKind::As { name } => {
                self.push(" ");
                self.name(name, Place::Plain);
            }
            OperatorKind::AssertSchema { columns } => {
                self.push(" (");
                self.separated(columns, ", ", Self::column_declaration);
                self.push(")");
            }
            OperatorKind::Consume
            | OperatorKind::ExecuteAndCache
            | OperatorKind::GraphMarkComponents
            | OperatorKind::Error => {}
            OperatorKind::Count { as_name } => {
                if let Some(name) = as_name {
                    self.push(" as ");
                    self.name(name, Place::Plain);
                }
            }
            OperatorKind::Evaluate {
                name,
                arguments,
                schema,
            } => {
                self.push(" ");
                self.name(name, Place::Plain);
                self.arguments(arguments);
                if let Some(schema) = schema {
                    self.push(" : (");
                    if schema.star {
                        self.push(if schema.columns.is_empty() {
                            "*"
                        } else {
                            "*, "
                        });
                    }
                    self.separated(&schema.columns, ", ", Self::column_declaration);
                    self.push(")");
                }
            }
            OperatorKind::Distinct { columns }
            | OperatorKind::Extend { columns }
            | OperatorKind::Print { columns }
            | OperatorKind::Project { columns }
            | OperatorKind::ProjectRename { columns }
            | OperatorKind::Serialize { columns } => self.columns(columns),
            OperatorKind::ProjectAway { columns }
            | OperatorKind::ProjectByNames { columns }
            | OperatorKind::ProjectKeep { columns } => {
                self.space_unless(columns.is_empty());
                self.list(columns, Self::plain_column);
            }
            OperatorKind::ProjectReorder { columns } => {
                self.space_unless(columns.is_empty());
                self.list(columns, Self::reorder_key);
            }
            OperatorKind::Facet { by, with } => {
                self.push(" by ");
                self.separated(by, ", ", Self::path);
                if let Some(with) = with {
                    self.block(" with (", ")", |printer| printer.expr(with));
                }
            }
            OperatorKind::Find(find) => self.find(find, &operator.parameters),
            OperatorKind::Fork { branches } => {
                for (name, branch) in branches {
                    self.push(" ");
                    if let Some(name) = name {
                        self.name(name, Place::Plain);
                        self.push("=");
                    }
                    self.block("(", ")", |printer| printer.expr(branch));
                }
            }
            OperatorKind::GetSchema { kind } => {
                if let Some(kind) = kind {
                    self.push(" kind=");
                    self.name(kind, Place::Plain);
                }
            }
            OperatorKind::GraphMatch(body) | OperatorKind::GraphShortestPaths(body) => {
                self.graph_match(body);
            }
            OperatorKind::GraphToTable { outputs } => {
                self.push(" ");
                self.separated(outputs, ", ", |printer, output| {
                    printer.push(&output.entity.text);
                    if let Some(name) = &output.as_name {
                        printer.push(" as ");
                        printer.name(name, Place::Plain);
                    }
                    printer.hints(&output.parameters);
                });
            }
            OperatorKind::GraphWhereEdges { predicate }
            | OperatorKind::GraphWhereNodes { predicate }
            | OperatorKind::Where { predicate, .. } => self.spaced(predicate),
            OperatorKind::Invoke { function } => self.spaced(function),
            OperatorKind::Join {
                right, on, where_, ..
            } => {
                self.spaced(right);
                self.after(" on ", on);
                if let Some(condition) = where_ {
                    self.push(" where");
                    self.spaced(condition);
                }
            }
            OperatorKind::Lookup { right, on } => {
                self.spaced(right);
                self.after(" on ", on);
            }
            OperatorKind::MacroExpand {
                scope,
                entities,
                body,
            } => {
                self.spaced(entities);
                if let Some(name) = scope {
                    self.push(" as ");
                    self.name(name, Place::Plain);
                }
                self.block(" (", ")", |printer| printer.statements(body));
            }
            OperatorKind::MakeGraph(graph) => self.make_graph(graph),
            OperatorKind::MakeSeries(series) => self.make_series(series),
            OperatorKind::MvApply(apply) => {
                self.push(" ");
                self.separated(&apply.columns, ", ", Self::mv_column);
                self.option(" limit", apply.limit.as_ref());
                self.option(" id", apply.context_id.as_ref());
                self.block(" on (", ")", |printer| printer.expr(&apply.body));
            }
            OperatorKind::MvExpand { columns, limit } => {
                self.push(" ");
                self.separated(columns, ", ", Self::mv_column);
                self.option(" limit", limit.as_ref());
            }
            OperatorKind::Order { keys, .. } => {
                self.push(" by ");
                self.list(keys, Self::sort_key);
            }
            OperatorKind::Parse {
                source, pattern, ..
            } => {
                self.spaced(source);
                self.push(" with");
                for part in pattern {
                    self.push(" ");
                    self.parse_part(part);
                }
            }
            OperatorKind::ParseKv {
                source,
                columns,
                properties,
            } => {
                self.spaced(source);
                self.push(" as (");
                self.separated(columns, ", ", Self::column_declaration);
                self.push(")");
                self.with_properties(properties);
            }
            OperatorKind::Partition(partition) => self.partition(partition),
            OperatorKind::PartitionBy {
                column,
                scope,
                body,
            } => {
                self.push(" ");
                self.path(column);
                if let Some(scope) = scope {
                    self.push(" id ");
                    self.parameter_value(scope);
                }
                self.block(" (", ")", |printer| printer.expr(body));
            }
            OperatorKind::Range {
                name,
                from,
                to,
                step,
            } => {
                self.push(" ");
                self.name(name, Place::Plain);
                self.option(" from", Some(from));
                self.option(" to", Some(to));
                self.option(" step", Some(step));
            }
            OperatorKind::Reduce { by, with } => {
                self.option(" by", Some(by));
                if !with.is_empty() {
                    self.push(" with ");
                    self.separated(with, ", ", Self::property);
                }
            }
            OperatorKind::Render {
                visualization,
                properties,
            } => {
                self.push(" ");
                self.push(&visualization.text);
                self.render_parameters(&operator.parameters);
                self.with_properties(properties);
            }
            OperatorKind::Sample { count } | OperatorKind::Take { count, .. } => self.spaced(count),
            OperatorKind::SampleDistinct { count, of } => {
                self.spaced(count);
                self.option(" of", Some(of));
            }
            OperatorKind::Scan(scan) => self.scan(scan),
            OperatorKind::Search { tables, predicate } => {
                self.in_tables(tables);
                self.spaced(predicate);
            }
            OperatorKind::Summarize {
                aggregates,
                by,
                bin,
            } => {
                self.columns(aggregates);
                if !by.is_empty() {
                    if self.flat || by.len() + aggregates.len() < 6 {
                        self.push(" by ");
                    } else {
                        self.indent += super::INDENT;
                        self.line();
                        self.indent -= super::INDENT;
                        self.push("by ");
                    }
                    self.list(by, Self::named);
                }
                if let Some(bin) = bin {
                    self.push(" bin=");
                    self.value(bin);
                }
            }
            OperatorKind::Top { count, by } => {
                self.spaced(count);
                self.push(" by ");
                self.separated(by, ", ", Self::sort_key);
            }
            OperatorKind::TopHitters { count, of, by } => {
                self.spaced(count);
                self.push(" of ");
                self.named(of);
                self.option(" by", by.as_ref());
            }
            OperatorKind::TopNested { clauses } => self.separated(clauses, ", ", Self::top_nested),
            OperatorKind::Union { tables } => {
                self.push(" ");
                self.list(tables, Self::path);
            }
        }
    }

    fn spaced(&mut self, expr: &Expr) {
        self.push(" ");
        self.value(expr);
    }

    fn space_unless(&mut self, empty: bool) {
        if !empty {
            self.push(" ");
        }
    }

    /// A keyword and what belongs to it.
    fn option(&mut self, keyword: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.push(keyword);
            self.spaced(expr);
        }
    }

    /// A keyword and a list, when there is one.
    fn after(&mut self, keyword: &str, list: &[Expr]) {
        if !list.is_empty() {
            self.push(keyword);
            self.list(list, Self::value);
        }
    }

    /// ` kind=inner hint.strategy=shuffle`
    fn hints(&mut self, parameters: &[HintParameter]) {
        for parameter in parameters {
            self.push(" ");
            self.push(&parameter.name.text);
            self.push("=");
            self.parameter_value(&parameter.value);
        }
    }

    /// Parameters, each followed by a space.
    pub(super) fn parameters(&mut self, parameters: &[HintParameter]) {
        for parameter in parameters {
            self.push(&parameter.name.text);
            self.push("=");
            self.parameter_value(&parameter.value);
            self.push(" ");
        }
    }

    /// Properties of `render` outside `with (…)`, of which two have no `=`.
    fn render_parameters(&mut self, parameters: &[HintParameter]) {
        for parameter in parameters {
            self.push(" ");
            self.push(&parameter.name.text);
            let bare = matches!(parameter.name.text.as_str(), "by" | "with");
            self.push(if bare { " " } else { "=" });
            self.parameter_value(&parameter.value);
        }
    }

    fn columns(&mut self, columns: &[NamedExpr]) {
        self.space_unless(columns.is_empty());
        self.list(columns, Self::named);
    }

    fn named(&mut self, named: &NamedExpr) {
        match &named.names[..] {
            [] => {}
            [name] => {
                self.name(name, Place::Declared);
                self.push(" = ");
            }
            names => {
                self.push("(");
                self.separated(names, ", ", |printer, name| {
                    printer.name(name, Place::Declared);
                });
                self.push(") = ");
            }
        }
        self.value(&named.expr);
    }

    /// A column where only names and patterns of names stand.
    fn plain_column(&mut self, column: &Expr) {
        match &column.kind {
            ExprKind::Name(name) => self.name_text(name, Place::Plain),
            _ => self.value(column),
        }
    }

    fn reorder_key(&mut self, key: &ReorderKey) {
        self.plain_column(&key.expr);
        self.push(match key.order {
            None => "",
            Some(ReorderOrder::Asc) => " asc",
            Some(ReorderOrder::Desc) => " desc",
            Some(ReorderOrder::GrannyAsc) => " granny-asc",
            Some(ReorderOrder::GrannyDesc) => " granny-desc",
        });
    }

    fn sort_key(&mut self, key: &SortKey) {
        self.value(&key.expr);
        self.ordering(key.ascending, key.nulls_first);
    }

    fn ordering(&mut self, ascending: Option<bool>, nulls_first: Option<bool>) {
        self.push(match ascending {
            None => "",
            Some(true) => " asc",
            Some(false) => " desc",
        });
        self.push(match nulls_first {
            None => "",
            Some(true) => " nulls first",
            Some(false) => " nulls last",
        });
    }

    fn mv_column(&mut self, column: &MvColumn) {
        if let Some(name) = &column.name {
            self.name(name, Place::Declared);
            self.push(" = ");
        }
        self.value(&column.expr);
        if let Some(ty) = &column.to {
            self.push(" to typeof(");
            self.name(ty, Place::Word);
            self.push(")");
        }
    }

    fn parse_part(&mut self, part: &ParsePart) {
        match part {
            ParsePart::Star(_) => self.push("*"),
            ParsePart::Text(literal, _) => self.literal(literal),
            ParsePart::Column { name, ty } => {
                self.name(name, Place::Declared);
                if let Some(ty) = ty {
                    self.push(":");
                    self.name(ty, Place::Word);
                }
            }
        }
    }

    fn top_nested(&mut self, clause: &TopNestedClause) {
        self.push("top-nested");
        if let Some(count) = &clause.count {
            self.spaced(count);
        }
        self.push(" of ");
        self.named(&clause.of);
        self.option(" with others =", clause.others.as_ref());
        self.push(" by ");
        self.named(&clause.by);
        self.ordering(clause.ascending, clause.nulls_first);
    }

    fn in_tables(&mut self, tables: &[Expr]) {
        if !tables.is_empty() {
            self.block(" in (", ")", |printer| printer.list(tables, Self::expr));
        }
    }

    fn find(&mut self, find: &Find, parameters: &[HintParameter]) {
        if let Some(scope) = &find.data_scope {
            self.push(" datascope=");
            self.name(scope, Place::Word);
        }
        self.hints(parameters);
        self.in_tables(&find.tables);
        self.option(" where", Some(&find.predicate));
        if let Some(columns) = &find.project {
            self.push(" project ");
            self.list(columns, |printer, column| match column {
                FindColumn::Column { name, ty } => {
                    printer.name(name, Place::Plain);
                    if let Some(ty) = ty {
                        printer.push(":");
                        printer.name(ty, Place::Word);
                    }
                }
                FindColumn::Pack(_) => printer.push("pack_all()"),
                FindColumn::Star(_) => printer.push("*"),
            });
        }
        if find.project_smart {
            self.push(" project-smart");
        }
        if !find.project_away.is_empty() {
            self.push(" __projectAway ");
            self.list(&find.project_away, Self::plain_column);
        }
    }

    fn partition(&mut self, partition: &Partition) {
        self.push(" by ");
        self.path(&partition.by);
        self.option(" in", partition.scope.as_ref());
        let (open, close) = if partition.braces {
            (" {", "}")
        } else {
            (" (", ")")
        };
        self.block(open, close, |printer| printer.expr(&partition.body));
    }

    fn make_series(&mut self, series: &MakeSeries) {
        self.push(" ");
        self.list(&series.aggregates, |printer, aggregate| {
            printer.named(&aggregate.value);
            if let Some(default) = &aggregate.default {
                printer.push(" default=");
                printer.value(default);
            }
        });
        self.push(" on ");
        self.named(&series.on);
        let (from, to, step) = (
            series.from.as_ref(),
            series.to.as_ref(),
            series.step.as_ref(),
        );
        if series.in_range {
            let arguments: Vec<&Expr> = [from, to, step].into_iter().flatten().collect();
            self.push(" in range(");
            self.separated(&arguments, ", ", |printer, argument| {
                printer.value(argument);
            });
            self.push(")");
        } else {
            self.option(" from", from);
            self.option(" to", to);
            self.option(" step", step);
        }
        if !series.by.is_empty() {
            self.push(" by ");
            self.list(&series.by, Self::named);
        }
    }

    fn scan(&mut self, scan: &Scan) {
        if let Some(name) = &scan.with_match_id {
            self.push(" with_match_id=");
            self.name(name, Place::Plain);
        }
        if !scan.order.is_empty() {
            self.push(" order by ");
            self.separated(&scan.order, ", ", Self::sort_key);
        }
        if !scan.partition.is_empty() {
            self.push(" partition by ");
            self.separated(&scan.partition, ", ", Self::named);
        }
        if !scan.declare.is_empty() {
            self.push(" declare (");
            self.separated(&scan.declare, ", ", Self::parameter);
            self.push(")");
        }
        self.block(" with (", ")", |printer| {
            for (index, step) in scan.steps.iter().enumerate() {
                if index > 0 {
                    printer.line();
                }
                printer.scan_step(step);
            }
        });
    }

    fn scan_step(&mut self, step: &ScanStep) {
        self.push("step ");
        self.name(&step.name, Place::Declared);
        if step.optional {
            self.push(" optional");
        }
        if let Some(output) = &step.output {
            self.push(" output=");
            self.push(&output.text);
        }
        self.push(": ");
        self.value(&step.condition);
        if !step.assignments.is_empty() {
            self.push(" => ");
            self.separated(&step.assignments, ", ", |printer, (name, value)| {
                printer.name(name, Place::Declared);
                printer.push(" = ");
                printer.value(value);
            });
        }
        self.push(";");
    }

    fn make_graph(&mut self, graph: &MakeGraph) {
        self.push(" ");
        self.path(&graph.source);
        self.push(if graph.directed { " --> " } else { " -- " });
        self.path(&graph.target);
        if let Some(name) = &graph.node_id {
            self.push(" with_node_id=");
            self.name(name, Place::Plain);
        }
        if !graph.nodes.is_empty() {
            self.push(" with ");
            self.separated(&graph.nodes, ", ", |printer, (table, key)| {
                printer.path(table);
                printer.push(" on ");
                printer.path(key);
            });
        }
        if let Some((column, body)) = &graph.partitioned_by {
            self.push(" partitioned-by ");
            self.path(column);
            self.block(" (", ")", |printer| printer.expr(body));
        }
    }

    fn graph_match(&mut self, body: &GraphMatch) {
        self.push(" ");
        self.separated(&body.patterns, ", ", |printer, pattern| {
            for element in pattern {
                printer.graph_element(element);
            }
        });
        self.option(" where", body.where_.as_ref());
        if !body.project.is_empty() {
            self.push(" project ");
            self.list(&body.project, Self::named);
        }
    }

    fn graph_element(&mut self, element: &GraphElement) {
        match element {
            GraphElement::Node { name, .. } => {
                self.push("(");
                if let Some(name) = name {
                    self.name(name, Place::Plain);
                }
                self.push(")");
            }
            GraphElement::Edge {
                name,
                direction,
                range,
                ..
            } => {
                let left = *direction == EdgeDirection::Left;
                let right = *direction == EdgeDirection::Right;
                self.push(if left { "<-" } else { "-" });
                if name.is_some() || range.is_some() {
                    self.push("[");
                    if let Some(name) = name {
                        self.name(name, Place::Plain);
                    }
                    if let Some((low, high)) = range {
                        self.push("*");
                        self.path(low);
                        self.push("..");
                        self.path(high);
                    }
                    self.push("]");
                }
                self.push(if right { "->" } else { "-" });
            }
        }
    }
}

fn keyword(kind: &OperatorKind) -> &'static str {
    match kind {
        OperatorKind::As { .. } => "as",
        OperatorKind::AssertSchema { .. } => "assert-schema",
        OperatorKind::Consume => "consume",
        OperatorKind::Count { .. } => "count",
        OperatorKind::Distinct { .. } => "distinct",
        OperatorKind::Evaluate { .. } => "evaluate",
        OperatorKind::ExecuteAndCache => "__executeAndCache",
        OperatorKind::Extend { .. } => "extend",
        OperatorKind::Facet { .. } => "facet",
        OperatorKind::Find(_) => "find",
        OperatorKind::Fork { .. } => "fork",
        OperatorKind::GetSchema { .. } => "getschema",
        OperatorKind::GraphMarkComponents => "graph-mark-components",
        OperatorKind::GraphMatch(_) => "graph-match",
        OperatorKind::GraphShortestPaths(_) => "graph-shortest-paths",
        OperatorKind::GraphToTable { .. } => "graph-to-table",
        OperatorKind::GraphWhereEdges { .. } => "graph-where-edges",
        OperatorKind::GraphWhereNodes { .. } => "graph-where-nodes",
        OperatorKind::Invoke { .. } => "invoke",
        OperatorKind::Join { .. } => "join",
        OperatorKind::Lookup { .. } => "lookup",
        OperatorKind::MacroExpand { .. } => "macro-expand",
        OperatorKind::MakeGraph(_) => "make-graph",
        OperatorKind::MakeSeries(_) => "make-series",
        OperatorKind::MvApply(_) => "mv-apply",
        OperatorKind::MvExpand { .. } => "mv-expand",
        OperatorKind::Order {
            spelled_sort: true, ..
        } => "sort",
        OperatorKind::Order { .. } => "order",
        OperatorKind::Parse { where_: true, .. } => "parse-where",
        OperatorKind::Parse { .. } => "parse",
        OperatorKind::ParseKv { .. } => "parse-kv",
        OperatorKind::Partition(_) => "partition",
        OperatorKind::PartitionBy { .. } => "__partitionby",
        OperatorKind::Print { .. } => "print",
        OperatorKind::Project { .. } => "project",
        OperatorKind::ProjectAway { .. } => "project-away",
        OperatorKind::ProjectByNames { .. } => "project-by-names",
        OperatorKind::ProjectKeep { .. } => "project-keep",
        OperatorKind::ProjectRename { .. } => "project-rename",
        OperatorKind::ProjectReorder { .. } => "project-reorder",
        OperatorKind::Range { .. } => "range",
        OperatorKind::Reduce { .. } => "reduce",
        OperatorKind::Render { .. } => "render",
        OperatorKind::Sample { .. } => "sample",
        OperatorKind::SampleDistinct { .. } => "sample-distinct",
        OperatorKind::Scan(_) => "scan",
        OperatorKind::Search { .. } => "search",
        OperatorKind::Serialize { .. } => "serialize",
        OperatorKind::Summarize { .. } => "summarize",
        OperatorKind::Take {
            spelled_limit: true,
            ..
        } => "limit",
        OperatorKind::Take { .. } => "take",
        OperatorKind::Top { .. } => "top",
        OperatorKind::TopHitters { .. } => "top-hitters",
        // Each clause prints its own.
        OperatorKind::TopNested { .. } | OperatorKind::Error => "",
        OperatorKind::Union { .. } => "union",
        OperatorKind::Where {
            spelled_filter: true,
            ..
        } => "filter",
        OperatorKind::Where { .. } => "where",
    }
}
