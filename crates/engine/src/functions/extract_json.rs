use super::def::*;
use std::sync::Arc;

use crate::compute::json_path::{self, Key, Step};
use crate::types::{Value, convert, dynamic};

pub(super) const FUNCTION: Function = Function {
    name: "extract_json",
    aliases: &["extractjson"],
    family: Family::Parsing,
    summary: "Gets the value at the end of a JSONPath out of a JSON text.",
    params: &[
        required("jsonPath", STRING, "The path: `$.a['b c'][0]`.").constant(),
        required("jsonText", STRING, "The JSON text."),
        optional("type", STRING, "The type of the result: `typeof(long)`."),
    ],
    returns: Returns::ByValues(|_, values| literal_type(values.get(2))),
    notes: "Without a type the result is a string; what is no string in the JSON is its JSON text.",
    examples: &[
        example!(r#"extract_json('$.a[1]', '{"a":[10,20]}')"# => "20"),
        example!(r#"extract_json('$.a[1]', '{"a":[10,20]}', typeof(long)) + 1"# => "21"),
    ],
    cases: &[
        example!(r#"extract_json("$['a b'].c", '{"a b":{"c":"x"}}')"# => "x"),
        example!(r#"extract_json('$.a', '{"a":{"b":[1, 2]}}')"# => r#"{"b":[1,2]}"#),
        example!(r#"extract_json('$.z', '{"a":1}')"# => r#""""#),
        example!("extract_json('$.a', 'no json')" => r#""""#),
        example!("extract_json('$', '[1]')" => "[1]"),
        example!(r#"extract_json('$a', '{"a":1}')"# => "1"),
        example!(r##"extract_json("$['a'][0]#text", '{"a":[{"#text":"x"}]}')"## => "x"),
    ],
    body: Body::Prepared(|site| {
        let known = site.text(0).map(|text| steps(text).ok_or(text));
        let known = known
            .transpose()
            .map_err(|text| format!("`{text}` is no JSONPath"))?;
        let ty = site.returns;
        Ok(Arc::new(move |args| {
            let read = known.clone().or_else(|| steps(args[0].as_str()));
            let found = read.and_then(|path| {
                // Only a JSON text has places.
                dynamic::parse(args[1].as_str())?;
                let slice = json_path::get(args[1].as_str(), &path)?;
                dynamic::parse(slice)
            });
            found.map_or(Value::missing(ty), |json| {
                convert::convert(&Value::json(json), ty)
            })
        }))
    }),
};

/// The steps of a JSONPath behind its `$`.
fn steps(path: &str) -> Option<Vec<Step>> {
    let mut rest = path.trim().strip_prefix('$')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let quote = inside.chars().next().filter(|c| matches!(c, '\'' | '"'));
            if let Some(quote) = quote {
                let (name, behind) = inside.get(1..)?.split_once(quote)?;
                steps.push(Step::Member(Key::new(name)));
                rest = behind.strip_prefix(']')?;
            } else {
                let (index, behind) = inside.split_once(']')?;
                steps.push(Step::Element(index.trim().parse().ok()?));
                rest = behind;
            }
        } else {
            // A name may stand without its dot: `$name`, `$.a[0]name`.
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (name, behind) = name.split_at_checked(end)?;
            steps.push(Step::Member(Key::new(name)));
            rest = behind;
        }
    }
    Some(steps)
}
