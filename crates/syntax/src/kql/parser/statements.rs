//! Statements: `let`, `set`, `alias`, `declare`, `restrict`, and queries; bodies of functions.

use crate::Diagnostic;

use super::super::ast::{
    Expr, ExprKind, Function, LetValue, Name, Pattern, PatternCase, Statement,
};
use super::super::words;
use super::{NameClass, Parser};

impl Parser<'_> {
    /// The whole text.
    pub(super) fn query(&mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        if self.at_sign(".") && self.adjacent(1) && !self.word(1).is_empty() {
            let span = self.peek().span.to(self.peek_at(1).span);
            let message = format!("`.{}` is a management command, not a query", self.word(1));
            self.report(Diagnostic::error("management-command", span, message));
            return statements;
        }
        loop {
            self.statements(&mut statements);
            if self.at_end() {
                return statements;
            }
            // A closing bracket that nothing opened.
            self.expected("a statement");
            self.next();
            if !self.at_statements_end() && !self.at_new_statement() {
                self.skip_to_statement();
            }
        }
    }

    /// Statements up to a closing bracket or the end.
    pub(super) fn statements(&mut self, statements: &mut Vec<Statement>) {
        loop {
            while self.eat_sign(";") {}
            if self.at_statements_end() {
                return;
            }
            let before = self.at;
            let statement = self.apart(Self::statement);
            statements.push(statement);
            if self.at_sign(";") || self.at_statements_end() {
                continue;
            }
            self.expected("`;`");
            if self.at == before || !self.at_new_statement() {
                self.skip_to_statement();
            }
        }
    }

    fn at_statements_end(&self) -> bool {
        self.at_end() || [")", "]", "}"].iter().any(|sign| self.at_sign(sign))
    }

    fn skip_to_statement(&mut self) {
        while !self.at_sign(";") && !self.at_statements_end() {
            self.skip_balanced();
            if self.at_statement_keyword() {
                return;
            }
        }
    }

    /// Whether what stands here reads as a new statement, so that only the `;` before it is missing.
    fn at_new_statement(&self) -> bool {
        let before = self.tokens[self.at.saturating_sub(1)].span.end;
        let between = &self.text[before as usize..self.start()];
        let word = !self.word(0).is_empty() && !words::is_infix(self.word(0));
        self.at_statement_keyword() || (word && between.contains('\n'))
    }

    /// Whether a statement other than a query begins here.
    fn at_statement_keyword(&self) -> bool {
        match self.keyword(0) {
            "let" => self.name_length(1, NameClass::Plain).is_some(),
            "set" => true,
            "alias" => self.keyword_at(1, "database"),
            "declare" => matches!(self.keyword(1), "pattern" | "query_parameters"),
            "restrict" => self.keyword_at(1, "access"),
            _ => false,
        }
    }

    fn statement(&mut self) -> Statement {
        if !self.at_statement_keyword() {
            return Statement::Expr(self.pipe());
        }
        let start = self.start();
        match self.keyword(0) {
            "let" => self.let_statement(start),
            "set" => {
                self.next();
                let name = self.expect_name(NameClass::Plain, "the name of an option");
                let value = self.eat_sign("=").then(|| self.expr());
                Statement::Set {
                    name,
                    value,
                    span: self.span_from(start),
                }
            }
            "alias" => {
                self.next();
                self.next();
                let name = self.expect_name(NameClass::Plain, "the name of a database");
                self.expect_sign("=");
                let value = self.expr();
                Statement::Alias {
                    name,
                    value,
                    span: self.span_from(start),
                }
            }
            "declare" if self.keyword_at(1, "pattern") => self.pattern_statement(start),
            "declare" => {
                self.next();
                self.next();
                self.expect_sign("(");
                let parameters = self.list_until(")", false, Self::parameter);
                Statement::Parameters {
                    parameters,
                    span: self.span_from(start),
                }
            }
            _ => self.restrict_statement(start),
        }
    }

    fn let_statement(&mut self, start: usize) -> Statement {
        self.next();
        let name = self.expect_name(NameClass::Plain, "a name");
        self.expect_sign("=");
        let value = if self.at_function() {
            LetValue::Function(Box::new(self.nested(Self::function)))
        } else if self.at_keyword("entity_group") && self.sign_at(1, "[") {
            LetValue::Expr(self.entity_group())
        } else {
            LetValue::Expr(self.pipe())
        };
        Statement::Let {
            name,
            value,
            span: self.span_from(start),
        }
    }

    /// Whether `(`, `view (` begin the parameters of a function here, and not a value in parentheses.
    fn at_function(&self) -> bool {
        let open = usize::from(self.at_keyword("view"));
        if !self.sign_at(open, "(") {
            return false;
        }
        if self.sign_at(open + 1, ")") || self.sign_at(open + 1, "*") {
            return true;
        }
        self.name_length(open + 1, NameClass::Declared)
            .is_some_and(|length| self.sign_at(open + 1 + length, ":"))
    }

    fn function(&mut self) -> Function {
        let start = self.start();
        let view = self.eat_keyword("view");
        self.expect_sign("(");
        let parameters = self.list_until(")", false, Self::parameter);
        let (statements, result) = if self.expect_sign("{") {
            self.function_body()
        } else {
            (Vec::new(), None)
        };
        Function {
            view,
            parameters,
            statements,
            result,
            span: self.span_from(start),
        }
    }

    /// From after `{` to `}`: statements, of which the last may be the result.
    fn function_body(&mut self) -> (Vec<Statement>, Option<Expr>) {
        let mut all = Vec::new();
        self.statements(&mut all);
        self.close("}");
        let result = match all.pop() {
            Some(Statement::Expr(expr)) => Some(expr),
            Some(other) => {
                all.push(other);
                None
            }
            None => None,
        };
        for statement in &all {
            if let Statement::Expr(expr) = statement
                && expr.kind != ExprKind::Error
            {
                self.last_error = None;
                self.report(Diagnostic::error(
                    "syntax-error",
                    expr.span,
                    "only the last statement of a function is a query",
                ));
            }
        }
        (all, result)
    }

    /// `entity_group [a, b]`
    pub(super) fn entity_group(&mut self) -> Expr {
        let start = self.start();
        self.next();
        self.expect_sign("[");
        let entities = self.list_until("]", false, Self::expr);
        Expr {
            kind: ExprKind::List(entities),
            span: self.span_from(start),
        }
    }

    /// `declare pattern p = (a:string)[b:string] { ("x").["y"] = { T }; }`
    fn pattern_statement(&mut self, start: usize) -> Statement {
        self.next();
        self.next();
        let mut pattern = Pattern {
            name: self.expect_name(NameClass::Plain, "the name of a pattern"),
            parameters: Vec::new(),
            path: None,
            cases: Vec::new(),
        };
        if self.eat_sign("=") {
            self.expect_sign("(");
            pattern.parameters = self.list_until(")", false, Self::parameter);
            if self.eat_sign("[") {
                pattern.path = Some(self.parameter());
                self.close("]");
            }
            self.expect_sign("{");
            while self.at_sign("(") {
                pattern.cases.push(self.pattern_case());
                self.eat_sign(";");
            }
            self.close("}");
        }
        Statement::Pattern {
            pattern: Box::new(pattern),
            span: self.span_from(start),
        }
    }

    fn pattern_case(&mut self) -> PatternCase {
        self.next();
        let arguments = self.list_until(")", false, Self::expr);
        let path = self.eat_sign(".").then(|| {
            self.expect_sign("[");
            let path = self.expr();
            self.close("]");
            path
        });
        self.expect_sign("=");
        let (statements, result) = if self.expect_sign("{") {
            self.function_body()
        } else {
            (Vec::new(), None)
        };
        PatternCase {
            arguments,
            path,
            statements,
            result,
        }
    }

    fn restrict_statement(&mut self, start: usize) -> Statement {
        self.next();
        self.next();
        self.expect_keyword("to");
        self.expect_sign("(");
        let expressions = self.list_until(")", false, Self::entity);
        let properties = if self.eat_keyword("with") {
            self.expect_sign("(");
            self.list_until(")", false, Self::property)
        } else {
            Vec::new()
        };
        Statement::Restrict {
            expressions,
            properties,
            span: self.span_from(start),
        }
    }

    /// `name = value`, the value a literal or a name.
    pub(super) fn property(&mut self) -> (Name, Expr) {
        let name = self.expect_name(NameClass::Declared, "the name of a property");
        self.expect_sign("=");
        let value = self.parameter_value();
        (name, value)
    }
}
