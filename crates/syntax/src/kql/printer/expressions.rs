//! Expressions, with no more parentheses than the tree has, save where it could not be written without.

use super::super::ast::{Argument, BinaryOp, Expr, ExprKind, InOp, TypeArgument, UnaryOp};
use super::Printer;
use super::literals::Place;

/// How tightly the outermost operator of an expression binds.
const PIPE: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const EQUALITY: u8 = 3;
const RELATION: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const STRING: u8 = 7;
const UNARY: u8 = 8;
const PATH: u8 = 9;

impl Printer {
    /// An expression where a pipe may stand.
    pub(super) fn expr(&mut self, expr: &Expr) {
        self.tight(expr, PIPE);
    }

    /// An expression where a pipe needs parentheses.
    pub(super) fn value(&mut self, expr: &Expr) {
        self.tight(expr, OR);
    }

    /// A path or something tighter.
    pub(super) fn path(&mut self, expr: &Expr) {
        self.tight(expr, PATH);
    }

    /// An expression where only one that binds at least as tightly as `least` may stand.
    fn tight(&mut self, expr: &Expr, least: u8) {
        if self.overflows() {
            return;
        }
        if tightness(expr) < least {
            self.block("(", ")", |printer| printer.expr(expr));
        } else {
            self.bare(expr);
        }
    }

    fn bare(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::Name(name) => self.name_text(name, Place::Reference),
            ExprKind::Wildcard(text) | ExprKind::Verbatim { text, .. } => self.push(text),
            ExprKind::Star => self.push("*"),
            ExprKind::Unary { op, operand } => {
                self.push(match op {
                    UnaryOp::Minus => "-",
                    UnaryOp::Plus => "+",
                });
                self.tight(operand, PATH);
            }
            ExprKind::Binary {
                op, left, right, ..
            } => self.binary(*op, left, right),
            ExprKind::In { op, left, list, .. } => {
                self.tight(left, RELATION);
                self.push(" ");
                self.push(in_word(*op));
                self.push(" ");
                let piped = |element: &Expr| matches!(element.kind, ExprKind::Pipe { .. });
                let most = if list.iter().any(piped) {
                    super::SHORT
                } else {
                    super::WIDTH
                };
                self.bracketed("(", ")", most, |printer| printer.list(list, Self::expr));
            }
            ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => {
                self.tight(operand, RELATION);
                self.push(if *negated {
                    " !between ("
                } else {
                    " between ("
                });
                self.value(low);
                self.push(" .. ");
                self.value(high);
                self.push(")");
            }
            ExprKind::Member { base, name } => {
                self.tight(base, PATH);
                self.push(".");
                self.name(name, Place::Member);
            }
            ExprKind::Index { base, index } => {
                self.tight(base, PATH);
                self.push("[");
                self.value(index);
                self.push("]");
            }
            ExprKind::Call { name, arguments } => match (name.text.as_str(), &arguments[..]) {
                ("toscalar" | "totable" | "materialize", [Argument { name: None, value }]) => {
                    self.push(&name.text);
                    self.block("(", ")", |printer| printer.expr(value));
                }
                _ => {
                    self.name(name, Place::Plain);
                    self.arguments(arguments);
                }
            },
            ExprKind::MemberCall {
                base,
                name,
                arguments,
            } => {
                self.tight(base, PATH);
                self.push(".");
                self.name(name, Place::Plain);
                self.arguments(arguments);
            }
            ExprKind::Parenthesized(inner) => self.block("(", ")", |printer| printer.expr(inner)),
            ExprKind::Pipe { source, operators } => {
                if let Some(source) = source {
                    self.tight(source, OR);
                }
                for (index, operator) in operators.iter().enumerate() {
                    if index > 0 || source.is_some() {
                        self.line();
                        self.push("| ");
                    }
                    self.operator(operator);
                }
            }
            ExprKind::Datatable {
                columns,
                values,
                parameters,
            } => {
                self.push("datatable ");
                self.parameters(parameters);
                self.push("(");
                self.separated(columns, ", ", Self::column_declaration);
                self.push(") ");
                self.rows(values, columns.len());
            }
            ExprKind::ExternalData {
                columns,
                uris,
                properties,
            } => {
                self.push("externaldata (");
                self.separated(columns, ", ", Self::column_declaration);
                self.push(") [");
                self.separated(uris, ", ", Self::value);
                self.push("]");
                if !properties.is_empty() {
                    self.push(" with (");
                    self.separated(properties, ", ", Self::property);
                    self.push(")");
                }
            }
            ExprKind::List(entities) => {
                self.push("entity_group [");
                self.separated(entities, ", ", Self::value);
                self.push("]");
            }
            ExprKind::TypeOf(arguments) => {
                self.push("typeof(");
                self.separated(arguments, ", ", |printer, argument| match argument {
                    TypeArgument::Type(name) => printer.name(name, Place::Word),
                    TypeArgument::Column(column) => printer.column_declaration(column),
                    TypeArgument::Star(_) => printer.push("*"),
                });
                self.push(")");
            }
            ExprKind::Error => {}
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            self.chain(op, left, right);
            return;
        }
        let own = binary_tightness(op);
        // `a - b - c` groups to the left; comparisons do not group at all.
        let groups = matches!(own, SUM | PRODUCT);
        self.tight(left, if groups { own } else { own + 1 });
        let colon = op == BinaryOp::Colon;
        self.push(if colon { "" } else { " " });
        self.push(binary_word(op));
        self.push(if colon { "" } else { " " });
        self.tight(right, own + 1);
    }

    /// `a and b and c`: on one line when it fits, else one term a line.
    fn chain(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        let (word, tight) = if op == BinaryOp::And {
            (" and ", AND)
        } else {
            (" or ", OR)
        };
        if left.kind == ExprKind::Star {
            // `search * and …`: what follows is one condition.
            self.push("*");
            self.push(word);
            self.tight(right, OR);
            return;
        }
        let mut terms = Vec::new();
        flatten(op, left, &mut terms);
        flatten(op, right, &mut terms);
        let term = |printer: &mut Self, term: &&Expr| printer.tight(term, tight + 1);
        if self.flat {
            self.separated(&terms, word, term);
            return;
        }
        let room = super::WIDTH.saturating_sub(self.column());
        if let Some(flat) = Self::fitting(room, |printer| printer.separated(&terms, word, term)) {
            self.push(&flat);
            return;
        }
        self.indent += super::INDENT;
        for (index, element) in terms.iter().enumerate() {
            if index > 0 {
                self.line();
                self.push(&word[1..]);
            }
            term(self, element);
        }
        self.indent -= super::INDENT;
    }

    pub(super) fn arguments(&mut self, arguments: &[Argument]) {
        self.push("(");
        let start = self.out.len();
        self.list(arguments, |printer, argument| {
            if let Some(name) = &argument.name {
                printer.name(name, Place::Declared);
                printer.push(" = ");
            }
            printer.value(&argument.value);
        });
        if self
            .out
            .get(start..)
            .is_some_and(|list| list.starts_with('\n'))
        {
            self.line();
        }
        self.push(")");
    }

    /// The rows of `datatable`, one a line.
    fn rows(&mut self, values: &[Expr], columns: usize) {
        let cell = |printer: &mut Self, value: &Expr| match &value.kind {
            ExprKind::Literal(literal) => printer.row_literal(literal),
            _ => printer.value(value),
        };
        self.push("[");
        let rows: Vec<&[Expr]> = values.chunks(columns.max(1)).collect();
        if rows.len() < 2 {
            self.separated(values, ", ", cell);
        } else {
            self.indent += super::INDENT;
            for (index, row) in rows.iter().enumerate() {
                self.line();
                self.separated(row, ", ", cell);
                if index + 1 < rows.len() {
                    self.push(",");
                }
            }
            self.indent -= super::INDENT;
            self.line();
        }
        self.push("]");
    }
}

/// The operands of nested uses of one operator, in order. Uses no recursion on the left, which is where
/// a tree not made by the parser may be high.
fn flatten<'a>(op: BinaryOp, expr: &'a Expr, terms: &mut Vec<&'a Expr>) {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match &expr.kind {
            ExprKind::Binary {
                op: inner,
                left,
                right,
                ..
            } if *inner == op && left.kind != ExprKind::Star => {
                pending.push(right);
                pending.push(left);
            }
            _ => terms.push(expr),
        }
    }
}

fn tightness(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Pipe { .. } => PIPE,
        ExprKind::Binary { op, .. } => binary_tightness(*op),
        ExprKind::In { .. } | ExprKind::Between { .. } => EQUALITY,
        ExprKind::Unary { .. } => UNARY,
        _ => PATH,
    }
}

fn binary_tightness(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => OR,
        BinaryOp::And => AND,
        BinaryOp::Equal | BinaryOp::NotEqual => EQUALITY,
        BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual => {
            RELATION
        }
        BinaryOp::Add | BinaryOp::Subtract => SUM,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => PRODUCT,
        _ => STRING,
    }
}

fn in_word(op: InOp) -> &'static str {
    match op {
        InOp::In => "in",
        InOp::NotIn => "!in",
        InOp::InTilde => "in~",
        InOp::NotInTilde => "!in~",
        InOp::HasAny => "has_any",
        InOp::HasAll => "has_all",
    }
}

/// An operator as Kusto spells it today.
fn binary_word(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => "or",
        BinaryOp::And => "and",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Modulo => "%",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessOrEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterOrEqual => ">=",
        BinaryOp::EqualTilde => "=~",
        BinaryOp::BangTilde => "!~",
        BinaryOp::Has => "has",
        BinaryOp::NotHas => "!has",
        BinaryOp::HasCs => "has_cs",
        BinaryOp::NotHasCs => "!has_cs",
        BinaryOp::HasPrefix => "hasprefix",
        BinaryOp::NotHasPrefix => "!hasprefix",
        BinaryOp::HasPrefixCs => "hasprefix_cs",
        BinaryOp::NotHasPrefixCs => "!hasprefix_cs",
        BinaryOp::HasSuffix => "hassuffix",
        BinaryOp::NotHasSuffix => "!hassuffix",
        BinaryOp::HasSuffixCs => "hassuffix_cs",
        BinaryOp::NotHasSuffixCs => "!hassuffix_cs",
        BinaryOp::Contains => "contains",
        BinaryOp::NotContains => "!contains",
        BinaryOp::ContainsCs => "contains_cs",
        BinaryOp::NotContainsCs => "!contains_cs",
        BinaryOp::StartsWith => "startswith",
        BinaryOp::NotStartsWith => "!startswith",
        BinaryOp::StartsWithCs => "startswith_cs",
        BinaryOp::NotStartsWithCs => "!startswith_cs",
        BinaryOp::EndsWith => "endswith",
        BinaryOp::NotEndsWith => "!endswith",
        BinaryOp::EndsWithCs => "endswith_cs",
        BinaryOp::NotEndsWithCs => "!endswith_cs",
        BinaryOp::MatchesRegex => "matches regex",
        BinaryOp::Colon => ":",
        BinaryOp::Like => "like",
        BinaryOp::NotLike => "notlike",
        BinaryOp::LikeCs => "likecs",
        BinaryOp::NotLikeCs => "notlikecs",
    }
}
