//! The functions of a workspace, from a folder of files as solutions ship them.
//!
//! A `.kql` file is a function of the file's name, unless it says another: `.create function F(a:long)
//! { … }`, or one `let F = (a:long) { … };` and nothing else. A YAML file is a parser of Microsoft's
//! collection: `FunctionName` and `FunctionQuery`, or the keys of an ASIM parser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use vigie_syntax::kql::{self, ast::LetValue, ast::Statement};
use vigie_syntax::yaml::{self, Node};

use crate::pack::{MAX_DEPTH, MAX_SIZE, walk};

/// Name and text of each function; one that another calls stands before it.
pub type Functions = Vec<(String, String)>;

/// Reads all functions of a folder and of the folders in it.
///
/// # Errors
/// A sentence about a file that cannot be read or holds no function, or about a name that two have.
pub fn read(folder: &Path) -> Result<Functions, String> {
    let fault = |path: &Path, what: String| format!("`{}`: {what}", path.display());
    let mut files = Vec::new();
    walk(folder, MAX_DEPTH, &mut files).map_err(|e| fault(folder, e.to_string()))?;
    let mut found: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
    for path in files {
        let size = fs::metadata(&path).map_or(0, |m| m.len());
        if size > MAX_SIZE {
            return Err(fault(&path, "it is too large for a function".to_owned()));
        }
        let text = fs::read_to_string(&path).map_err(|e| fault(&path, e.to_string()))?;
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
        let extension = path.extension().map(|e| e.to_string_lossy().into_owned());
        let function = match extension.as_deref() {
            Some("yaml" | "yml") => of_yaml(&text),
            Some("kql") => Ok(vec![of_kql(&text, &stem.unwrap_or_default())]),
            _ => Ok(Vec::new()),
        };
        for (name, text) in function.map_err(|what| fault(&path, what))? {
            if let Some((_, other)) = found.get(&name) {
                let what = format!("`{name}` is in `{}` too", other.display());
                return Err(fault(&path, what));
            }
            found.insert(name, (text, path.clone()));
        }
    }
    Ok(ordered(
        found
            .into_iter()
            .map(|(name, (text, _))| (name, text))
            .collect(),
    ))
}

/// A file of KQL: what it calls itself, or the name of the file.
fn of_kql(text: &str, stem: &str) -> (String, String) {
    if let Some(function) = created(text) {
        return function;
    }
    let (query, diagnostics) = kql::parse(text);
    if let [
        Statement::Let {
            name,
            value: LetValue::Function(_),
            span,
        },
    ] = query.statements.as_slice()
        && !diagnostics.iter().any(vigie_syntax::Diagnostic::is_error)
        && let Some((_, body)) = text.get(span.range()).and_then(|t| t.split_once('='))
    {
        let body = body.trim().trim_end_matches(';').to_owned();
        return (name.text.clone(), body);
    }
    (stem.to_owned(), text.to_owned())
}

/// `.create-or-alter function with (folder = "…") Name(a:long) { … }`: the name, and what follows it.
fn created(text: &str) -> Option<(String, String)> {
    let command = text
        .lines()
        .skip_while(|line| line.trim().is_empty() || line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let command = command.trim_start();
    if !(command.starts_with(".create") || command.starts_with(".alter")) {
        return None;
    }
    let (_, rest) = command.split_once("function")?;
    let mut rest = rest.trim_start();
    rest = rest
        .strip_prefix("ifnotexists")
        .unwrap_or(rest)
        .trim_start();
    if let Some(properties) = rest.strip_prefix("with")
        && properties.trim_start().starts_with('(')
    {
        rest = properties.get(closing(properties)?..)?.trim_start();
    }
    let end = rest.find(|c: char| c == '(' || c == '{' || c.is_whitespace())?;
    let (name, body) = rest.split_at(end);
    let name = name.trim_matches(['[', ']', '\'', '"']);
    Some((name.to_owned(), body.trim().to_owned()))
}

/// Where the parenthesis that a text begins with has been closed; texts in quotes count as they are.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// A parser in YAML; nothing where the file is something else. An ASIM parser has the name that is
/// built into Sentinel beside its own.
fn of_yaml(text: &str) -> Result<Functions, String> {
    let documents = yaml::parse(text).map_err(|e| e.to_string())?;
    let Some(root) = documents.first() else {
        return Ok(Vec::new());
    };
    let texts = |keys: [&str; 4]| {
        let mut found = keys.iter().filter_map(|key| root.get(key)?.text());
        found.next().map(str::to_owned)
    };
    let name = texts([
        "FunctionAlias",
        "FunctionName",
        "ParserName",
        "functionAlias",
    ]);
    let query = texts(["FunctionQuery", "ParserQuery", "functionQuery", "query"]);
    let (Some(name), Some(query)) = (name, query) else {
        return Ok(Vec::new());
    };
    let parameters = root
        .get("ParserParams")
        .or_else(|| root.get("FunctionParams"));
    let declared: Vec<String> = parameters
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(parameter)
        .collect();
    let body = if declared.is_empty() {
        query
    } else {
        format!("({}) {{\n{query}\n}}", declared.join(", "))
    };
    let built_in = root.get("EquivalentBuiltInParser").and_then(Node::text);
    let built_in = built_in.filter(|other| *other != name).map(str::to_owned);
    let names = [Some(name), built_in].into_iter().flatten();
    Ok(names.map(|name| (name, body.clone())).collect())
}

/// `Name`, `Type` and `Default` of a parameter, as KQL declares it.
fn parameter(node: &Node) -> Option<String> {
    let name = node.get("Name")?.text()?;
    let ty = node.get("Type")?.text()?;
    let default = node.get("Default");
    let Some(default) = default else {
        return Some(format!("{name}:{ty}"));
    };
    let text = default.text().unwrap_or("null");
    let value = match ty {
        "string" if text == "*" || !text.starts_with(['"', '\'']) => format!("'{text}'"),
        "datetime" | "timespan" | "guid" if !text.contains('(') => format!("{ty}({text})"),
        _ => text.to_owned(),
    };
    Some(format!("{name}:{ty}={value}"))
}

/// The same functions, each behind those that it names.
fn ordered(functions: BTreeMap<String, String>) -> Functions {
    fn place<'a>(
        name: &'a str,
        functions: &'a BTreeMap<String, String>,
        begun: &mut BTreeSet<&'a str>,
        placed: &mut Functions,
        depth: usize,
    ) {
        let Some(text) = functions.get(name) else {
            return;
        };
        if depth > MAX_CALLS || !begun.insert(name) {
            return;
        }
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in words.collect::<BTreeSet<_>>() {
            if let Some((called, _)) = functions.get_key_value(word) {
                place(called, functions, begun, placed, depth + 1);
            }
        }
        placed.push((name.to_owned(), text.clone()));
    }
    let mut begun = BTreeSet::new();
    let mut placed = Vec::new();
    for name in functions.keys() {
        place(name, &functions, &mut begun, &mut placed, 0);
    }
    placed
}

/// How deep functions call functions.
const MAX_CALLS: usize = 100;
