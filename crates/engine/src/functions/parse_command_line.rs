use super::def::*;
use std::sync::Arc;

use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_command_line",
    aliases: &[],
    family: Family::Parsing,
    summary: "Takes a command line apart into its arguments.",
    params: &[
        required("command_line", Takes::Any, "The command line."),
        required(
            "parser_type",
            STRING,
            "`windows`: the rules of `CommandLineToArgvW`.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The first argument, the program, has rules of its own: quotes have no escape in it.",
    examples: &[
        example!(r#"parse_command_line('echo "hello world!"', 'windows')"# => r#"["echo","hello world!"]"#),
    ],
    cases: &[
        example!(r#"parse_command_line(@'a.exe "b\"c" d\\ "e\\"', 'windows')"# => r#"["a.exe","b\"c","d\\\\","e\\"]"#),
        example!(r#"parse_command_line('"c d.exe" x', 'windows')"# => r#"["c d.exe","x"]"#),
        example!("parse_command_line('', 'windows')" => "null"),
        example!(r#"parse_command_line('a "" b', 'windows')"# => r#"["a","","b"]"#),
    ],
    body: Body::Prepared(|site| match site.text(1) {
        Some(kind) if !kind.eq_ignore_ascii_case("windows") => Err(format!(
            "`parse_command_line` knows the parser `windows`, not `{kind}`"
        )),
        _ => Ok(Arc::new(|args| {
            let words = words(args[0].to_text().trim_start());
            if words.is_empty() {
                return Value::Null;
            }
            Value::Dynamic(words.into_iter().map(Json::String).collect())
        })),
    }),
};

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.chars().peekable();
    if rest.peek().is_none() {
        return words;
    }
    // The program: a quote opens and closes, a backslash is a backslash.
    let mut word = String::new();
    let mut quoted = false;
    for c in rest.by_ref() {
        match c {
            '"' => quoted = !quoted,
            ' ' | '\t' if !quoted => break,
            _ => word.push(c),
        }
    }
    words.push(word);
    loop {
        while rest.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        if rest.peek().is_none() {
            return words;
        }
        let mut word = String::new();
        let mut quoted = false;
        while let Some(c) = rest.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
            match c {
                '\\' => {
                    let mut slashes = 1;
                    while rest.next_if_eq(&'\\').is_some() {
                        slashes += 1;
                    }
                    // Before a quote two backslashes are one, and an odd one escapes the quote.
                    if rest.peek() == Some(&'"') {
                        word.extend(std::iter::repeat_n('\\', slashes / 2));
                        if slashes % 2 == 1 {
                            rest.next();
                            word.push('"');
                        }
                    } else {
                        word.extend(std::iter::repeat_n('\\', slashes));
                    }
                }
                // Within quotes two quotes are one.
                '"' if quoted && rest.next_if_eq(&'"').is_some() => word.push('"'),
                '"' => quoted = !quoted,
                _ => word.push(c),
            }
        }
        words.push(word);
    }
}
