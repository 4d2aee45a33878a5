use std::sync::{Arc, Mutex};

use indexmap::IndexMap;

use super::def::*;
use crate::text::columns::items;
use crate::text::user_agent::{Patterns, Target};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_user_agent",
    aliases: &[],
    family: Family::Parsing,
    summary: "Tells the browser, the system and the device of a user agent.",
    params: &[
        required("user_agent", STRING, "The user agent of a request."),
        optional(
            "look_for",
            Takes::OneOf(&[Type::Dynamic, Type::String]),
            "`browser`, `os` or `device`, or an array of them; all when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The patterns are those of the uap-core project. The family is `Other` where none fits.",
    examples: &[
        example!("parse_user_agent('Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0', 'browser')" => r#"{"Browser":{"Family":"Firefox","MajorVersion":"115","MinorVersion":"0","Patch":""}}"#),
    ],
    cases: &[
        example!("parse_user_agent('Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0', dynamic(['os'])).OperatingSystem.Family" => r#""Linux""#),
        example!("parse_user_agent('', 'device')" => r#"{"Device":{"Family":"Other","Brand":"","Model":""}}"#),
    ],
    body: Body::Prepared(|site| {
        if let Some(Some(value)) = site.constants.get(1) {
            let unknown = items(value)
                .into_iter()
                .find(|name| Target::from_name(name).is_none());
            if let Some(name) = unknown {
                return Err(format!(
                    "`parse_user_agent` looks for `browser`, `os` or `device`, not `{name}`"
                ));
            }
        }
        let patterns = Patterns::new();
        // The same few texts come again and again, and each costs hundreds of patterns.
        let known: Mutex<IndexMap<String, Value>> = Mutex::new(IndexMap::new());
        Ok(Arc::new(move |args| {
            let text = args[0].as_str();
            let names = args.get(1).map(items);
            let key = format!("{text}\n{}", names.clone().unwrap_or_default().join("\n"));
            if let Ok(known) = known.lock()
                && let Some(value) = known.get(&key)
            {
                return value.clone();
            }
            let targets: Vec<Target> = match names {
                Some(names) => names.iter().filter_map(|n| Target::from_name(n)).collect(),
                None => vec![Target::Browser, Target::System, Target::Device],
            };
            let found = targets.into_iter().map(|target| {
                let name = target.name().to_owned();
                (name, patterns.find(text, target))
            });
            let value = Value::Dynamic(Json::Object(found.collect()));
            if let Ok(mut known) = known.lock() {
                if known.len() >= MOST_KNOWN {
                    known.clear();
                }
                known.insert(key, value.clone());
            }
            value
        }))
    }),
};

/// How many texts are remembered.
const MOST_KNOWN: usize = 4096;
