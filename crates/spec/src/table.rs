//! The tables of specs: written so that a person can read them and a program can compare them.

/// Columns and rows as a spec writes them: every cell a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `name:type` of each column.
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a `table` block; the padding of cells is not part of them.
    pub fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        Self {
            head: cells(lines.next().unwrap_or("")),
            rows: lines.map(cells).collect(),
        }
    }

    /// The same table with its rows in the order in which a spec writes them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.rows.sort();
        self
    }

    /// The text of a `table` block: cells padded to the width of their column.
    pub fn write(&self) -> String {
        let mut widths: Vec<usize> = self.head.iter().map(|c| c.chars().count()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        let mut text = String::new();
        for row in [&self.head].into_iter().chain(&self.rows) {
            let padded = row.iter().enumerate().map(|(at, cell)| {
                let width = widths.get(at).copied().unwrap_or(0);
                format!("{cell:width$}")
            });
            let line = padded.collect::<Vec<_>>().join(" | ");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Cuts a line at ` | `, but not inside a quoted string or a dynamic value.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut in_string = false;
    let mut escaped = false;
    for c in line.chars() {
        // A bare string never begins with one of these, so a quote inside one means nothing.
        let is_json =
            cell.trim_start().starts_with(['"', '[', '{']) || (cell.trim().is_empty() && c == '"');
        if c == '|' && !in_string {
            cells.push(cell.trim().to_owned());
            cell.clear();
            continue;
        }
        if escaped {
            escaped = false;
        } else if c == '\\' && in_string {
            escaped = true;
        } else if c == '"' && is_json {
            in_string = !in_string;
        }
        cell.push(c);
    }
    cells.push(cell.trim().to_owned());
    cells
}

/// A string as a cell: bare, unless that could be read as something else.
pub fn string_cell(text: &str) -> String {
    if reads_otherwise(text) {
        serde_json::Value::from(text).to_string()
    } else {
        text.to_owned()
    }
}

fn reads_otherwise(text: &str) -> bool {
    let is_like_a_time = || {
        let digits =
            |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let mut date = text.split(['-', 'T']);
        let is_date =
            date.next().is_some_and(|y| digits(y, 4)) && date.next().is_some_and(|m| digits(m, 2));
        let is_clock = text.contains(':')
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b":.-".contains(&b));
        is_date || is_clock
    };
    text.is_empty()
        || text.trim() != text
        || text.contains(|c: char| c == '|' || c.is_control())
        || text.starts_with(['"', '[', '{'])
        || matches!(text, "null" | "true" | "false")
        || text.parse::<f64>().is_ok()
        || is_like_a_time()
}

/// A real in the fewest digits that read back.
pub fn real_cell(real: f64) -> String {
    if real.is_nan() {
        "NaN".to_owned()
    } else {
        format!("{real:?}")
    }
}

/// An ISO 8601 time without the zeros that end its fraction.
pub fn datetime_cell(text: &str) -> String {
    match text.strip_suffix('Z') {
        Some(time) if time.contains('.') => {
            format!("{}Z", time.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => text.to_owned(),
    }
}
