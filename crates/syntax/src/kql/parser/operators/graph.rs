//! Operators over graphs.

use super::super::super::ast::{
    EdgeDirection, GraphElement, GraphMatch, GraphOutput, MakeGraph, OperatorKind,
};
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn make_graph(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let source = self.column_name();
        let directed = self.adjacent_signs(0, &["-", "-", ">"]);
        if directed || self.adjacent_signs(0, &["-", "-"]) {
            for _ in 0..2 + usize::from(directed) {
                self.next();
            }
        } else {
            self.expected("`-->` or `--`");
        }
        let target = self.column_name();
        let mut node_id = None;
        let mut nodes = Vec::new();
        if self.eat_keyword("with_node_id") {
            self.expect_sign("=");
            node_id = Some(self.expect_name(NameClass::Plain, "the name of a column"));
        } else if self.eat_keyword("with") {
            nodes = self.list(|parser| {
                let table = parser.path();
                parser.expect_keyword("on");
                (table, parser.column_name())
            });
        }
        let partitioned_by = self
            .eat_keyword("partitioned-by")
            .then(|| (self.column_path(), Box::new(self.subquery())));
        let kind = OperatorKind::MakeGraph(Box::new(MakeGraph {
            source,
            directed,
            target,
            nodes,
            node_id,
            partitioned_by,
        }));
        (parameters, kind)
    }

    /// `graph-match` and `graph-shortest-paths`.
    pub(super) fn graph_match(&mut self, shortest_paths: bool) -> Body {
        let parameters = self.parameters(&["output"]);
        let patterns = self.list(Self::graph_pattern);
        let where_ = self
            .eat_keyword("where")
            .then(|| self.pipe_free_condition());
        let project = if self.eat_keyword("project") {
            self.list(Self::named_expr)
        } else {
            Vec::new()
        };
        let body = Box::new(GraphMatch {
            patterns,
            where_,
            project,
        });
        let kind = if shortest_paths {
            OperatorKind::GraphShortestPaths(body)
        } else {
            OperatorKind::GraphMatch(body)
        };
        (parameters, kind)
    }

    fn pipe_free_condition(&mut self) -> super::super::super::ast::Expr {
        self.expr()
    }

    /// `(a)-[e]->(b)`
    fn graph_pattern(&mut self) -> Vec<GraphElement> {
        let mut elements = Vec::new();
        while let Some(element) = self.graph_element() {
            elements.push(element);
        }
        if elements.is_empty() {
            self.expected("a pattern such as `(a)-[e]->(b)`");
        }
        elements
    }

    fn graph_element(&mut self) -> Option<GraphElement> {
        let start = self.start();
        if self.eat_sign("(") {
            let name = self.eat_name(NameClass::Plain);
            self.close(")");
            return Some(GraphElement::Node {
                name,
                span: self.span_from(start),
            });
        }
        let plain = [
            (&["-", "-", ">"][..], EdgeDirection::Right),
            (&["<", "-", "-"], EdgeDirection::Left),
            (&["-", "-"], EdgeDirection::Any),
        ];
        for (signs, direction) in plain {
            if self.adjacent_signs(0, signs) {
                for _ in signs {
                    self.next();
                }
                return Some(GraphElement::Edge {
                    name: None,
                    direction,
                    range: None,
                    span: self.span_from(start),
                });
            }
        }
        let left = self.adjacent_signs(0, &["<", "-", "["]);
        if !left && !self.adjacent_signs(0, &["-", "["]) {
            return None;
        }
        for _ in 0..2 + usize::from(left) {
            self.next();
        }
        let name = self.eat_name(NameClass::Plain);
        let range = self.eat_sign("*").then(|| {
            let low = self.path();
            self.expect_sign("..");
            (low, self.path())
        });
        let right = self.adjacent_signs(0, &["]", "-", ">"]);
        if right || self.adjacent_signs(0, &["]", "-"]) {
            for _ in 0..2 + usize::from(right) {
                self.next();
            }
        } else {
            self.expected("`]->` or `]-`");
        }
        let direction = match (left, right) {
            (true, _) => EdgeDirection::Left,
            (false, true) => EdgeDirection::Right,
            (false, false) => EdgeDirection::Any,
        };
        Some(GraphElement::Edge {
            name,
            direction,
            range,
            span: self.span_from(start),
        })
    }

    pub(super) fn graph_to_table(&mut self) -> Body {
        let outputs = self.list(|parser| {
            if !matches!(parser.keyword(0), "nodes" | "edges") {
                parser.expected("`nodes` or `edges`");
            }
            let entity = parser.expect_name(NameClass::Plain, "`nodes` or `edges`");
            let as_name = parser
                .eat_keyword("as")
                .then(|| parser.expect_name(NameClass::Plain, "a name"));
            let parameters =
                parser.parameters(&["with_node_id", "with_source_id", "with_target_id"]);
            GraphOutput {
                entity,
                as_name,
                parameters,
            }
        });
        (Vec::new(), OperatorKind::GraphToTable { outputs })
    }

    pub(super) fn graph_mark_components(&mut self) -> Body {
        let parameters = self.parameters(&["with_component_id"]);
        (parameters, OperatorKind::GraphMarkComponents)
    }

    pub(super) fn graph_where(&mut self, edges: bool) -> Body {
        let predicate = self.expr();
        let kind = if edges {
            OperatorKind::GraphWhereEdges { predicate }
        } else {
            OperatorKind::GraphWhereNodes { predicate }
        };
        (Vec::new(), kind)
    }
}
