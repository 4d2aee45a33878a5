//! Statements, functions and declarations.

use super::super::ast::{
    ColumnDeclaration, Expr, ExprKind, Function, LetValue, Name, Parameter, ParameterType, Pattern,
    Query, Statement,
};
use super::Printer;
use super::literals::Place;

impl Printer {
    pub(super) fn query(&mut self, query: &Query) {
        self.statements(&query.statements);
    }

    /// Statements, each but the last with its `;`.
    pub(super) fn statements(&mut self, statements: &[Statement]) {
        for (index, statement) in statements.iter().enumerate() {
            if index > 0 {
                self.push(";");
                self.line();
            }
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Let { name, value, .. } => {
                self.push("let ");
                self.name(name, Place::Plain);
                self.push(" = ");
                match value {
                    LetValue::Expr(expr) => self.let_value(expr),
                    LetValue::Function(function) => self.function(function),
                }
            }
            Statement::Set { name, value, .. } => {
                self.push("set ");
                self.name(name, Place::Plain);
                if let Some(value) = value {
                    self.push(" = ");
                    self.value(value);
                }
            }
            Statement::Alias { name, value, .. } => {
                self.push("alias database ");
                self.name(name, Place::Plain);
                self.push(" = ");
                self.value(value);
            }
            Statement::Parameters { parameters, .. } => {
                self.push("declare query_parameters(");
                self.list(parameters, Self::parameter);
                self.push(")");
            }
            Statement::Pattern { pattern, .. } => self.pattern(pattern),
            Statement::Restrict {
                expressions,
                properties,
                ..
            } => {
                self.push("restrict access to (");
                self.list(expressions, Self::path);
                self.push(")");
                self.with_properties(properties);
            }
            Statement::Expr(expr) => self.expr(expr),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.push("declare pattern ");
        self.name(&pattern.name, Place::Plain);
        if pattern.parameters.is_empty() && pattern.cases.is_empty() {
            return;
        }
        self.push(" = (");
        self.list(&pattern.parameters, Self::parameter);
        self.push(")");
        if let Some(path) = &pattern.path {
            self.push("[");
            self.parameter(path);
            self.push("]");
        }
        self.push(" {");
        self.indent += super::INDENT;
        for case in &pattern.cases {
            self.line();
            self.push("(");
            self.list(&case.arguments, Self::value);
            self.push(")");
            if let Some(path) = &case.path {
                self.push(".[");
                self.value(path);
                self.push("]");
            }
            self.push(" = {");
            self.body(&case.statements, case.result.as_ref());
            self.push("};");
        }
        self.indent -= super::INDENT;
        self.line();
        self.push("}");
    }

    /// The inside of braces.
    fn body(&mut self, statements: &[Statement], result: Option<&Expr>) {
        self.indent += super::INDENT;
        for statement in statements {
            self.line();
            self.statement(statement);
            self.push(";");
        }
        if let Some(result) = result {
            self.line();
            self.expr(result);
        }
        self.indent -= super::INDENT;
        self.line();
    }

    /// A query begins on a line of its own.
    fn let_value(&mut self, expr: &Expr) {
        let piped = matches!(
            &expr.kind,
            ExprKind::Pipe {
                source: Some(_),
                ..
            }
        );
        if piped && !self.flat {
            self.indent += super::INDENT;
            self.line();
            self.expr(expr);
            self.indent -= super::INDENT;
        } else {
            self.expr(expr);
        }
    }

    fn function(&mut self, function: &Function) {
        if function.view {
            self.push("view ");
        }
        self.push("(");
        self.list(&function.parameters, Self::parameter);
        self.push(") {");
        self.body(&function.statements, function.result.as_ref());
        self.push("}");
    }

    pub(super) fn parameter(&mut self, parameter: &Parameter) {
        self.name(&parameter.name, Place::Declared);
        self.push(":");
        match &parameter.ty {
            ParameterType::Scalar(ty) => self.name(ty, Place::Word),
            ParameterType::Table(None, _) => self.push("(*)"),
            ParameterType::Table(Some(columns), _) => {
                self.push("(");
                self.separated(columns, ", ", Self::column_declaration);
                self.push(")");
            }
        }
        if let Some(default) = &parameter.default {
            self.push(" = ");
            self.value(default);
        }
    }

    pub(super) fn column_declaration(&mut self, column: &ColumnDeclaration) {
        self.name(&column.name, Place::Declared);
        self.push(":");
        self.name(&column.ty, Place::Word);
    }

    /// `name=value`
    pub(super) fn property(&mut self, (name, value): &(Name, Expr)) {
        self.name(name, Place::Word);
        self.push("=");
        self.parameter_value(value);
    }

    /// ` with (a=1, b=2)`, when there are any.
    pub(super) fn with_properties(&mut self, properties: &[(Name, Expr)]) {
        if !properties.is_empty() {
            self.push(" with (");
            self.separated(properties, ", ", Self::property);
            self.push(")");
        }
    }

    /// The value of a parameter: words of every kind are themselves; several columns are a bare list.
    pub(super) fn parameter_value(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Name(word) => self.name_text(word, Place::Word),
            ExprKind::List(columns) => self.separated(columns, ", ", Self::value),
            _ => self.value(value),
        }
    }
}
