//! Bound expressions evaluated one row at a time: constants while binding, and the conditions of
//! operators that keep state from row to row.

use crate::bound::{Expr, ExprKind};
use crate::lower::scalar::constant_call;
use crate::types::{Type, Value, convert};

/// The value of an expression; `column` gives the value of a column. `Err` is a sentence.
pub(crate) fn eval(expr: &Expr, column: &dyn Fn(&str) -> Value) -> Result<Value, String> {
    Ok(match &expr.kind {
        ExprKind::Column(name) => column(name),
        ExprKind::Literal(value) => value.clone(),
        ExprKind::Call { function, args } => {
            let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
            let values = args
                .iter()
                .map(|a| eval(a, column))
                .collect::<Result<Vec<_>, _>>()?;
            constant_call(function, &types, expr.ty, &values)?
        }
        ExprKind::Convert(inner) => convert::convert(&eval(inner, column)?, expr.ty),
        ExprKind::And(a, b) => match (truth(a, column)?, truth(b, column)?) {
            (Some(false), _) | (_, Some(false)) => Value::Bool(false),
            (Some(true), Some(true)) => Value::Bool(true),
            _ => Value::Null,
        },
        ExprKind::Or(a, b) => match (truth(a, column)?, truth(b, column)?) {
            (Some(true), _) | (_, Some(true)) => Value::Bool(true),
            (Some(false), Some(false)) => Value::Bool(false),
            _ => Value::Null,
        },
        ExprKind::Not(e) => truth(e, column)?.map_or(Value::Null, |b| Value::Bool(!b)),
        ExprKind::Case {
            branches,
            otherwise,
        } => {
            for (condition, value) in branches {
                if truth(condition, column)? == Some(true) {
                    return eval(value, column);
                }
            }
            eval(otherwise, column)?
        }
        ExprKind::InList {
            operand,
            list,
            fold_case,
            negated,
        } => {
            let key = crate::lower::key(&eval(operand, column)?, *fold_case);
            let found = key.is_some_and(|k| {
                list.iter()
                    .any(|v| crate::lower::key(v, *fold_case).as_ref() == Some(&k))
            });
            Value::Bool(found != *negated)
        }
        ExprKind::Moving { .. } => {
            return Err("this time is known only when the query runs".to_owned());
        }
        ExprKind::InTable { .. }
        | ExprKind::Scalar(_)
        | ExprKind::Array(_)
        | ExprKind::Field { .. } => {
            return Err("this expression needs a table".to_owned());
        }
    })
}

fn truth(expr: &Expr, column: &dyn Fn(&str) -> Value) -> Result<Option<bool>, String> {
    Ok(eval(expr, column)?.as_bool())
}

/// The value of an expression without columns; `None` when it has some, or needs a table.
pub fn constant(expr: &Expr) -> Option<Value> {
    if !expr.is_constant() {
        return None;
    }
    eval(expr, &|_| Value::Null).ok()
}
