//! The functions of `eval` on fields of several values, and `rex`.

use regex::Regex;

use super::Spl;

/// `mvindex`: from the end when negative; both ends belong to a range.
pub fn index(value: &Spl, start: f64, end: Option<f64>) -> Spl {
    let items = value.items();
    let place = |at: f64| {
        let length = items.len() as f64;
        let at = if at < 0.0 { length + at } else { at };
        (at >= 0.0 && at < length).then_some(at as usize)
    };
    match end {
        None => place(start)
            .and_then(|at| items.get(at))
            .cloned()
            .unwrap_or(Spl::Null),
        Some(end) => match (place(start), place(end)) {
            (Some(from), Some(to)) if from <= to => {
                Spl::many(items.get(from..=to).unwrap_or_default().iter().cloned())
            }
            _ => Spl::Null,
        },
    }
}

/// `split`: an empty delimiter gives the characters.
pub fn split(value: &Spl, by: &str) -> Spl {
    let text = value.show();
    if value.is_null() {
        return Spl::Null;
    }
    if by.is_empty() {
        return Spl::many(text.chars().map(|c| Spl::Text(c.to_string())));
    }
    Spl::many(text.split(by).map(|part| Spl::Text(part.to_owned())))
}

/// Distinct values in the order of their first.
pub fn distinct(value: &Spl) -> Spl {
    let mut seen = std::collections::BTreeSet::new();
    Spl::many(
        value
            .items()
            .iter()
            .filter(|item| seen.insert(item.text()))
            .cloned(),
    )
}

/// The first match's group of this name or number, or up to `most` of them (0: all).
pub fn rex(value: &Spl, regex: &Regex, group: &str, most: usize) -> Spl {
    let text = value.show();
    if value.is_null() {
        return Spl::Null;
    }
    let most = if most == 0 { usize::MAX } else { most };
    let number = group.parse::<usize>().ok();
    Spl::many(regex.captures_iter(&text).take(most).filter_map(|found| {
        let part = match number {
            Some(number) => found.get(number),
            None => found.name(group),
        };
        part.map(|part| Spl::Text(part.as_str().to_owned()))
    }))
}

/// `s/regex/text/flags` and `y/from/to/` of `rex mode=sed`.
#[derive(Debug, Clone)]
pub enum Sed {
    Substitute {
        regex: Regex,
        text: String,
        every: bool,
    },
    Transliterate(Vec<char>, Vec<char>),
}

impl Sed {
    /// # Errors
    /// A sentence about a script that is none.
    pub fn new(script: &str) -> Result<Self, String> {
        let mut characters = script.trim().chars();
        let command = characters.next();
        let delimiter = characters
            .next()
            .ok_or("the script of `rex mode=sed` is empty")?;
        let mut parts = vec![String::new()];
        while let Some(c) = characters.next() {
            match c {
                '\\' => {
                    if let (Some(next), Some(part)) = (characters.next(), parts.last_mut()) {
                        part.push_str(if next == delimiter { "" } else { "\\" });
                        part.push(next);
                    }
                }
                c if c == delimiter => parts.push(String::new()),
                c => parts.last_mut().map_or((), |p| p.push(c)),
            }
        }
        let [from, to, flags] = parts.as_slice() else {
            return Err("a script of `rex mode=sed` has the form `s/regex/text/flags`".to_owned());
        };
        match command {
            Some('y') => Ok(Self::Transliterate(
                from.chars().collect(),
                to.chars().collect(),
            )),
            Some('s') => Ok(Self::Substitute {
                regex: crate::text::regex::compile(&if flags.contains('i') {
                    format!("(?i){from}")
                } else {
                    from.clone()
                })?,
                text: replacement(to),
                every: flags.contains('g'),
            }),
            _ => Err("a script of `rex mode=sed` begins with `s` or `y`".to_owned()),
        }
    }

    pub fn apply(&self, value: &Spl) -> Spl {
        value.map(|item| {
            let text = item.show();
            Spl::Text(match self {
                Self::Substitute {
                    regex,
                    text: by,
                    every: true,
                } => regex.replace_all(&text, by).into_owned(),
                Self::Substitute {
                    regex, text: by, ..
                } => regex.replace(&text, by).into_owned(),
                Self::Transliterate(from, to) => text
                    .chars()
                    .map(|c| {
                        let at = from.iter().position(|f| *f == c);
                        at.and_then(|at| to.get(at)).copied().unwrap_or(c)
                    })
                    .collect(),
            })
        })
    }
}

/// A replacement with `\1` as the regex crate writes it: `${1}`.
pub fn replacement(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '$' => out.push_str("$$"),
            '\\' => match characters.peek().and_then(|c| c.to_digit(10)) {
                Some(group) => {
                    characters.next();
                    out.push_str(&format!("${{{group}}}"));
                }
                None => match characters.next() {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push('\t'),
                    Some(other) => out.push(other),
                    None => out.push('\\'),
                },
            },
            c => out.push(c),
        }
    }
    out
}

/// A number as `tostring` writes it: with commas, as hexadecimal, as hours, minutes and seconds.
pub fn number_text(value: &Spl, format: &str) -> String {
    let Some(number) = value.as_number() else {
        return value.text();
    };
    match format {
        "commas" => {
            let rounded = (number * 100.0).round() / 100.0;
            let text = if rounded.fract() == 0.0 {
                format!("{rounded}")
            } else {
                format!("{rounded:.2}")
            };
            let (whole, rest) = text
                .split_once('.')
                .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
            let digits = whole.trim_start_matches('-');
            let mut out = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    out.push(',');
                }
                out.push(c);
            }
            let sign = if whole.starts_with('-') { "-" } else { "" };
            match rest {
                Some(rest) => format!("{sign}{out}.{rest}"),
                None => format!("{sign}{out}"),
            }
        }
        "hex" => format!("0x{:X}", number as i64),
        "duration" => {
            let seconds = number.max(0.0) as i64;
            let days = seconds / 86_400;
            let clock = format!(
                "{:02}:{:02}:{:02}",
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60
            );
            if days > 0 {
                format!("{days}+{clock}")
            } else {
                clock
            }
        }
        _ => value.text(),
    }
}
