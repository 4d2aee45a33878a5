//! The tabular operators that have a command; every other one refuses the query.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    BinaryOp, Expr, ExprKind, NamedExpr, Operator, OperatorKind, SortKey,
};

use super::super::{Refused, refused};
use super::Conversion;
use super::calls::number;
use super::piece::{Piece, Ty, eval_name, word};

impl<'q> Conversion<'q> {
    pub(super) fn operator(&mut self, operator: &'q Operator) -> Result<(), Refused> {
        let span = operator.span;
        match &operator.kind {
            OperatorKind::Where { predicate, .. } => self.filter(predicate),
            OperatorKind::Extend { columns } => {
                for column in columns {
                    self.assigned(column)?;
                }
                Ok(())
            }
            OperatorKind::Project { columns } => self.project(columns),
            OperatorKind::ProjectAway { columns } => {
                for column in columns {
                    let name =
                        plain(column).ok_or_else(|| refused(span, "a pattern of columns"))?;
                    if self.open && !self.columns.contains_key(name) {
                        continue;
                    }
                    self.commands.push(format!("fields - {}", word(name)));
                    self.columns.shift_remove(name);
                }
                Ok(())
            }
            OperatorKind::ProjectKeep { columns } => {
                let mut named = Vec::new();
                for column in columns {
                    let name =
                        plain(column).ok_or_else(|| refused(span, "a pattern of columns"))?;
                    named.push((name.to_owned(), self.column(name, column.span)?));
                }
                self.table_of(named);
                Ok(())
            }
            OperatorKind::ProjectRename { columns } => {
                for column in columns {
                    let ([name], Some(from)) = (column.names.as_slice(), plain(&column.expr))
                    else {
                        return Err(refused(span, "this `project-rename`"));
                    };
                    let value = self.column(from, column.expr.span)?;
                    let field = value
                        .field
                        .clone()
                        .ok_or_else(|| refused(span, "this `project-rename`"))?;
                    self.commands
                        .push(format!("rename {} as {}", word(&field), word(&name.text)));
                    self.columns.shift_remove(from);
                    self.columns
                        .insert(name.text.clone(), renamed(&name.text, &value));
                }
                Ok(())
            }
            OperatorKind::ProjectReorder { .. } | OperatorKind::As { .. } => Ok(()),
            OperatorKind::Render { .. } => Ok(()),
            OperatorKind::Serialize { columns } if columns.is_empty() => Ok(()),
            OperatorKind::Summarize {
                aggregates,
                by,
                bin,
            } => {
                if bin.is_some() {
                    return Err(refused(span, "this `summarize`"));
                }
                self.summarize(aggregates, by)
            }
            OperatorKind::Distinct { columns } => {
                let mut named = Vec::new();
                for column in columns {
                    let value = self.value(&column.expr)?;
                    let name = match (column.names.as_slice(), plain(&column.expr)) {
                        ([name], _) => name.text.clone(),
                        ([], Some(name)) => name.to_owned(),
                        _ => return Err(refused(span, "this `distinct`")),
                    };
                    named.push((name, value));
                }
                let keys: Vec<String> = named.iter().map(|(n, _)| word(n)).collect();
                self.table_of(named);
                self.fill(&keys);
                self.commands.push(format!("dedup {}", keys.join(" ")));
                Ok(())
            }
            OperatorKind::Count { as_name } => {
                let name = as_name.as_ref().map_or("Count", |n| n.text.as_str());
                self.commands.push(format!("stats count as {}", word(name)));
                self.closed([(name.to_owned(), Piece::field(name, Ty::Number).always())]);
                Ok(())
            }
            OperatorKind::Order { keys, .. } => self.sorted(keys, None, span),
            OperatorKind::Top { count, by } => {
                let count =
                    number(count).ok_or_else(|| refused(span, "a computed number of rows"))?;
                self.sorted(by, Some(count), span)
            }
            OperatorKind::Take { count, .. } => {
                let count =
                    number(count).ok_or_else(|| refused(span, "a computed number of rows"))?;
                self.note("`take` gives any rows, `head` the first");
                self.commands.push(format!("head {count}"));
                Ok(())
            }
            _ => Err(refused(span, "this operator")),
        }
    }

    /// A filter: the parts that stand for themselves are commands of their own, and a time range
    /// that the base search can say is said there.
    fn filter(&mut self, predicate: &'q Expr) -> Result<(), Refused> {
        if let ExprKind::Binary {
            op: BinaryOp::And,
            left,
            right,
            ..
        } = &predicate.kind
        {
            self.filter(left)?;
            return self.filter(right);
        }
        if let ExprKind::Parenthesized(inner) = &predicate.kind {
            return self.filter(inner);
        }
        let condition = self.holds(predicate)?;
        if condition.text != "true()" {
            self.commands.push(format!("where {}", condition.text));
        }
        Ok(())
    }

    /// `extend name = value`.
    fn assigned(&mut self, column: &'q NamedExpr) -> Result<(), Refused> {
        let span = column.expr.span;
        let name = match (column.names.as_slice(), plain(&column.expr)) {
            ([name], _) => name.text.clone(),
            ([], Some(name)) => name.to_owned(),
            _ => return Err(refused(span, "a column without a name of its own")),
        };
        let piece = self.bound(&name, &column.expr)?;
        self.columns.insert(name, piece);
        Ok(())
    }

    /// A value under a name: a field keeps its own name, anything else is computed.
    fn bound(&mut self, name: &str, e: &'q Expr) -> Result<Piece, Refused> {
        if is_condition(e) {
            let yes = self.condition(e, true)?;
            self.commands.push(format!(
                "eval {}=if({}, \"true\", \"false\")",
                eval_name(name),
                yes.text
            ));
            return Ok(Piece::field(name, Ty::Bool).always());
        }
        let value = self.value(e)?;
        if value.ty == Ty::Object {
            // A name for an object; its members are fields.
            return Ok(value);
        }
        self.commands
            .push(format!("eval {} = {}", eval_name(name), value.text));
        Ok(renamed(name, &value))
    }

    fn project(&mut self, columns: &'q [NamedExpr]) -> Result<(), Refused> {
        let mut named = Vec::new();
        for column in columns {
            let name = match (column.names.as_slice(), plain(&column.expr)) {
                ([name], _) => name.text.clone(),
                ([], Some(name)) => name.to_owned(),
                _ => {
                    return Err(refused(
                        column.expr.span,
                        "a column without a name of its own",
                    ));
                }
            };
            let value = if is_condition(&column.expr) {
                self.bound(&name, &column.expr)?
            } else {
                self.value(&column.expr)?
            };
            if value.ty == Ty::Object && value.field.as_ref().is_none_or(|f| !f.contains('.')) {
                return Err(refused(column.expr.span, "an object as a column"));
            }
            named.push((name, value));
        }
        self.table_of(named);
        Ok(())
    }

    /// Only these columns, under these names.
    fn table_of(&mut self, named: Vec<(String, Piece)>) {
        let mut evals = Vec::new();
        for (name, value) in &named {
            if value.field.as_deref() != Some(name) {
                evals.push(format!("{}={}", eval_name(name), value.text));
            }
        }
        if !evals.is_empty() {
            self.commands.push(format!("eval {}", evals.join(", ")));
        }
        let names: Vec<String> = named.iter().map(|(n, _)| word(n)).collect();
        self.commands.push(format!("table {}", names.join(" ")));
        if named.iter().any(|(_, v)| v.ty == Ty::Time) {
            self.note("a time is the seconds since 1970, unless it is called `_time`");
        }
        self.closed(
            named
                .into_iter()
                .map(|(name, value)| {
                    let piece = renamed(&name, &value);
                    (name, piece)
                })
                .collect::<Vec<_>>(),
        );
    }

    fn sorted(
        &mut self,
        keys: &'q [SortKey],
        count: Option<i64>,
        span: Span,
    ) -> Result<(), Refused> {
        let mut parts = Vec::new();
        for key in keys {
            let value = self.value(&key.expr)?;
            let field = match value.field {
                Some(field) => field,
                None => {
                    let name = format!("sort_key_{}", parts.len() + 1);
                    self.commands.push(format!("eval {name}={}", value.text));
                    name
                }
            };
            if value.ty == Ty::Text {
                self.note("texts that are numbers or addresses are sorted by value in Splunk");
            }
            let ascending = key.ascending.unwrap_or(false);
            parts.push(format!(
                "{}{}",
                if ascending { "+" } else { "-" },
                word(&field)
            ));
        }
        if parts.is_empty() {
            return Err(refused(span, "a `sort` without keys"));
        }
        self.commands
            .push(format!("sort {} {}", count.unwrap_or(0), parts.join(" ")));
        Ok(())
    }

    /// Keys of groups get an empty text where they are missing, so that no row is lost.
    pub(super) fn fill(&mut self, keys: &[String]) {
        if !keys.is_empty() {
            self.commands
                .push(format!("fillnull value=\"\" {}", keys.join(" ")));
        }
    }

    pub(super) fn closed(&mut self, columns: impl IntoIterator<Item = (String, Piece)>) {
        self.columns = columns.into_iter().collect();
        self.open = false;
    }
}

/// A value under another name.
pub(super) fn renamed(name: &str, value: &Piece) -> Piece {
    let ty = if value.ty == Ty::Object {
        Ty::Text
    } else {
        value.ty
    };
    let piece = Piece::field(name, ty);
    if value.always { piece.always() } else { piece }
}

/// The name of a column that an expression is.
pub(super) fn plain(e: &Expr) -> Option<&str> {
    match &e.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Parenthesized(inner) => plain(inner),
        _ => None,
    }
}

/// Whether an expression is a condition.
pub(super) fn is_condition(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Parenthesized(inner) => is_condition(inner),
        ExprKind::Binary { op, .. } => !matches!(
            op,
            BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Modulo
        ),
        ExprKind::In { .. } | ExprKind::Between { .. } => true,
        ExprKind::Call { name, .. } => matches!(
            name.text.as_str(),
            "not"
                | "isempty"
                | "isnotempty"
                | "isnull"
                | "isnotnull"
                | "ipv4_is_in_range"
                | "ipv4_is_private"
                | "tobool"
        ),
        _ => false,
    }
}
