//! Columns side by side, as wide as the terminal; one below the other where they do not fit.

use std::io::{Result, Write};

use vigie_engine::Answer;
use vigie_engine::types::Type;
use vigie_syntax::escape::{cut, line, width};
use vigie_syntax::render::Style;

use super::json::for_each_row;

/// What a column is cut to at least, where its cells are longer.
const NARROW: usize = 8;
/// Between two columns.
const GAP: usize = 2;

pub(super) fn write(
    answer: &Answer,
    columns: usize,
    style: Style,
    out: &mut impl Write,
) -> Result<()> {
    let names: Vec<String> = answer
        .columns
        .iter()
        .map(|c| line(&c.name).into_owned())
        .collect();
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(answer.len());
    for_each_row(answer, |readers, row| {
        let cells = readers.iter().zip(&answer.columns).map(|(reader, column)| {
            if reader.is_null(row) && column.ty != Type::String {
                return "null".to_owned();
            }
            let text = reader.value(row).to_text();
            match column.ty {
                Type::Datetime => short_time(&text),
                _ => line(&text).into_owned(),
            }
        });
        rows.push(cells.collect());
        Ok(())
    })?;
    let wanted: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let cells = rows.iter().map(|row| width(&row[at]));
            cells.chain([width(name)]).max().unwrap_or(0)
        })
        .collect();
    match fit(&wanted, columns) {
        Some(widths) => side_by_side(answer, &names, &rows, &widths, style, out)?,
        None => one_below_the_other(&names, &rows, columns, style, out)?,
    }
    let s = if rows.len() == 1 { "" } else { "s" };
    let count = format!("({} row{s})", rows.len());
    writeln!(out, "{}", dim(&count, style))
}

/// The widths that the columns get, or `None` when even narrow ones do not fit.
fn fit(wanted: &[usize], columns: usize) -> Option<Vec<usize>> {
    let room = columns.checked_sub(GAP * wanted.len().saturating_sub(1))?;
    let least: usize = wanted.iter().map(|w| (*w).min(NARROW)).sum();
    if least > room {
        return None;
    }
    if wanted.iter().sum::<usize>() <= room {
        return Some(wanted.to_vec());
    }
    // The widest columns give way, all to the same limit.
    let limit = (NARROW..=room)
        .rev()
        .find(|limit| wanted.iter().map(|w| w.min(limit)).sum::<usize>() <= room)?;
    let mut widths: Vec<usize> = wanted.iter().map(|w| *w.min(&limit)).collect();
    let mut left = room - widths.iter().sum::<usize>();
    for (at, w) in wanted.iter().enumerate() {
        if left > 0 && widths[at] < *w {
            widths[at] += 1;
            left -= 1;
        }
    }
    Some(widths)
}

fn side_by_side(
    answer: &Answer,
    names: &[String],
    rows: &[Vec<String>],
    widths: &[usize],
    style: Style,
    out: &mut impl Write,
) -> Result<()> {
    let right: Vec<bool> = answer
        .columns
        .iter()
        .map(|c| c.ty.is_numeric() || c.ty == Type::Timespan)
        .collect();
    let print = |cells: &[String], out: &mut dyn Write, bold: bool| -> Result<()> {
        let mut text = String::new();
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push_str("  ");
            }
            let cell = cut(cell, widths[at]);
            let pad = " ".repeat(widths[at] - width(&cell));
            if right[at] {
                text.push_str(&pad);
                text.push_str(&cell);
            } else {
                text.push_str(&cell);
                text.push_str(&pad);
            }
        }
        let text = text.trim_end();
        if bold && style == Style::Colors {
            writeln!(out, "\u{1b}[1m{text}\u{1b}[0m")
        } else {
            writeln!(out, "{text}")
        }
    };
    print(names, out, true)?;
    let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
    print(&rule, out, false)?;
    for row in rows {
        print(row, out, false)?;
    }
    Ok(())
}

/// A block a row, `name: value` a line, without the columns that have no value there.
fn one_below_the_other(
    names: &[String],
    rows: &[Vec<String>],
    columns: usize,
    style: Style,
    out: &mut impl Write,
) -> Result<()> {
    let widest = names
        .iter()
        .map(|n| width(n))
        .max()
        .unwrap_or(0)
        .min(columns / 2);
    for (number, row) in rows.iter().enumerate() {
        writeln!(out, "{}", dim(&format!("-- row {}", number + 1), style))?;
        for (name, cell) in names.iter().zip(row) {
            if cell.is_empty() || cell == "null" {
                continue;
            }
            let name = cut(name, widest);
            let pad = " ".repeat(widest - width(&name));
            let room = columns.saturating_sub(widest + GAP).max(NARROW);
            writeln!(out, "{name}{pad}  {}", cut(cell, room))?;
        }
    }
    Ok(())
}

fn dim(text: &str, style: Style) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Colors => format!("\u{1b}[2m{text}\u{1b}[0m"),
    }
}

/// A time without the zeros at the end of its fraction: `2024-05-01T10:00:00Z`.
fn short_time(text: &str) -> String {
    let Some((whole, fraction)) = text.trim_end_matches('Z').split_once('.') else {
        return text.to_owned();
    };
    match fraction.trim_end_matches('0') {
        "" => format!("{whole}Z"),
        digits => format!("{whole}.{digits}Z"),
    }
}
