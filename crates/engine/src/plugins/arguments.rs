//! Reading the arguments of a plugin's call: constants at once, columns into a projection.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, Expr as Ast, ExprKind as AstKind};

use super::def::Call;
use crate::bind::{Bind, Binder, Failed, Pipe, RowScope, implied};
use crate::bound::{Expr, ExprKind, RelOp};
use crate::kernel::Kernel;
use crate::kernels::timeline::Step;
use crate::types::{Column, Type, Value};

/// The arguments of a call over the rows of a table.
pub(crate) struct Arguments<'c> {
    plugin: &'static str,
    call: &'c Call<'c>,
    scope: RowScope,
    /// What the plugin reads of each row.
    columns: Vec<(Column, Expr)>,
}

impl<'c> Arguments<'c> {
    /// Requires a table before the plugin.
    pub(crate) fn of(b: &mut Binder<'_>, plugin: &'static str, call: &'c Call<'c>) -> Bind<Self> {
        Ok(Self {
            plugin,
            call,
            scope: RowScope::of(table(b, plugin, call)?),
            columns: Vec::new(),
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.call.arguments.len()
    }

    /// The argument of that name, or the one at that place if it has no name.
    pub(crate) fn find(&self, at: usize, name: &str) -> Option<&'c Argument> {
        find(self.call, at, name)
    }

    /// The same where the call cannot do without it.
    pub(crate) fn require(&self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<&'c Argument> {
        match self.find(at, name) {
            Some(argument) => Ok(argument),
            None => Err(missing(b, self.plugin, self.call.span, name)),
        }
    }

    /// A constant. Null where it depends on data that nobody reads now.
    pub(crate) fn constant(&self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<Value> {
        let argument = self.require(b, at, name)?;
        constant(b, &argument.value, self.call)
    }

    /// A whole number or the ticks of a time. 1 where it is not known now.
    pub(crate) fn whole(&self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<i64> {
        let argument = self.require(b, at, name)?;
        let value = constant(b, &argument.value, self.call)?;
        match value {
            Value::Null => Ok(1),
            value => match value.as_i64() {
                Some(whole) => Ok(whole),
                None => Err(b.error(
                    "type-mismatch",
                    argument.value.span,
                    format!(
                        "`{name}` of `{}` requires a whole number, a datetime or a timespan",
                        self.plugin
                    ),
                )),
            },
        }
    }

    /// The width of bins: a number, a timespan, or `week`, `month` or `year`.
    pub(crate) fn step(&self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<Step> {
        let word = self.constant(b, at, name)?;
        match word.as_str() {
            "week" => Ok(Step::Week),
            "month" => Ok(Step::Month),
            "year" => Ok(Step::Year),
            _ => Ok(Step::Width(self.width(b, at, name)?)),
        }
    }

    /// What the plugins about timelines begin with: id, time, start and end.
    pub(crate) fn events(&mut self, b: &mut Binder<'_>) -> Bind<(Column, i64, i64)> {
        let id = self.require(b, 0, "IdColumn")?;
        self.column(b, id)?;
        let time = self.timeline(b, 1, "TimelineColumn")?;
        let start = self.whole(b, 2, "Start")?;
        let end = self.whole(b, 3, "End")?;
        Ok((time, start, end))
    }

    /// A number or the ticks of a timespan, above 0.
    pub(crate) fn width(&self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<i64> {
        let step = self.whole(b, at, name)?;
        if step <= 0 {
            let argument = self.require(b, at, name)?;
            return Err(b.error(
                "invalid-argument",
                argument.value.span,
                format!("`{name}` of `{}` requires a value above 0", self.plugin),
            ));
        }
        Ok(step)
    }

    /// A value of each row, as the next column that the plugin reads.
    pub(crate) fn column(&mut self, b: &mut Binder<'_>, argument: &Argument) -> Bind<Column> {
        let value = b.expr(&argument.value, self.call.env, &mut self.scope)?;
        let name = match (&argument.name, implied(&argument.value)) {
            (Some(name), _) => name.text.clone(),
            (None, Some(name)) => name,
            (None, None) => format!("Column{}", self.columns.len() + 1),
        };
        Ok(self.add(b, name, value))
    }

    /// Whether the value of the column read at a place is in a column of that name of a table: the
    /// place of the answer among the columns read.
    pub(crate) fn is_in(&mut self, b: &mut Binder<'_>, at: usize, table: &Pipe) -> Bind<usize> {
        let span = self.call.span;
        let Some((_, value)) = self.columns.get(at).cloned() else {
            return Err(missing(b, self.plugin, span, "IdColumn"));
        };
        let same = match &value.kind {
            ExprKind::Column(name) => table.rel.column(name).cloned(),
            _ => None,
        };
        let Some(column) = same else {
            return Err(b.error(
                "unknown-column",
                span,
                format!(
                    "`{}` requires the column of ids in both tables",
                    self.plugin
                ),
            ));
        };
        let of = b.converted(Expr::column(&column, span), value.ty);
        let ids = Pipe::new(Arc::clone(&table.rel)).project(vec![(column, of)], span);
        let is_in = Expr {
            kind: ExprKind::InTable {
                operand: Box::new(value),
                table: ids.rel,
                fold_case: false,
                negated: false,
            },
            ty: Type::Bool,
            span,
        };
        self.add(b, String::new(), is_in);
        Ok(self.columns.len() - 1)
    }

    /// The same where there is no table.
    pub(crate) fn never(&mut self, b: &mut Binder<'_>) -> usize {
        let no = Expr::literal(Value::Bool(false), Type::Bool, self.call.span);
        self.add(b, String::new(), no);
        self.columns.len() - 1
    }

    fn add(&mut self, b: &mut Binder<'_>, name: String, value: Expr) -> Column {
        let column = Column::new(name, value.ty);
        self.columns
            .push((Column::new(b.hidden_name(), value.ty), value));
        column
    }

    /// A column that tells times or numbers apart: what a timeline is made of.
    pub(crate) fn timeline(&mut self, b: &mut Binder<'_>, at: usize, name: &str) -> Bind<Column> {
        let argument = self.require(b, at, name)?;
        let column = self.column(b, argument)?;
        if !matches!(
            column.ty,
            Type::Int | Type::Long | Type::Datetime | Type::Timespan
        ) {
            return Err(b.error(
                "type-mismatch",
                argument.value.span,
                format!(
                    "`{name}` of `{}` requires a datetime, a timespan or a whole number, found {}",
                    self.plugin, column.ty
                ),
            ));
        }
        Ok(column)
    }

    /// The columns of the arguments from a place on.
    pub(crate) fn rest(&mut self, b: &mut Binder<'_>, from: usize) -> Bind<Vec<Column>> {
        let call = self.call;
        call.arguments
            .iter()
            .skip(from)
            .map(|a| self.column(b, a))
            .collect()
    }

    /// The kernel over the columns read so far.
    pub(crate) fn run(self, kernel: Arc<dyn Kernel>, gives: Vec<Column>) -> Bind<Pipe> {
        let span = self.call.span;
        let pipe = self.scope.into_pipe().ok_or(Failed)?;
        let read = pipe.project(self.columns, span);
        Ok(read.then(
            RelOp::Kernel {
                input: Arc::clone(&read.rel),
                kernel,
            },
            gives,
            span,
        ))
    }
}

/// The table before a plugin.
pub(crate) fn table(b: &mut Binder<'_>, plugin: &str, call: &Call<'_>) -> Bind<Pipe> {
    let Some(input) = call.input.clone() else {
        return Err(b.error(
            "missing-table",
            call.span,
            format!("`{plugin}` requires a table before it"),
        ));
    };
    if !input.per.is_empty() {
        return Err(b.unsupported(
            "unsupported-option",
            call.span,
            &format!("`{plugin}` inside of `partition` or `mv-apply`"),
        ));
    }
    Ok(input)
}

/// The argument of a name, or the one at a place if it has no name.
pub(crate) fn find<'c>(call: &Call<'c>, at: usize, name: &str) -> Option<&'c Argument> {
    let arguments: &'c [Argument] = call.arguments;
    let named = arguments.iter().find(|a| {
        a.name
            .as_ref()
            .is_some_and(|n| n.text.eq_ignore_ascii_case(name))
    });
    named.or_else(|| arguments.get(at).filter(|a| a.name.is_none()))
}

/// Says that an argument is not there.
pub(crate) fn missing(b: &mut Binder<'_>, plugin: &str, span: Span, name: &str) -> Failed {
    b.error(
        "missing-argument",
        span,
        format!("`{plugin}` requires the argument `{name}`"),
    )
}

/// A constant of a call. Null where it depends on data that nobody reads now.
pub(crate) fn constant(b: &mut Binder<'_>, value: &Ast, call: &Call<'_>) -> Bind<Value> {
    let value = b.scalar(value, call.env)?;
    Ok(b.value(&value)?.unwrap_or(Value::Null))
}

/// A constant `true` or `false` that may be left out.
pub(crate) fn flag(b: &mut Binder<'_>, call: &Call<'_>, at: usize, name: &str) -> Bind<bool> {
    match find(call, at, name) {
        None => Ok(false),
        Some(argument) => {
            let value = constant(b, &argument.value, call)?;
            match value {
                Value::Null => Ok(false),
                value => value.as_bool().ok_or_else(|| {
                    b.error(
                        "type-mismatch",
                        argument.value.span,
                        format!("`{name}` requires true or false"),
                    )
                }),
            }
        }
    }
}

/// The column of a table that an argument names; an open table has it from there on.
pub(crate) fn named_column(
    b: &mut Binder<'_>,
    call: &Call<'_>,
    argument: &Argument,
    of: &mut Pipe,
) -> Bind<Column> {
    let AstKind::Name(name) = &argument.value.kind else {
        return Err(b.error(
            "unexpected-expression",
            argument.value.span,
            "the name of a column is required here",
        ));
    };
    match of.rel.column(name) {
        Some(column) => Ok(column.clone()),
        None if of.rel.open => {
            *of = of.opened(name, b.unknown(Type::Dynamic, argument.value.span));
            Ok(Column::new(name, Type::Dynamic))
        }
        None => {
            let scope = RowScope::of(of.clone());
            Err(b.unknown_column(name, argument.value.span, call.env, &scope))
        }
    }
}
