//! Records of which only some members are built.

use vigie_engine::members::Members;
use vigie_logs::json;

checks! {
    members_that_are_asked_for_stay,
    paths_ask_for_the_member_that_they_begin_with,
}

fn members_that_are_asked_for_stay() {
    let of = |json: &str| json::part(json.as_bytes(), |key| key == "a" || key == "b\"");
    let some = r#"{"a" : { "x": [1, 2] }, "c": {"a": 1}, "b\"":null}"#;
    assert_eq!(of(some).as_deref(), Some(r#"{"a":{"x":[1,2]},"b\"":null}"#));
    assert_eq!(of(r#"{"a":1,"a":2}"#).as_deref(), Some(r#"{"a":2}"#));
    assert_eq!(of("{}").as_deref(), Some("{}"));
    assert_eq!(of("[1, 2]").as_deref(), Some("[1,2]"));
    assert_eq!(of(r#"{"a":1"#), None);
}

fn paths_ask_for_the_member_that_they_begin_with() {
    let members = Members::default().with("Items{}.id");
    let members = members.and_then(|m| m.with("http://a.b/c"));
    let members = members.expect("the paths begin with members");
    for (key, held) in [
        ("items", true),
        ("Items.id", true),
        ("http://a.b/c", true),
        ("id", false),
        ("item", false),
    ] {
        assert_eq!(members.holds(key), held, "{key}");
    }
    assert_eq!(Members::default().with("{}.id"), None);
}
