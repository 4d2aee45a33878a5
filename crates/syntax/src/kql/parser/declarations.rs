//! Declarations: parameters of functions, schemas of tables, `typeof(…)`.

use crate::Diagnostic;

use super::super::ast::{
    ColumnDeclaration, Expr, ExprKind, Name, Parameter, ParameterType, TypeArgument,
};
use super::super::words;
use super::{NameClass, Parser};
use crate::kql::lexer::TokenKind;

impl Parser<'_> {
    /// `a:long`, `a:long = 1`, `T:(x:string)`, `T:(*)`
    pub(super) fn parameter(&mut self) -> Parameter {
        let name = self.expect_name(NameClass::Declared, "the name of a parameter");
        self.expect_sign(":");
        let ty = if self.at_sign("(") {
            let start = self.start();
            self.next();
            let columns = if self.eat_sign("*") {
                self.close(")");
                None
            } else {
                Some(self.list_until(")", true, Self::column_declaration))
            };
            ParameterType::Table(columns, self.span_from(start))
        } else {
            ParameterType::Scalar(self.type_name(words::is_type))
        };
        let default = self.eat_sign("=").then(|| self.default_value());
        Parameter { name, ty, default }
    }

    /// A literal, or a word that stands for one.
    fn default_value(&mut self) -> Expr {
        if let Some(literal) = self.literal() {
            return literal;
        }
        match self.eat_name(NameClass::Plain) {
            Some(name) => Expr {
                kind: ExprKind::Name(name.text),
                span: name.span,
            },
            None => {
                self.expected("a literal");
                self.error_expr()
            }
        }
    }

    /// `name:type`
    pub(super) fn column_declaration(&mut self) -> ColumnDeclaration {
        let name = self.expect_name(NameClass::Declared, "the name of a column");
        self.expect_sign(":");
        let ty = self.type_name(words::is_type);
        ColumnDeclaration { name, ty }
    }

    /// The name of a type, one that `known` holds for.
    pub(super) fn type_name(&mut self, known: fn(&str) -> bool) -> Name {
        let token = self.peek();
        if !matches!(token.kind, TokenKind::Identifier | TokenKind::Keyword) {
            self.expected("the name of a type");
            return Name {
                text: String::new(),
                span: token.span,
            };
        }
        let word = self.text_of(token);
        if !known(word) {
            let names = [
                "bool", "datetime", "decimal", "dynamic", "guid", "int", "long", "real", "string",
                "timespan",
            ];
            let diagnostic =
                Diagnostic::error("unknown-type", token.span, format!("no type `{word}`"));
            let nearest = match word {
                "float" => Some("real"),
                _ => crate::diagnostic::nearest(word, names),
            };
            self.report(match nearest {
                Some(name) => diagnostic.help(format!("`{name}` is a type")),
                None => diagnostic.note(format!("types are {}", names.join(", "))),
            });
        }
        self.next();
        Name {
            text: word.to_owned(),
            span: token.span,
        }
    }

    /// `(a:long, b:string)`; a comma may stand before the first and after the last column.
    pub(super) fn row_schema(&mut self) -> Vec<ColumnDeclaration> {
        if !self.expect_sign("(") {
            return Vec::new();
        }
        self.eat_sign(",");
        self.list_until(")", true, Self::column_declaration)
    }

    /// `typeof(…)`
    pub(super) fn typeof_literal(&mut self) -> Expr {
        let start = self.start();
        let arguments = self.type_arguments();
        Expr {
            kind: ExprKind::TypeOf(arguments),
            span: self.span_from(start),
        }
    }

    fn type_arguments(&mut self) -> Vec<TypeArgument> {
        self.expect_keyword("typeof");
        if !self.expect_sign("(") {
            return Vec::new();
        }
        if self.sign_at(1, ")") && !self.word(0).is_empty() {
            let name = self.type_name(words::is_extended_type);
            self.next();
            return vec![TypeArgument::Type(name)];
        }
        self.list_until(")", false, |parser| {
            let span = parser.peek().span;
            if parser.eat_sign("*") {
                TypeArgument::Star(span)
            } else {
                TypeArgument::Column(parser.column_declaration())
            }
        })
    }

    /// `to typeof(long)`, if it stands here.
    pub(super) fn expanded_type(&mut self) -> Option<Name> {
        if !self.eat_keyword("to") {
            return None;
        }
        let span = self.peek().span;
        match self.type_arguments().into_iter().next() {
            Some(TypeArgument::Type(name)) => Some(name),
            _ => {
                self.report(Diagnostic::error(
                    "syntax-error",
                    span,
                    "`to` takes `typeof` of one type",
                ));
                None
            }
        }
    }
}
