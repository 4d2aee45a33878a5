//! Commands and what they print, as a terminal would show both: lines with `$ vigie …`, each followed
//! by its output and, unless it is 0, its exit code.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use crate::engine::Plan;
use crate::format::{Case, Outcome};
use crate::inputs::write;

/// The current folder is that of the process, so one test at a time has it.
static FOLDER: Mutex<()> = Mutex::new(());

/// Runs the commands of a test in a folder with its files.
///
/// # Errors
/// A sentence about a command that cannot be read, or a file that cannot be written.
pub(crate) fn outcome(case: &Case, plan: Plan) -> Result<Outcome, String> {
    let folder = TempDir::new().map_err(|e| e.to_string())?;
    for input in &case.inputs {
        let path = folder.path().join(&input.name);
        write(&path, &input.block.text).map_err(|e| format!("`{}`: {e}", input.name))?;
    }
    let alone = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
    let before = env::current_dir().map_err(|e| e.to_string())?;
    env::set_current_dir(folder.path()).map_err(|e| e.to_string())?;
    let text = run(&case.query.text, plan);
    env::set_current_dir(before).map_err(|e| e.to_string())?;
    drop(alone);
    Ok(Outcome {
        kind: "console",
        options: "",
        text: text?,
    })
}

/// The commands and what they print, both streams as they come.
fn run(commands: &str, plan: Plan) -> Result<String, String> {
    let mut text = String::new();
    for line in commands.lines() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        let mut words = words(command)?;
        // The packages of this repository are named as from its root.
        for word in &mut words {
            if word.starts_with("packs/") {
                *word = format!("{}/../../{word}", env!("CARGO_MANIFEST_DIR"));
            }
        }
        if words.first().map(String::as_str) != Some("vigie") {
            return Err(format!("`{command}` does not run vigie"));
        }
        if plan == Plan::Verified && words.get(1).is_some_and(|w| w == "hunt") {
            words.push("--exhaustive".to_owned());
        }
        let args: Vec<OsString> = words.into_iter().map(OsString::from).collect();
        let screen = Screen::default();
        let (mut out, mut err) = (screen.clone(), screen.clone());
        let code = vigie_cli::run_with(&args, &mut out, &mut err);
        text.push_str(line);
        text.push('\n');
        text.push_str(&screen.text());
        if code != 0 {
            text.push_str(&format!("[exit code {code}]\n"));
        }
    }
    Ok(text)
}

/// Words as a shell splits them, with quotes of both kinds and nothing else.
fn words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(format!("`{command}`: a quote is never closed"));
    }
    words.extend(word);
    Ok(words)
}

/// Where both streams of a command end up.
#[derive(Clone, Default)]
struct Screen(Arc<Mutex<Vec<u8>>>);

impl Screen {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
