use super::def::*;
use crate::compute::gather::when;
use crate::functions::def::{BOOL, Returns, example, required};
use crate::types::{Type, Value};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "countif",
    aliases: &[],
    summary: "Counts the rows where a predicate holds.",
    params: &[required("predicate", BOOL, "The rows that count.")],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("countif"),
    notes: "",
    examples: &[
        example!("datatable(x:long, ok:bool)[1, true, 2, false, 3, true] | summarize countif(ok)" => "2"),
    ],
    cases: &[example!("datatable(b:bool)[true, bool(null), false] | summarize countif(b)" => "1")],
    body: |_| Ok(when(0, Box::new(|| Box::new(Rows(0))))),
};

struct Rows(i64);

impl Group for Rows {
    fn add(&mut self, _: &Row<'_>) {
        self.0 += 1;
    }

    fn finish(&mut self) -> Value {
        Value::Long(self.0)
    }

    fn size(&self) -> usize {
        0
    }
}
