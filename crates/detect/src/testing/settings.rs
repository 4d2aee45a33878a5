//! The settings of a test: the few forms of TOML that they take.

use serde_json::Value;
use vigie_engine::types::datetime;

use crate::attack::Version;

/// What the `toml` blocks in scope say; an inner one wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The rule file, relative to `rules/`.
    pub rule: Option<String>,
    /// The clock at which the rule runs once, in ticks.
    pub now: Option<i64>,
    /// Telemetry from files, relative to `tests/`.
    pub files: Vec<String>,
    /// The watchlists in force, by alias.
    pub watchlists: Vec<String>,
    /// The overlay folder in force, relative to the pack.
    pub overlay: Option<String>,
    /// The records speak in the words of the export.
    pub verbatim: bool,
    /// The rule runs on its schedule.
    pub replay: bool,
    /// The version of ATT&CK that tactics are named after.
    pub attack: Version,
    /// Branches of the rule that nothing can reach, by their text.
    pub dead: Vec<String>,
}

/// Reads a block over what outer ones said.
///
/// # Errors
/// The line within the block, from 1, and a sentence.
pub fn read(settings: &mut Settings, text: &str) -> Result<(), (usize, String)> {
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let failed = |message: String| (at + 1, message);
        let (key, value) = line
            .split_once('=')
            .ok_or_else(|| failed("a setting is `key = value`".to_owned()))?;
        let mut value = value.trim().to_owned();
        // A list may go on over lines.
        while value.starts_with('[') && !value.ends_with(']') {
            let Some((_, more)) = lines.next() else { break };
            value.push_str(more.trim());
        }
        let value = value.replace(",]", "]");
        let value: Value = serde_json::from_str(&value).map_err(|_| {
            failed(format!(
                "`{value}` is no text in quotes, no list of them, no true or false"
            ))
        })?;
        set(settings, key.trim(), &value).map_err(failed)?;
    }
    Ok(())
}

fn set(settings: &mut Settings, key: &str, value: &Value) -> Result<(), String> {
    let text = || {
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| format!("`{key}` is a text in quotes"))
    };
    let flag = || {
        let flag = value.as_bool();
        flag.ok_or_else(|| format!("`{key}` is true or false"))
    };
    let list = || -> Result<Vec<String>, String> {
        let items = value.as_array().into_iter().flatten();
        let texts: Vec<String> = items.filter_map(|i| Some(i.as_str()?.to_owned())).collect();
        match value.as_array() {
            Some(all) if all.len() == texts.len() => Ok(texts),
            _ => Err(format!("`{key}` is a list of texts")),
        }
    };
    match key {
        "rule" => settings.rule = Some(text()?),
        "now" => {
            let text = text()?;
            let now = datetime::parse(&text);
            settings.now = Some(now.ok_or_else(|| format!("`{text}` is no time"))?);
        }
        "files" => settings.files.extend(list()?),
        "watchlists" => settings.watchlists = list()?,
        "overlay" => settings.overlay = Some(text()?).filter(|t| !t.is_empty()),
        "as" => {
            settings.verbatim = match text()?.as_str() {
                "sentinel" => false,
                "verbatim" => true,
                other => return Err(format!("`{other}` is neither `sentinel` nor `verbatim`")),
            };
        }
        "replay" => settings.replay = flag()?,
        "attack" => {
            settings.attack = match text()?.as_str() {
                "18" => Version::V18,
                "19" => Version::V19,
                other => return Err(format!("`{other}` is neither `18` nor `19`")),
            };
        }
        "dead" => settings.dead = list()?,
        other => return Err(format!("`{other}` is no setting of a test")),
    }
    Ok(())
}
