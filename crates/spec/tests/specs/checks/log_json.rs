//! Reading JSON text without a tree gives what a tree gives: compared with `serde_json`.

use serde::de::IgnoredAny;
use serde_json::{Value, json};
use vigie_logs::json::{
    Fault, Found, Keys, Members, Paths, compact, indented, is_absent, skip, unescape,
};

use super::random::Random;

checks! {
    skipping_accepts_what_is_json,
    a_prefix_of_an_object_is_no_value,
    depth_is_bounded,
    compact_text_is_the_trees,
    indented_text_is_the_same_value,
    paths_lead_where_they_lead_in_a_tree,
    paths_lead_into_texts,
    keys_may_be_folded,
    what_says_nothing_is_absent,
}

impl Random {
    fn tree(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => json!(self.below(1000) as i64 - 500),
            3 => json!(self.below(100_000) as f64 / 128.0),
            4 | 5 => Value::String(self.text()),
            6 => (0..self.below(4)).map(|_| self.tree(depth - 1)).collect(),
            _ => {
                let members = (0..self.below(5)).map(|_| (self.key(), self.tree(depth - 1)));
                Value::Object(members.collect())
            }
        }
    }

    fn key(&mut self) -> String {
        self.pick(&["a", "b", "c", "key", "é", "q\"", "", "a_b", "A"])
            .to_owned()
    }

    fn text(&mut self) -> String {
        (0..self.below(6))
            .map(|_| {
                self.pick(&[
                    "x", "\"", "\\", "\n", "é", "😀", "{", "}", "]", ",", ":", "\u{1}",
                ])
            })
            .collect()
    }
}

/// A text in which things may be wrong.
fn mangled(random: &mut Random) -> String {
    let mut text = random.tree(4).to_string();
    for _ in 0..random.below(3) {
        let mut at = random.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let piece = random.pick(&[
            ",", ":", "{", "}", "[", "]", "\"", "1", "-", ".", "e", "0", "true", "nul", " ", "\\",
            "\\u00e9", "\\u12",
        ]);
        text.insert_str(at, piece);
    }
    text
}

fn skipping_accepts_what_is_json() {
    let mut random = Random(1578);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let text = mangled(&mut random);
        let bytes = text.trim().as_bytes();
        let ours = skip(bytes, 0) == Ok(bytes.len());
        let theirs = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        assert_eq!(ours, theirs, "{text}");
        accepted += usize::from(ours);
    }
    assert!((2_000..18_000).contains(&accepted), "{accepted}");
}

fn a_prefix_of_an_object_is_no_value() {
    let text = r#"{"a":[1.5e-3,{"b":"\u00e9\\"},null,true],"c":{}}"#;
    for end in 0..text.len() {
        assert_eq!(
            skip(&text.as_bytes()[..end], 0),
            Err(Fault::Truncated),
            "{end}"
        );
    }
    assert_eq!(skip(text.as_bytes(), 0), Ok(text.len()));
}

fn depth_is_bounded() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert_eq!(skip(nested(127).as_bytes(), 0), Ok(254));
    assert_eq!(skip(nested(128).as_bytes(), 0), Err(Fault::Deep(127)));
    assert_eq!(
        skip("[".repeat(1 << 20).as_bytes(), 0),
        Err(Fault::Deep(127))
    );
}

fn compact_text_is_the_trees() {
    let mut random = Random(7);
    for _ in 0..5_000 {
        let tree = random.tree(4);
        let pretty = serde_json::to_string_pretty(&tree).expect("a tree has a text");
        let text = compact(pretty.as_bytes()).expect("it is JSON");
        assert_eq!(text, tree.to_string());
        assert_eq!(compact(text.as_bytes()).as_deref(), Some(&*text));
    }
    for (text, want) in [
        (r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
        (
            r"[1.0,1e2,-0,100000000000000000000]",
            r"[1.0,100.0,-0,1e20]",
        ),
        (r#""\u0041\/""#, r#""A/""#),
        ("\"a\tb\"", r#""a\tb""#),
        (r"[ ]", "[]"),
    ] {
        let tree: Option<Value> = serde_json::from_str(text).ok();
        let got = compact(text.as_bytes()).expect("it is JSON");
        if let Some(tree) = tree {
            assert_eq!(got, tree.to_string(), "{text}");
        } else {
            assert_eq!(got, want, "{text}");
        }
    }
    for text in ["", "{", "nul", "{\"a\"}", "1 2"] {
        assert_eq!(compact(text.as_bytes()), None, "{text}");
    }
}

fn indented_text_is_the_same_value() {
    let mut random = Random(11);
    for _ in 0..2_000 {
        let tree = random.tree(4);
        let text = indented(tree.to_string().as_bytes()).expect("it is JSON");
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(tree));
    }
    assert_eq!(
        indented(br#"{"a":{},"b":[1,{"c":null}],"d":[]}"#).as_deref(),
        Some(
            "{\r\n  \"a\": {},\r\n  \"b\": [\r\n    1,\r\n    {\r\n      \"c\": null\r\n    }\r\n  ],\r\n  \"d\": []\r\n}"
        )
    );
}

fn paths_lead_where_they_lead_in_a_tree() {
    let paths: [&[&str]; 6] = [
        &["a"],
        &["b", "a"],
        &["b", "c", "key"],
        &["é"],
        &["q\""],
        &["b"],
    ];
    let set = Paths::new(Keys::Exact, paths);
    let mut random = Random(23);
    let mut found = Found::default();
    let mut hits = 0;
    for _ in 0..20_000 {
        let members = (0..6).map(|_| (random.key(), random.tree(3)));
        let tree = Value::Object(members.collect());
        let text = tree.to_string();
        set.find(text.as_bytes(), &mut found)
            .expect("it is an object");
        for (slot, path) in paths.iter().enumerate() {
            let want = path
                .iter()
                .try_fold(&tree, |tree, key| tree.as_object()?.get(*key));
            let got = found.raw(slot, text.as_bytes());
            // A path may lead into a text that holds an object, which the tree does not show.
            let got: Option<Value> = got.map(|got| serde_json::from_slice(got).expect("a value"));
            assert_eq!(got.as_ref(), want, "{path:?} in {text}");
            hits += usize::from(want.is_some());
        }
        let mut members = Members::new(text.as_bytes());
        let all: Result<Vec<_>, Fault> = members.by_ref().collect();
        assert_eq!(
            all.expect("an object").len(),
            tree.as_object().map_or(0, serde_json::Map::len)
        );
    }
    assert!(hits > 10_000, "{hits}");
}

fn first<'f>(set: &Paths, text: &'f str, found: &'f mut Found) -> Option<&'f str> {
    set.find(text.as_bytes(), found).expect("an object");
    found
        .value(0, text.as_bytes())
        .map(|value| std::str::from_utf8(value).expect("text"))
}

fn paths_lead_into_texts() {
    let set = Paths::new(Keys::Exact, [&["p", "body", "x"][..]]);
    let mut found = Found::default();
    let inner = json!({"x": [1]}).to_string();
    let outer = json!({"body": inner}).to_string();
    let text = json!({"p": outer}).to_string();
    assert_eq!(first(&set, &text, &mut found), Some("[1]"));
    // What does not hold JSON is just a text.
    let text = json!({"p": "{\"body\":{\"x\":1}"}).to_string();
    assert_eq!(first(&set, &text, &mut found), None);
    for text in [
        r#"{"p":1}"#,
        r#"{"p":"x"}"#,
        r#"{"p":[{"body":{"x":1}}]}"#,
        "{}",
    ] {
        assert_eq!(first(&set, text, &mut found), None, "{text}");
    }
}

fn keys_may_be_folded() {
    let set = Paths::new(Keys::Folded, [&["eventTimestamp"][..]]);
    let mut found = Found::default();
    for text in [
        r#"{"EventTimestamp":1}"#,
        r#"{"event_timestamp":1}"#,
        r#"{"EVENT_TIME_STAMP":1}"#,
        r#"{"eventTimestamp":1,"event_timestamp":2}"#,
        r#"{"event_timestamp":2,"eventTimestamp":1}"#,
        r#"{"event\u0054imestamp":1}"#,
    ] {
        assert_eq!(first(&set, text, &mut found), Some("1"), "{text}");
    }
    assert_eq!(
        first(&set, r#"{"eventTimestamps":1,"timestamp":1}"#, &mut found),
        None
    );
    let exact = Paths::new(Keys::Exact, [&["eventTimestamp"][..]]);
    assert_eq!(first(&exact, r#"{"EventTimestamp":1}"#, &mut found), None);
}

fn what_says_nothing_is_absent() {
    for text in ["null", "\"\"", "{}", "{ \n}"] {
        assert!(is_absent(text.as_bytes()), "{text}");
    }
    for text in ["0", "false", "[]", "\" \"", "{\"a\":null}"] {
        assert!(!is_absent(text.as_bytes()), "{text}");
    }
    assert_eq!(
        unescape(br"a\u0000\ud83d\ude00\ude00\n"),
        "a\u{0}😀\u{fffd}\n"
    );
}
