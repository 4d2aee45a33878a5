//! Paths into JSON text.

use vigie_engine::compute::json_path::{Key, Step, get};

checks! {
    steps_lead_to_slices,
    keys_are_compared_by_their_text,
    broken_text_gives_nothing,
}

fn at(text: &str, path: &[Step]) -> Option<String> {
    get(text, path).map(str::to_owned)
}

fn name(name: &str) -> Step {
    Step::Member(Key::new(name))
}

fn steps_lead_to_slices() {
    let text = r#"{"a":{"b":[1,{"c":"x,\"}"},[]]},"é\n":null,"b":2}"#;
    assert_eq!(at(text, &[name("b")]).as_deref(), Some("2"));
    assert_eq!(
        at(text, &[name("a"), name("b"), Step::Element(0)]).as_deref(),
        Some("1")
    );
    assert_eq!(
        at(text, &[name("a"), name("b"), Step::Element(1), name("c")]).as_deref(),
        Some(r#""x,\"}""#)
    );
    assert_eq!(
        at(text, &[name("a"), name("b"), Step::Element(-1)]).as_deref(),
        Some("[]")
    );
    assert_eq!(at(text, &[name("é\n")]), None);
    assert_eq!(at(text, &[name("a"), name("c")]), None);
    assert_eq!(at(text, &[name("a"), name("b"), Step::Element(3)]), None);
    assert_eq!(at(text, &[name("a"), name("b"), Step::Element(-4)]), None);
    assert_eq!(at("7", &[name("a")]), None);
    assert_eq!(at("[ ]", &[Step::Element(0)]), None);
}

fn keys_are_compared_by_their_text() {
    assert_eq!(at(r#"{"\u0061":1}"#, &[name("a")]).as_deref(), Some("1"));
    assert_eq!(at(r#"{"a\"b":1}"#, &[name("a\"b")]).as_deref(), Some("1"));
}

fn broken_text_gives_nothing() {
    for text in [
        "", "{", "[", "{\"a", "{\"a\"", "{\"a\":", "[1", "[1,", "{\"a\\", "]", "{1}",
    ] {
        assert_eq!(at(text, &[name("a")]), None, "{text}");
        assert_eq!(at(text, &[Step::Element(5)]), None, "{text}");
        assert_eq!(at(text, &[Step::Element(-1)]), None, "{text}");
    }
}
