//! Results for people: a line for each rule, then what went wrong.

use std::io::{Result, Write};

use vigie_syntax::escape::{cut, line};

use crate::sinks::Page;
use crate::testing::mutate::Fate;
use crate::testing::run::said;
use crate::testing::{Share, Tested, Verdict};

/// Writes the results of all packs.
pub fn write(all: &[Tested], page: &Page, out: &mut impl Write) -> Result<()> {
    for (at, tested) in all.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        pack(tested, page, out)?;
    }
    Ok(())
}

fn pack(tested: &Tested, page: &Page, out: &mut impl Write) -> Result<()> {
    let suite = &tested.suite;
    writeln!(out, "{}", line(&suite.root.display().to_string()))?;
    let names: Vec<String> = suite
        .rules
        .iter()
        .map(|r| {
            let path = r.path.strip_prefix(&suite.root).unwrap_or(&r.path);
            line(&path.display().to_string()).into_owned()
        })
        .collect();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let width = width.min(page.width.saturating_sub(30));
    let mut untested = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let tests = suite.tests.iter().zip(&tested.outcome.verdicts);
        let own: Vec<&Verdict> = tests
            .filter(|(t, _)| t.rule == at)
            .map(|(_, v)| v)
            .collect();
        let bad = own.iter().filter(|v| !matches!(v, Verdict::Passed)).count();
        if own.is_empty() {
            // What alerts through another rule is tested with that one.
            if suite.whole && suite.rules[at].part_of.is_none() {
                untested.push(name);
            }
            continue;
        }
        let state = match bad {
            0 => paint(page, "32", "passed"),
            bad => paint(page, "31", &format!("{bad} failed")),
        };
        let name = cut(name, width);
        write!(out, "  {name:<width$} {:>4} tests {state}", own.len())?;
        if let Some(share) = tested.branches(at) {
            write!(out, ", branches {}/{}", share.done, share.of)?;
        }
        if let Some(share) = tested.noticed(at) {
            write!(out, ", mutants {}/{}", share.done, share.of)?;
        }
        writeln!(out)?;
    }
    for name in untested {
        writeln!(out, "  {name} has no test")?;
    }
    faults(tested, page, out)?;
    missed(tested, page, out)?;
    let (passed, all) = (tested.passed(), suite.tests.len());
    let failed = all - passed;
    writeln!(out)?;
    let verdict = match failed {
        0 => format!("{all} tests, all passed"),
        failed => format!("{all} tests, {failed} failed"),
    };
    write!(out, "{verdict}")?;
    let rules = 0..suite.rules.len();
    let sum = |shares: Vec<Share>| {
        let (of, done) = (
            shares.iter().map(|s| s.of).sum(),
            shares.iter().map(|s| s.done).sum(),
        );
        let share: (usize, usize) = (done, of);
        share
    };
    let branches: Vec<Share> = rules.clone().filter_map(|r| tested.branches(r)).collect();
    if !branches.is_empty() {
        let (done, of) = sum(branches);
        write!(out, "; {done} of {of} branches reached")?;
    }
    let mutants: Vec<Share> = rules.filter_map(|r| tested.noticed(r)).collect();
    if !mutants.is_empty() {
        let (done, of) = sum(mutants);
        write!(out, "; {done} of {of} mutants noticed")?;
    }
    writeln!(out)
}

/// What the tests do not reach, and what they do not notice.
fn missed(tested: &Tested, page: &Page, out: &mut impl Write) -> Result<()> {
    let suite = &tested.suite;
    for (at, rule) in suite.rules.iter().enumerate() {
        let mut lines: Vec<(usize, usize, String)> = Vec::new();
        for branch in tested.missed(at) {
            let (line, column) = tested.place(at, branch.place(&rule.query));
            lines.push((line, column, branch.said(&rule.query)));
        }
        for text in tested.alive(at) {
            lines.push((
                0,
                0,
                format!("said to be dead, and a test takes it: {text}"),
            ));
        }
        let heading = "branches that no test reaches";
        section(heading, &rule.path.display().to_string(), lines, page, out)?;
        let mutants = tested.mutants.iter().flatten();
        let own = mutants.filter(|m| m.rule == at && m.fate == Fate::Missed);
        let lines = own.map(|m| {
            let (line, column) = tested.place(at, m.span.start);
            (line, column, m.change.clone())
        });
        let heading = "mutants that no test notices";
        let path = rule.path.display().to_string();
        section(heading, &path, lines.collect(), page, out)?;
    }
    Ok(())
}

fn section(
    heading: &str,
    path: &str,
    mut lines: Vec<(usize, usize, String)>,
    page: &Page,
    out: &mut impl Write,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    lines.sort();
    writeln!(out)?;
    writeln!(out, "{}: {heading}", paint(page, "33", &line(path)))?;
    for (at, column, text) in lines {
        let place = format!("{at}:{column}");
        let text = line(&text);
        let text = cut(&text, page.width.saturating_sub(12));
        writeln!(out, "  {place:>8}  {text}")?;
    }
    Ok(())
}

/// What went wrong, with the place of each.
fn faults(tested: &Tested, page: &Page, out: &mut impl Write) -> Result<()> {
    let suite = &tested.suite;
    for (test, verdict) in suite.tests.iter().zip(&tested.outcome.verdicts) {
        let faults = match verdict {
            Verdict::Passed => continue,
            Verdict::Failed(faults) => faults.clone(),
            Verdict::Broken(sentence) => vec![sentence.clone()],
        };
        let place = format!("{}:{}", test.path.display(), test.case.line);
        writeln!(out)?;
        writeln!(out, "{}", paint(page, "31", &line(&place)))?;
        writeln!(out, "  {}", line(&test.case.name))?;
        for fault in faults {
            for text in wrapped(&line(&fault), page.width.saturating_sub(4)) {
                writeln!(out, "    {text}")?;
            }
        }
    }
    for fault in &suite.faults {
        writeln!(out)?;
        let place = format!("{}:{}", fault.path.display(), fault.line);
        writeln!(out, "{}", paint(page, "31", &line(&place)))?;
        writeln!(out, "    {}", line(&fault.message))?;
    }
    for refusal in &suite.refused {
        writeln!(out)?;
        let place = refusal.path.display().to_string();
        writeln!(out, "{}", paint(page, "31", &line(&place)))?;
        writeln!(out, "    {}", line(&said(&refusal.reason)))?;
    }
    Ok(())
}

/// The text in lines of so many characters.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The text in a colour, where colours are shown.
pub(crate) fn paint(page: &Page, code: &str, text: &str) -> String {
    if page.colors {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
