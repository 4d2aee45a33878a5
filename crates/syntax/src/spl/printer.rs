//! Tree to text: one command a line would be kinder to read, but one line is what searches are.
//! What is printed reads back as the same tree.

use super::ast::*;

/// A search as text.
pub fn print(search: &Search) -> String {
    let mut out = String::new();
    search_to(search, &mut out);
    out
}

/// An expression of `eval` as text.
pub fn print_expr(expr: &Expr) -> String {
    let mut out = String::new();
    expr_to(expr, 0, &mut out);
    out
}

/// A predicate of `search` as text.
pub fn print_term(term: &Term) -> String {
    let mut out = String::new();
    term_to(term, false, &mut out);
    out
}

fn search_to(search: &Search, out: &mut String) {
    for (i, command) in search.commands.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        if i > 0 || search.leading_pipe {
            out.push_str("| ");
        }
        command_to(command, out);
    }
}

fn command_to(command: &Command, out: &mut String) {
    if let Body::Macro(call) = &command.body {
        macro_to(call, out);
        return;
    }
    let start = out.len();
    if command.spelled {
        out.push_str(&command.name.text);
    }
    let before = out.len();
    match &command.body {
        Body::Search(None) | Body::Macro(_) => {}
        Body::Search(Some(term)) => {
            space(out, start);
            term_to(term, false, out);
        }
        Body::Where(expr) => {
            space(out, start);
            expr_to(expr, 0, out);
        }
        Body::Eval(assignments) => {
            for (i, assignment) in assignments.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { " " });
                target_to(&assignment.target.text, out);
                out.push('=');
                expr_to(&assignment.value, 0, out);
            }
        }
        Body::Stats(stats) => stats_to(stats, out),
        Body::Words(words) => {
            if !words.is_empty() {
                space(out, start);
            }
            words_to(words, out);
        }
    }
    debug_assert!(out.len() >= before, "printing only adds text");
}

fn space(out: &mut String, start: usize) {
    if out.len() > start {
        out.push(' ');
    }
}

fn quoted_to(text: &str, quote: char, out: &mut String) {
    out.push(quote);
    for c in text.chars() {
        if c == quote || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(quote);
}

fn macro_to(call: &Macro, out: &mut String) {
    out.push('`');
    out.push_str(&super::macros::inside(call));
    out.push('`');
}

fn term_to(term: &Term, nested: bool, out: &mut String) {
    match &term.kind {
        TermKind::And(parts) if parts.is_empty() => out.push_str("()"),
        TermKind::And(parts) | TermKind::Or(parts) => {
            let or = matches!(term.kind, TermKind::Or(_));
            if nested {
                out.push('(');
            }
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    out.push_str(if or { " OR " } else { " " });
                }
                term_to(part, true, out);
            }
            if nested {
                out.push(')');
            }
        }
        TermKind::Not(inner) => {
            out.push_str("NOT ");
            term_to(inner, true, out);
        }
        TermKind::Compare { field, op, value } => {
            search_field_to(&field.text, out);
            out.push_str(op.sign());
            value_to(value, out);
        }
        TermKind::In { field, values } => {
            search_field_to(&field.text, out);
            out.push_str(" IN (");
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                value_to(value, out);
            }
            out.push(')');
        }
        TermKind::Text(value) => value_to(value, out),
        TermKind::Subsearch(search) => subsearch_to(search, out),
        TermKind::Macro(call) => macro_to(call, out),
    }
}

fn subsearch_to(search: &Search, out: &mut String) {
    out.push('[');
    search_to(search, out);
    out.push(']');
}

fn is_plain(text: &str) -> bool {
    let reserved = ["NOT", "OR", "AND", "IN", "AS", "BY", "TERM", "CASE"];
    !text.is_empty()
        && text.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '_' | '.' | '{' | '}' | ':' | '@' | '-' | '*' | '?' | '/' | '$' | '%'
                )
        })
        && !reserved.iter().any(|r| r.eq_ignore_ascii_case(text))
}

fn search_field_to(field: &str, out: &mut String) {
    if is_plain(field) {
        out.push_str(field);
    } else {
        quoted_to(field, '"', out);
    }
}

fn value_to(value: &Value, out: &mut String) {
    let name = match value.directive {
        Directive::None => {
            bare_or_quoted(value, out);
            return;
        }
        Directive::Term => "TERM(",
        Directive::Case => "CASE(",
    };
    out.push_str(name);
    if value.quoted {
        quoted_to(&value.text, '"', out);
    } else {
        out.push_str(&value.text);
    }
    out.push(')');
}

fn bare_or_quoted(value: &Value, out: &mut String) {
    if value.quoted {
        quoted_to(&value.text, '"', out);
    } else if value.text.starts_with('`') {
        out.push_str(&value.text);
    } else {
        for c in value.text.chars() {
            if c == '\\' {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

fn target_to(target: &str, out: &mut String) {
    let plain = !target.is_empty()
        && target
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '{' | '}' | '<' | '>' | ':'));
    if plain {
        out.push_str(target);
    } else {
        quoted_to(target, '"', out);
    }
}

fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Xor => 1,
        BinaryOp::Or => 2,
        BinaryOp::And => 3,
        BinaryOp::Compare(_) | BinaryOp::Like => 5,
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Concat => 6,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 7,
    }
}

fn expr_to(expr: &Expr, outer: u8, out: &mut String) {
    let own = match &expr.kind {
        ExprKind::Binary { op, .. } => precedence(*op),
        ExprKind::Not(_) => 4,
        ExprKind::In { .. } => 5,
        ExprKind::Minus(_) => 8,
        _ => 9,
    };
    let parenthesized = own < outer;
    if parenthesized {
        out.push('(');
    }
    match &expr.kind {
        ExprKind::Field(name) => field_to(name, out),
        ExprKind::Number(number) => out.push_str(number),
        ExprKind::Text(text) => quoted_to(text, '"', out),
        ExprKind::Call { name, arguments } => {
            out.push_str(&name.text);
            list_to(arguments, out);
        }
        ExprKind::Minus(inner) => {
            out.push('-');
            expr_to(inner, 8, out);
        }
        ExprKind::Not(inner) => {
            out.push_str("NOT ");
            expr_to(inner, 4, out);
        }
        ExprKind::Binary { op, left, right } => {
            expr_to(left, own, out);
            out.push(' ');
            out.push_str(op.sign());
            out.push(' ');
            expr_to(right, own + 1, out);
        }
        ExprKind::In {
            negated,
            operand,
            list,
        } => {
            expr_to(operand, own, out);
            out.push_str(if *negated { " NOT IN " } else { " IN " });
            list_to(list, out);
        }
        ExprKind::Subsearch(search) => subsearch_to(search, out),
        ExprKind::Macro(call) => macro_to(call, out),
    }
    if parenthesized {
        out.push(')');
    }
}

fn field_to(name: &str, out: &mut String) {
    let reserved = ["NOT", "OR", "AND", "XOR", "IN", "LIKE"];
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@');
    let is_number = name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'e' | 'E'));
    let is_reserved = reserved.iter().any(|r| r.eq_ignore_ascii_case(name));
    let plain = !name.is_empty() && name.chars().all(is_plain) && !is_number && !is_reserved;
    if plain {
        out.push_str(name);
    } else {
        quoted_to(name, '\'', out);
    }
}

fn list_to(list: &[Expr], out: &mut String) {
    out.push('(');
    for (i, item) in list.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        expr_to(item, 0, out);
    }
    out.push(')');
}

fn stats_field_to(field: &str, out: &mut String) {
    if is_plain(field) {
        out.push_str(field);
    } else {
        quoted_to(field, '"', out);
    }
}

fn stats_to(stats: &Stats, out: &mut String) {
    for (name, value) in &stats.options {
        out.push(' ');
        out.push_str(&name.text);
        out.push('=');
        value_to(value, out);
    }
    for (i, aggregate) in stats.aggregates.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { " " });
        out.push_str(&aggregate.function.text);
        match &aggregate.argument {
            AggregateArgument::None => {}
            AggregateArgument::Field(field) => {
                out.push('(');
                stats_field_to(&field.text, out);
                out.push(')');
            }
            AggregateArgument::Eval(expr) => {
                out.push_str("(eval(");
                expr_to(expr, 0, out);
                out.push_str("))");
            }
            AggregateArgument::Verbatim(text) => {
                out.push('(');
                out.push_str(&text.text);
                out.push(')');
            }
        }
        if let Some(alias) = &aggregate.alias {
            out.push_str(" as ");
            stats_field_to(&alias.text, out);
        }
    }
    if let Some(model) = &stats.model {
        out.push_str(" from datamodel=");
        stats_field_to(&model.text, out);
    }
    if let Some(filter) = &stats.filter {
        out.push_str(" where ");
        term_to(filter, false, out);
    }
    if let Some(over) = &stats.over {
        out.push_str(" over ");
        stats_field_to(&over.text, out);
    }
    for (i, field) in stats.by.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { " by " });
        stats_field_to(&field.text, out);
    }
}

fn words_to(words: &[Word], out: &mut String) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 && !matches!(word.kind, WordKind::Comma) {
            out.push(' ');
        }
        word_to(word, out);
    }
}

fn word_to(word: &Word, out: &mut String) {
    match &word.kind {
        WordKind::Bare(text) => out.push_str(text),
        WordKind::Quoted(text) => quoted_to(text, '"', out),
        WordKind::Field(text) => quoted_to(text, '\'', out),
        WordKind::Comma => out.push(','),
        WordKind::Option { name, op, value } => {
            if is_plain(&name.text) {
                out.push_str(&name.text);
            } else {
                quoted_to(&name.text, '"', out);
            }
            out.push_str(op.sign());
            word_to(value, out);
        }
        WordKind::Call { name, arguments } => {
            out.push_str(&name.text);
            out.push('(');
            words_to(arguments, out);
            out.push(')');
        }
        WordKind::Group(words) => {
            out.push('(');
            words_to(words, out);
            out.push(')');
        }
        WordKind::Filter(term) => {
            out.push_str("where ");
            term_to(term, false, out);
        }
        WordKind::Subsearch(search) => subsearch_to(search, out),
        WordKind::Macro(call) => macro_to(call, out),
    }
}
