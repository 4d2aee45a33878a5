//! The logs that searches name by their sourcetype, and the fields that Splunk's add-ons compute of
//! them: one data file each.
//!
//! A line of a file is `sourcetype NAME`, `table NAME`, `model NAME`, `where CONDITION`,
//! `several FIELD`, or `FIELD = EXPRESSION` in the language of `eval`. In the expression of a field
//! its own name is the leaf of the event. A field that has no line is the leaf of its name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vigie_syntax::spl::ast::{Expr, Macro};
use vigie_syntax::spl::parse_expr;

/// One kind of log.
#[derive(Debug)]
pub struct Profile {
    /// The name of its file.
    pub name: &'static str,
    /// The sourcetypes of its events, with `*` in them.
    pub sourcetypes: Vec<String>,
    /// The table that the events are in.
    pub table: &'static str,
    /// The data models that it is a part of: `Change`, `Authentication`.
    pub model: Option<&'static str>,
    /// Which events of the table belong to it.
    pub filter: Option<Expr>,
    /// Fields that are computed, by name.
    pub fields: BTreeMap<&'static str, Expr>,
    /// Those of them that may have several values.
    pub several: Vec<&'static str>,
}

const FILES: &[(&str, &str)] = &[
    ("aws_cloudtrail", include_str!("aws_cloudtrail.profile")),
    (
        "aws_security_lake",
        include_str!("aws_security_lake.profile"),
    ),
    ("azure_activity", include_str!("azure_activity.profile")),
    ("azure_audit", include_str!("azure_audit.profile")),
    ("gcp_audit", include_str!("gcp_audit.profile")),
    ("model_change_aws", include_str!("model_change_aws.profile")),
    (
        "model_authentication_aws",
        include_str!("model_authentication_aws.profile"),
    ),
];

static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| FILES.iter().map(|(name, text)| read(name, text)).collect());

/// All profiles, in the order of their files.
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

/// The sourcetypes as a sentence lists them.
pub(super) fn names() -> String {
    let names: Vec<String> = profiles()
        .iter()
        .flat_map(|p| p.sourcetypes.iter().map(|s| format!("`{s}`")))
        .collect();
    names.join(", ")
}

fn read(name: &'static str, text: &'static str) -> Profile {
    let mut profile = Profile {
        name,
        sourcetypes: Vec::new(),
        table: "",
        model: None,
        filter: None,
        fields: BTreeMap::new(),
        several: Vec::new(),
    };
    let expression =
        |text: &str| parse_expr(text).expect("the expressions of profiles are read by a test");
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(sourcetype) = line.strip_prefix("sourcetype ") {
            profile.sourcetypes.push(sourcetype.to_owned());
        } else if let Some(table) = line.strip_prefix("table ") {
            profile.table = table;
        } else if let Some(model) = line.strip_prefix("model ") {
            profile.model = Some(model);
        } else if let Some(condition) = line.strip_prefix("where ") {
            profile.filter = Some(expression(condition));
        } else if let Some(field) = line.strip_prefix("several ") {
            profile.several.push(field);
        } else if let Some((field, value)) = line.split_once(" = ") {
            profile.fields.insert(field.trim(), expression(value));
        }
    }
    profile
}

/// The text of a macro that no pack defines: filters are empty, `security_content_ctime` writes a
/// time, and the macros of public content that name a log name its sourcetype.
pub(super) fn default_macro(call: &Macro) -> Option<String> {
    let first = call.arguments.first().map_or("", String::as_str);
    let known = match call.name.as_str() {
        "security_content_summariesonly" | "summariesonly" => "summariesonly=false".to_owned(),
        "security_content_ctime" => {
            format!("convert timeformat=\"%Y-%m-%dT%H:%M:%S\" ctime({first})")
        }
        "drop_dm_object_name" => format!("rename {first}.* as *"),
        "cloudtrail" | "aws_cloudtrail" => "sourcetype=aws:cloudtrail".to_owned(),
        "amazon_security_lake" => "sourcetype=aws:cloudtrail:lake".to_owned(),
        "azure_audit" => "sourcetype=mscs:azure:audit".to_owned(),
        "azure_monitor_activity" => "sourcetype=azure:monitor:activity".to_owned(),
        "azure_monitor_aad" => "sourcetype=azure:monitor:aad".to_owned(),
        "google_gcp_pubsub_message" => "sourcetype=\"google:gcp:pubsub:message\"".to_owned(),
        "o365_management_activity" => "sourcetype=o365:management:activity".to_owned(),
        name if name.ends_with("_filter") => "search *".to_owned(),
        _ => return None,
    };
    Some(known)
}
