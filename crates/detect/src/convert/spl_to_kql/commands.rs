//! The commands that KQL has an operator for; every other one refuses the search.

use vigie_syntax::spl::ast::{Body, Command, Name, Term, Word, WordKind};

use super::super::{Refused, note, refused};
use super::Conversion;
use super::calls::regex;
use super::piece::{Level, Piece, Ty, all, name, quoted};
use super::time::{formatted, span};

impl Conversion<'_> {
    pub(super) fn command(&mut self, command: &Command) -> Result<(), Refused> {
        match (&command.body, command.name.text.as_str()) {
            (Body::Search(None), _) => Ok(()),
            (Body::Search(Some(term)), _) => self.search(term),
            (Body::Where(condition), _) => {
                let condition = self.holds(condition)?;
                self.operators.push(format!("where {}", condition.text));
                Ok(())
            }
            (Body::Eval(assignments), _) => {
                for assignment in assignments {
                    let field = &assignment.target;
                    if field.text.contains('{') {
                        return Err(refused(field.span, "a field whose name comes from another"));
                    }
                    let value = self.value(&assignment.value)?;
                    self.assign(&field.text, value);
                }
                Ok(())
            }
            (Body::Stats(stats), "stats") => self.stats(stats),
            (Body::Words(words), own) => {
                let words = Words::of(words);
                match own {
                    "table" => self.table(&words.names),
                    "fields" => self.fields_command(&words.names),
                    "rename" => self.rename(command, &words.names),
                    "head" => self.head(command, &words),
                    "sort" => self.sort(command, &words),
                    "dedup" => self.dedup(command, &words),
                    "bin" | "bucket" => self.bin(command, &words),
                    "rex" => self.rex(command, &words),
                    "regex" => self.regex(command, &words),
                    "spath" => self.spath(command, &words),
                    "fillnull" => self.fillnull(command, &words),
                    "convert" => self.convert_command(command, &words),
                    "mvexpand" => self.mvexpand(command, &words),
                    _ => Err(other(command)),
                }
            }
            _ => Err(other(command)),
        }
    }

    fn search(&mut self, term: &Term) -> Result<(), Refused> {
        self.filter(term)
    }

    /// A field gets a value.
    fn assign(&mut self, field: &str, value: Piece) {
        let ty = if value.ty == Ty::Null {
            Ty::Text
        } else {
            value.ty
        };
        self.operators
            .push(format!("extend {} = {}", name(field), value.text));
        let column = Piece::atom(name(field), ty);
        self.bind(
            field,
            if value.always {
                column.always()
            } else {
                column
            },
        );
    }

    fn table(&mut self, names: &[Name]) -> Result<(), Refused> {
        let mut columns: Vec<(String, Piece)> = Vec::new();
        for field in names {
            if field.text.contains('*') {
                return Err(refused(field.span, "a pattern of fields"));
            }
            if columns.iter().any(|(n, _)| *n == field.text) {
                continue;
            }
            let mut value = self.field(&field.text, field.span)?;
            if value.ty == Ty::Null {
                note(
                    &mut self.differences,
                    format!("no row has the field `{}`; its column is empty", field.text),
                );
                value = Piece::atom("\"\"", Ty::Text);
            }
            columns.push((field.text.clone(), value));
        }
        let list: Vec<String> = columns
            .iter()
            .map(|(n, p)| {
                let n = name(n);
                if n == p.text {
                    n
                } else {
                    format!("{n} = {}", p.text)
                }
            })
            .collect();
        self.operators.push(format!("project {}", list.join(", ")));
        let (events, sorted) = (
            self.events && self.fields.contains_key("_time"),
            self.sorted,
        );
        self.closed(columns.into_iter().map(|(n, p)| {
            let column = Piece::atom(name(&n), p.ty);
            (n, if p.always { column.always() } else { column })
        }));
        // Later commands may still ask for the order of events only where the time is there.
        self.sorted = sorted;
        self.sorted_otherwise = !events;
        Ok(())
    }

    fn fields_command(&mut self, names: &[Name]) -> Result<(), Refused> {
        let mut names = names;
        let mut remove = false;
        if let Some(first) = names.first()
            && matches!(first.text.as_str(), "-" | "+")
        {
            remove = first.text == "-";
            names = &names[1..];
        }
        if let Some(pattern) = names.iter().find(|n| n.text.contains('*')) {
            return Err(refused(pattern.span, "a pattern of fields"));
        }
        if !remove {
            if self.open && self.events && !names.iter().any(|n| n.text == "_time") {
                let time = Name {
                    text: "_time".to_owned(),
                    span: names
                        .first()
                        .map_or(vigie_syntax::Span::default(), |n| n.span),
                };
                let mut with_time = vec![time];
                with_time.extend(names.iter().cloned());
                return self.table(&with_time);
            }
            return self.table(names);
        }
        let mut columns = Vec::new();
        for field in names {
            let known = self.fields.get(&field.text);
            if known.is_some_and(|piece| piece.text == name(&field.text)) {
                columns.push(name(&field.text));
            }
            self.fields.shift_remove(&field.text);
            self.held.shift_remove(&field.text);
            self.gone.insert(field.text.clone());
        }
        if !columns.is_empty() {
            self.operators
                .push(format!("project-away {}", columns.join(", ")));
        }
        Ok(())
    }

    fn rename(&mut self, command: &Command, names: &[Name]) -> Result<(), Refused> {
        let mut rest = names;
        while let [from, as_, to, more @ ..] = rest {
            rest = more;
            if !as_.text.eq_ignore_ascii_case("as") {
                return Err(refused(command.span, "a `rename` without `as`"));
            }
            if from.text.contains('*') {
                return Err(refused(from.span, "a pattern of fields"));
            }
            let value = self.field(&from.text, from.span)?;
            let is_column = value.text == name(&from.text);
            if self
                .fields
                .get(&to.text)
                .is_some_and(|p| p.text == name(&to.text))
            {
                self.operators
                    .push(format!("project-away {}", name(&to.text)));
            }
            if is_column && value.ty != Ty::Null {
                self.operators.push(format!(
                    "project-rename {} = {}",
                    name(&to.text),
                    name(&from.text)
                ));
            }
            let renamed = if is_column {
                Piece {
                    text: name(&to.text),
                    ..value
                }
            } else {
                value
            };
            let held = self.held.get(&from.text).copied().flatten();
            let at = self.fields.get_index_of(&from.text);
            self.fields.shift_remove(&from.text);
            self.gone.insert(from.text.clone());
            self.fields.shift_remove(&to.text);
            self.bind(&to.text, renamed);
            if let Some(at) = at.filter(|at| *at < self.fields.len()) {
                let last = self.fields.len() - 1;
                self.fields.move_index(last, at);
            }
            if held.is_some() && self.open {
                self.held.insert(to.text.clone(), held);
            }
        }
        Ok(())
    }

    fn head(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let count = match words
            .option("limit")
            .or(words.names.first().map(|n| n.text.as_str()))
        {
            None => 10,
            Some(text) => text
                .parse::<u32>()
                .map_err(|_| refused(command.span, "`head` with a condition"))?,
        };
        self.newest_first();
        self.operators.push(format!("take {count}"));
        Ok(())
    }

    fn sort(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let mut count: Option<u32> = None;
        let mut keys = Vec::new();
        let mut sign = None;
        for (i, word) in words.names.iter().enumerate() {
            let mut text = word.text.as_str();
            if i == 0
                && let Ok(number) = text.parse::<u32>()
            {
                count = Some(number);
                continue;
            }
            if matches!(text, "-" | "+") {
                sign = Some(text == "-");
                continue;
            }
            if matches!(text, "desc" | "d" | "asc" | "a") && !keys.is_empty() {
                return Err(refused(word.span, "`desc` behind the fields of `sort`"));
            }
            let mut descending = sign.unwrap_or(false);
            if let Some(rest) = text.strip_prefix('-') {
                (descending, text) = (true, rest);
            } else if let Some(rest) = text.strip_prefix('+') {
                (descending, text) = (false, rest);
            }
            for kind in ["auto", "str", "num"] {
                let inner = text.strip_prefix(kind).and_then(|t| t.strip_prefix('('));
                if let Some(inner) = inner.and_then(|t| t.strip_suffix(')')) {
                    text = inner;
                }
            }
            let value = self.field(text, word.span)?;
            if value.ty == Ty::Null {
                continue;
            }
            if value.ty == Ty::Text {
                note(
                    &mut self.differences,
                    "texts are sorted by their letters; Splunk sorts those that are numbers or addresses by value",
                );
            }
            let direction = if descending { "desc" } else { "asc" };
            keys.push(format!("{} {direction}", value.text));
        }
        match count {
            Some(0) => {}
            Some(_) => {}
            None => note(
                &mut self.differences,
                "`sort` without a number keeps 10,000 rows in Splunk, and all rows here",
            ),
        }
        if keys.is_empty() {
            return Err(refused(command.span, "a `sort` by fields that no row has"));
        }
        self.operators.push(format!("sort by {}", keys.join(", ")));
        if let Some(count) = count.filter(|c| *c > 0) {
            self.operators.push(format!("take {count}"));
        }
        self.sorted = true;
        self.sorted_otherwise = true;
        Ok(())
    }

    fn dedup(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let plain = words.options.is_empty()
            && !words
                .names
                .iter()
                .any(|n| n.text.parse::<u32>().is_ok() || n.text.eq_ignore_ascii_case("sortby"));
        if !plain {
            return Err(refused(command.span, "a `dedup` with options"));
        }
        let mut keys = Vec::new();
        let mut present = Vec::new();
        for field in &words.names {
            let value = self.field(&field.text, field.span)?;
            present.push(value.present());
            keys.push(self.column_of_key(&field.text, &value));
        }
        let present = all(present);
        if present.text != "true" {
            self.operators.push(format!("where {}", present.text));
        }
        if self.events && self.open {
            self.operators.push(format!(
                "summarize arg_max(TimeGenerated, *) by {}",
                keys.join(", ")
            ));
            note(
                &mut self.differences,
                "of events of the same time, `dedup` may keep another one",
            );
            return Ok(());
        }
        if words.names.len() == self.fields.len() {
            self.operators.push(format!("distinct {}", keys.join(", ")));
            return Ok(());
        }
        Err(refused(command.span, "`dedup` of rows that are no events"))
    }

    /// A field as a key of groups: a column by its own name, or a new one.
    fn column_of_key(&mut self, field: &str, value: &Piece) -> String {
        let is_column = value.level == Level::Atom
            && value.literal.is_none()
            && !value.text.contains(['(', ' ']);
        if is_column {
            return value.text.clone();
        }
        self.column_of(field, value)
    }

    fn bin(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let (Some(step), [field, rest @ ..]) = (words.option("span"), words.names.as_slice())
        else {
            return Err(refused(command.span, "a `bin` without `span`"));
        };
        if words.options.len() > 1 {
            return Err(refused(command.span, "a `bin` with options"));
        }
        let target = match rest {
            [] => field,
            [as_, target] if as_.text.eq_ignore_ascii_case("as") => target,
            _ => return Err(refused(command.span, "this `bin`")),
        };
        let value = self.field(&field.text, field.span)?;
        let text = match value.ty {
            Ty::Time => {
                let step = span(step)
                    .ok_or_else(|| refused(command.span, format!("the span `{step}`")))?;
                format!("bin({}, {step})", value.text)
            }
            Ty::Number if step.parse::<f64>().is_ok() => format!("bin({}, {step})", value.text),
            _ => return Err(refused(command.span, "a `bin` of texts")),
        };
        if target.text == "_time" && value.text == "TimeGenerated" {
            self.operators
                .push(format!("extend TimeGenerated = {text}"));
            return Ok(());
        }
        let piece = Piece::atom(text, value.ty);
        self.assign(
            &target.text,
            if value.always { piece.always() } else { piece },
        );
        Ok(())
    }

    fn rex(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let known = |n: &str| matches!(n, "field" | "max_match");
        let plain = words.options.iter().all(|(n, _)| known(n));
        if !plain || words.option("max_match").is_some_and(|m| m != "1") {
            return Err(refused(command.span, "a `rex` with these options"));
        }
        let field = words
            .option("field")
            .ok_or_else(|| refused(command.span, "a `rex` over the raw event"))?
            .to_owned();
        let Some(pattern) = words.quoted() else {
            return Err(refused(command.span, "a `rex` without quotes"));
        };
        let source = self.field(&field, command.span)?.as_text();
        let groups = groups(pattern);
        if groups.is_empty() {
            return Err(refused(command.span, "a `rex` without a named group"));
        }
        let pattern = regex(pattern);
        for (number, group) in groups {
            let found = format!("extract({}, {number}, {})", quoted(&pattern), source.text);
            let before = self.fields.get(&group).cloned();
            let text = match before {
                // A non-match leaves what was there.
                Some(before) if before.ty != Ty::Null => format!(
                    "iff({} matches regex {}, {found}, {})",
                    source.at(Level::Add),
                    quoted(&pattern),
                    before.as_text().text
                ),
                _ => found,
            };
            self.assign(&group, Piece::atom(text, Ty::Text));
        }
        Ok(())
    }

    fn regex(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let option = words.all.iter().find_map(|word| match &word.kind {
            WordKind::Option { name, op, value } => Some((name, *op, value)),
            _ => None,
        });
        let Some((field, op, value)) = option else {
            return Err(refused(command.span, "a `regex` over the raw event"));
        };
        let pattern = regex(value.text().unwrap_or_default());
        let source = self.field(&field.text, field.span)?.as_text();
        let holds = op == vigie_syntax::spl::ast::CompareOp::Equal;
        let own = super::expr::matching(&source, &pattern, holds);
        let condition = if holds {
            all(vec![source.present(), own])
        } else {
            super::piece::any(vec![source.missing(), own])
        };
        self.operators.push(format!("where {}", condition.text));
        Ok(())
    }

    fn spath(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let input = words.option("input").unwrap_or("_raw").to_owned();
        let path = words
            .option("path")
            .or(words.names.first().map(|n| n.text.as_str()));
        let Some(path) = path.map(str::to_owned) else {
            if input == "_raw" && self.events {
                // The fields of the event are there already.
                return Ok(());
            }
            return Err(refused(command.span, "`spath` without a path"));
        };
        let output = words.option("output").unwrap_or(&path).to_owned();
        if input == "_raw" && self.events {
            let value = self.of_event(&path, command.span)?;
            if output != path || value.ty == Ty::Null {
                self.assign(&output, value);
            } else {
                self.remembered(&output, value);
            }
            return Ok(());
        }
        let source = self.field(&input, command.span)?;
        if source.ty == Ty::Null {
            self.assign(&output, Piece::null());
            return Ok(());
        }
        if path.contains("{}") {
            return Err(refused(command.span, "`spath` into an array"));
        }
        let inside = super::within(&format!("parse_json({})", source.as_text().text), &path)
            .ok_or_else(|| refused(command.span, format!("the path `{path}`")))?;
        self.assign(
            &output,
            Piece::atom(format!("tostring({inside})"), Ty::Text),
        );
        Ok(())
    }

    fn fillnull(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let filler = words.option("value").unwrap_or("0").to_owned();
        if words.names.is_empty() {
            return Err(refused(command.span, "`fillnull` of all fields"));
        }
        for field in &words.names {
            let value = self.field(&field.text, field.span)?;
            if value.always {
                continue;
            }
            let filled = match (value.ty, filler.parse::<f64>()) {
                (Ty::Number, Ok(number)) => Piece::atom(
                    format!(
                        "coalesce({}, {})",
                        value.text,
                        Piece::number_literal(number).text
                    ),
                    Ty::Number,
                ),
                (Ty::Null, _) => Piece::text_literal(&filler),
                (Ty::Text | Ty::Bool, _) => {
                    let text = value.as_text();
                    Piece::atom(
                        format!(
                            "iff({}, {}, {})",
                            value.missing().text,
                            quoted(&filler),
                            text.text
                        ),
                        Ty::Text,
                    )
                }
                _ => return Err(refused(field.span, "`fillnull` of this field")),
            };
            self.assign(&field.text, filled.always());
        }
        Ok(())
    }

    fn convert_command(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let format = words
            .option("timeformat")
            .unwrap_or("%m/%d/%Y %H:%M:%S")
            .to_owned();
        let mut at = words.all.as_slice();
        while let [word, rest @ ..] = at {
            at = rest;
            let WordKind::Call {
                name: call,
                arguments,
            } = &word.kind
            else {
                continue;
            };
            if call.text != "ctime" {
                return Err(refused(call.span, format!("`{}` of `convert`", call.text)));
            }
            let Some(field) = arguments.first().and_then(Word::text) else {
                return Err(refused(call.span, "this `convert`"));
            };
            let mut target = field;
            if let [as_, to, rest @ ..] = at
                && as_.is("as")
            {
                target = to.text().unwrap_or(field);
                at = rest;
            }
            let value = self.field(field, call.span)?;
            let text = (value.ty == Ty::Time)
                .then(|| formatted(&value.text, &format))
                .flatten()
                .ok_or_else(|| refused(command.span, format!("`ctime({field})` in this format")))?;
            let piece = Piece::atom(text, Ty::Text);
            self.assign(target, if value.always { piece.always() } else { piece });
        }
        Ok(())
    }

    fn mvexpand(&mut self, command: &Command, words: &Words<'_>) -> Result<(), Refused> {
        let [field] = words.names.as_slice() else {
            return Err(refused(command.span, "this `mvexpand`"));
        };
        let value = self.field(&field.text, field.span)?;
        if value.ty != Ty::List {
            return Ok(());
        }
        let column = self.column_of(&field.text, &value);
        self.operators
            .push(format!("where array_length({column}) > 0"));
        self.operators
            .push(format!("mv-expand {column} to typeof(string)"));
        self.bind(&field.text, Piece::atom(column, Ty::Text));
        Ok(())
    }
}

fn other(command: &Command) -> Refused {
    refused(
        command.name.span,
        format!("the command `{}`", command.name.text),
    )
}

/// The words of a command: options apart, commas gone.
struct Words<'c> {
    options: Vec<(&'c str, Option<&'c str>)>,
    names: Vec<Name>,
    all: Vec<&'c Word>,
}

impl<'c> Words<'c> {
    fn of(list: &'c [Word]) -> Self {
        let mut words = Self {
            options: Vec::new(),
            names: Vec::new(),
            all: Vec::new(),
        };
        for word in list {
            match &word.kind {
                WordKind::Option { name, value, .. } => {
                    words.options.push((name.text.as_str(), value.text()));
                }
                WordKind::Comma => continue,
                WordKind::Call { name, arguments } => {
                    let inside: Vec<&str> = arguments.iter().filter_map(Word::text).collect();
                    words.names.push(Name {
                        text: format!("{}({})", name.text, inside.join(" ")),
                        span: word.span,
                    });
                }
                _ => {
                    if let Some(text) = word.text() {
                        words.names.push(Name {
                            text: text.to_owned(),
                            span: word.span,
                        });
                    }
                }
            }
            words.all.push(word);
        }
        words
    }

    fn option(&self, name: &str) -> Option<&'c str> {
        let found = self
            .options
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| *value)
    }

    fn quoted(&self) -> Option<&'c str> {
        self.all.iter().find_map(|word| match &word.kind {
            WordKind::Quoted(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// The named groups of a regular expression, with their numbers.
fn groups(pattern: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut number = 0;
    let bytes = pattern.as_bytes();
    let mut at = 0;
    let mut in_class = false;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' if !in_class => in_class = true,
            b']' => in_class = false,
            b'(' if !in_class => {
                let inside = pattern.get(at + 1..).unwrap_or_default();
                let named = inside
                    .strip_prefix("?P<")
                    .or(inside.strip_prefix("?<"))
                    .filter(|rest| !rest.starts_with(['=', '!']));
                if let Some(rest) = named {
                    number += 1;
                    let own = rest.split('>').next().unwrap_or_default().to_owned();
                    if !found.iter().any(|(_, n)| *n == own) {
                        found.push((number, own));
                    }
                } else if !inside.starts_with('?') {
                    number += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}
