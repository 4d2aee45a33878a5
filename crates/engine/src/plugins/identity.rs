use super::arguments::table;
use super::def::*;
use crate::functions::def::example;

pub(super) const PLUGIN: Plugin = Plugin {
    name: "identity",
    summary: "Gives the table as it is.",
    usage: "T | evaluate identity()",
    notes: "",
    examples: &[example!("print a = 1 | evaluate identity() | project a" => "1")],
    body: |b, call| table(b, PLUGIN.name, &call),
};
