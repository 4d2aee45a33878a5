//! What collectors and services put around an event, whatever log it is of.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::def::Field;
use crate::json::{Found, Keys, Paths};

/// A record around an event.
#[derive(Debug)]
pub struct Wrapper {
    /// What it is, for the ledger: it follows what the event is.
    pub title: &'static str,
    /// Where the event stands: an object, or a text that holds one.
    pub path: &'static [&'static str],
    /// The text is Base64.
    pub encoded: bool,
}

const fn plain(title: &'static str, path: &'static [&'static str]) -> Wrapper {
    Wrapper {
        title,
        path,
        encoded: false,
    }
}

/// The ways in which events come. The record itself goes first; the others are tried in this order.
pub static WRAPPERS: &[Wrapper] = &[
    plain("", &[]),
    plain(", as lookup-events gives them", &["CloudTrailEvent"]),
    plain(", as EventBridge delivers them", &["detail"]),
    plain(", in an audit search", &["AuditData"]),
    plain(", in an audit search", &["auditData"]),
    plain(", in a Splunk export", &["result", "_raw"]),
    plain(", in a Splunk export", &["_raw"]),
    plain(", in a Splunk export", &["result"]),
    plain(", as sent to Splunk", &["event"]),
    plain(", in CloudWatch Logs", &["message"]),
    plain(", in Elastic documents", &["_source", "event", "original"]),
    plain(", in Elastic documents", &["_source"]),
    plain(", in Elastic documents", &["event", "original"]),
    Wrapper {
        title: ", in Pub/Sub messages",
        path: &["message", "data"],
        encoded: true,
    },
    Wrapper {
        title: ", in Pub/Sub messages",
        path: &["data"],
        encoded: true,
    },
    plain(", in messages with their data", &["data"]),
    plain(", in a query result of CloudTrail Lake", &["eventData"]),
    plain(", in a collector's `log`", &["log"]),
];

impl Wrapper {
    /// There is nothing around the event.
    pub fn is_none(&self) -> bool {
        self.path.is_empty()
    }

    /// The paths with which [`Self::event`] looks.
    pub fn paths(&self) -> Paths {
        Paths::new(Keys::Exact, [self.path])
    }

    /// The event in a record in which [`Self::paths`] have been found.
    pub fn event<'f>(&self, record: &'f [u8], found: &'f Found) -> Option<Cow<'f, [u8]>> {
        let value = found.value(0, record)?;
        if !self.encoded {
            return Field::Json(value)
                .json()
                .filter(|event| event.first() == Some(&b'{'));
        }
        let text = Field::Json(value).text()?;
        let event = STANDARD.decode(text.as_bytes()).ok()?;
        let event = event.trim_ascii();
        let is_object = event.first() == Some(&b'{')
            && crate::json::skip(event, 0) == Ok(event.len())
            && std::str::from_utf8(event).is_ok();
        is_object.then(|| Cow::Owned(event.to_vec()))
    }
}
