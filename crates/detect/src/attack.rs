//! ATT&CK: the names and ids of tactics, in the version that is asked for.
//!
//! Version 19 (2026) moved T1578 and its sub-techniques from Defense Evasion to the new tactic
//! Defense Impairment; rules that were written before still say the old name.

/// A version of ATT&CK for Enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    #[default]
    V18,
    V19,
}

impl Version {
    /// As ATT&CK writes it: `18.0`.
    pub fn name(self) -> &'static str {
        match self {
            Self::V18 => "18.0",
            Self::V19 => "19.0",
        }
    }
}

/// A tactic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tactic {
    /// `TA0005`; empty where ATT&CK for Enterprise does not have it.
    pub id: String,
    pub name: String,
}

/// Id and name, in the order of an attack.
const TACTICS: &[(&str, &str)] = &[
    ("TA0043", "Reconnaissance"),
    ("TA0042", "Resource Development"),
    ("TA0001", "Initial Access"),
    ("TA0002", "Execution"),
    ("TA0003", "Persistence"),
    ("TA0004", "Privilege Escalation"),
    DEFENSE_EVASION,
    ("TA0006", "Credential Access"),
    ("TA0007", "Discovery"),
    ("TA0008", "Lateral Movement"),
    ("TA0009", "Collection"),
    ("TA0011", "Command and Control"),
    ("TA0010", "Exfiltration"),
    ("TA0040", "Impact"),
    DEFENSE_IMPAIRMENT,
];

const DEFENSE_EVASION: (&str, &str) = ("TA0005", "Defense Evasion");
const DEFENSE_IMPAIRMENT: (&str, &str) = ("TA0112", "Defense Impairment");

/// Names that templates use beside ATT&CK's own.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("preattack", "TA0043"),
    ("commandandcontrol", "TA0011"),
    ("c2", "TA0011"),
];

/// Techniques (with their sub-techniques) that belong to Defense Impairment since version 19.
const IMPAIRMENT: &[&str] = &["T1578", "T1685"];

/// A tactic as a rule of these techniques means it, in a version of ATT&CK. What ATT&CK for Enterprise
/// does not have keeps its name and gets no id.
pub fn resolve(name: &str, techniques: &[String], version: Version) -> Tactic {
    let plain = letters(name);
    let known = TACTICS
        .iter()
        .find(|(id, own)| letters(own) == plain || letters(id) == plain)
        .or_else(|| {
            let (_, id) = OTHER_NAMES.iter().find(|(other, _)| *other == plain)?;
            TACTICS.iter().find(|(own, _)| own == id)
        });
    let moved = |technique: &String| {
        let base = technique.split('.').next().unwrap_or_default();
        IMPAIRMENT.contains(&base)
    };
    let (id, name) = match (known, version) {
        (Some(&DEFENSE_EVASION), Version::V19)
            if !techniques.is_empty() && techniques.iter().all(moved) =>
        {
            DEFENSE_IMPAIRMENT
        }
        (Some(&DEFENSE_IMPAIRMENT), Version::V18) => DEFENSE_EVASION,
        (Some(known), _) => *known,
        (None, _) => ("", name),
    };
    Tactic {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn letters(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.collect::<String>().to_ascii_lowercase()
}
