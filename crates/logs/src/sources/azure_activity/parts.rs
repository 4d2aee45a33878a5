//! The parts of an activity record that several columns are made of.

use std::borrow::Cow;

use super::super::text::lower;
use super::{Field, Probe};
use crate::json::{Members, indented, quote, unescape};

/// The categories of the activity log. `Write`, `Delete` and `Action` are what `Administrative` was
/// called in event hubs of old.
const CATEGORIES: &[&str] = &[
    "administrative",
    "write",
    "delete",
    "action",
    "security",
    "servicehealth",
    "alert",
    "recommendation",
    "policy",
    "autoscale",
    "resourcehealth",
];

pub(super) fn is_activity_category(category: &str) -> bool {
    CATEGORIES.contains(&category.to_ascii_lowercase().as_str())
}

/// The category as the table has it.
pub(super) fn category(text: &str) -> Cow<'_, str> {
    if ["write", "delete", "action"].contains(&text.to_ascii_lowercase().as_str()) {
        Cow::Borrowed("Administrative")
    } else {
        Cow::Borrowed(text)
    }
}

/// The status words of the REST API as the table has them.
pub(super) fn status(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(match text.to_ascii_lowercase().as_str() {
        "started" => "Start",
        "accepted" => "Accept",
        "succeeded" => "Success",
        "failed" => "Failure",
        _ => text,
    })
}

/// `OK (HTTP Status Code: 200)` is `OK`.
pub(super) fn substatus(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(
        text.split_once(" (HTTP Status Code")
            .map_or(text, |(word, _)| word),
    )
}

/// `Succeeded` of `Succeeded.OK`; a signature that is a number says nothing of it.
pub(super) fn signature_status(signature: &str) -> Cow<'_, str> {
    let word = signature
        .split_once('.')
        .map_or(signature, |(word, _)| word);
    let is_word = word.bytes().all(|b| b.is_ascii_alphabetic());
    Cow::Borrowed(if is_word { word } else { "" })
}

/// `OK` of `Succeeded.OK`.
pub(super) fn signature_substatus(signature: &str) -> Cow<'_, str> {
    Cow::Borrowed(signature.split_once('.').map_or("", |(_, word)| word))
}

/// Nothing when the text is that of an object.
pub(super) fn unless_json(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(if text.starts_with('{') { "" } else { text })
}

/// The segment behind one of this name, in any letter case.
fn segment<'i>(id: &'i str, name: &str) -> &'i str {
    let mut segments = id.split('/');
    segments
        .find(|segment| segment.eq_ignore_ascii_case(name))
        .and_then(|_| segments.next())
        .unwrap_or_default()
}

/// The provider of a resource id: the first, where resources are nested.
pub(super) fn provider(id: &str) -> Cow<'_, str> {
    Cow::Borrowed(segment(id, "providers"))
}

pub(super) fn resource_group(id: &str) -> Cow<'_, str> {
    Cow::Borrowed(segment(id, "resourceGroups"))
}

pub(super) fn subscription(id: &str) -> Cow<'_, str> {
    Cow::Borrowed(segment(id, "subscriptions"))
}

/// The last name of a resource id.
pub(super) fn resource_name(id: &str) -> Cow<'_, str> {
    Cow::Borrowed(id.rsplit('/').next().unwrap_or_default())
}

/// The names of a resource id behind its provider, in lower case: `vm1/extension1`. A provider
/// within is a name too.
pub(super) fn resource(id: &str) -> Cow<'_, str> {
    let mut segments = id.split('/');
    if !segments.any(|segment| segment.eq_ignore_ascii_case("providers")) {
        return Cow::Borrowed("");
    }
    let names: Vec<&str> = segments.skip(1).skip(1).step_by(2).collect();
    Cow::Owned(lower(&names.join("/")).into_owned())
}

/// What the table has for the request: the address alone.
pub(super) fn request(fields: &[Field<'_>]) -> Option<String> {
    let address = fields.first()?.text()?;
    let mut out = String::from("{\"clientIpAddress\":");
    quote(&mut out, &address);
    out.push('}');
    Some(out)
}

/// What Log Analytics adds to the properties of an event, in the order of the expressions.
const ADDED: &[&str] = &[
    "caller",
    "eventDataId",
    "eventSubmissionTimestamp",
    "httpRequest",
    "resource",
    "resourceGroup",
    "resourceProviderValue",
    "subscriptionId",
    "activityStatusValue",
    "activitySubstatusValue",
];

/// The properties with what Log Analytics adds, as the text of an object.
pub(super) fn properties(fields: &[Field<'_>]) -> Option<String> {
    joined(fields, |subscription| {
        Cow::Owned(subscription.to_lowercase())
    })
}

/// The same for the string column: indented, and with the subscription in upper case.
pub(super) fn properties_indented(fields: &[Field<'_>]) -> Option<String> {
    let text = joined(fields, |subscription| {
        Cow::Owned(subscription.to_uppercase())
    })?;
    indented(text.as_bytes())
}

fn joined(fields: &[Field<'_>], subscription: fn(&str) -> Cow<'_, str>) -> Option<String> {
    let (own, added) = fields.split_first()?;
    let mut out = String::from("{");
    let mut keys: Vec<Cow<'_, str>> = Vec::new();
    let own = own.json().unwrap_or_default();
    for (key, value) in Members::new(&own).filter_map(Result::ok) {
        if out.len() > 1 {
            out.push(',');
        }
        let key = unescape(key);
        quote(&mut out, &key);
        out.push(':');
        out.push_str(&String::from_utf8_lossy(value));
        keys.push(key);
    }
    for (name, field) in ADDED.iter().zip(added) {
        let Some(mut text) = field.text().filter(|_| !keys.iter().any(|key| key == name)) else {
            continue;
        };
        match *name {
            "httpRequest" => text = Cow::Owned(request(std::slice::from_ref(field))?),
            "subscriptionId" => text = Cow::Owned(subscription(&text).into_owned()),
            _ => {}
        }
        if out.len() > 1 {
            out.push(',');
        }
        quote(&mut out, name);
        out.push(':');
        quote(&mut out, &text);
    }
    out.push('}');
    (out.len() > 2).then_some(out)
}

/// The time of submission that stands within the properties of a row.
pub(super) fn submission_in(probe: &Probe<'_>) -> Option<String> {
    ["Properties_d", "Properties"].iter().find_map(|column| {
        let properties = Field::Json(probe.value(column)?).json()?;
        Members::new(&properties)
            .filter_map(Result::ok)
            .find(|(key, _)| *key == b"eventSubmissionTimestamp")
            .and_then(|(_, value)| Field::Json(value).text().map(Cow::into_owned))
    })
}
