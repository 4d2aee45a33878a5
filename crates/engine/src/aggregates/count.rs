use super::def::*;
use crate::functions::def::{Returns, example};
use crate::types::{Type, Value};

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "count",
    aliases: &[],
    summary: "Counts the rows of the group.",
    params: &[],
    returns: Gives::One(Returns::Is(Type::Long)),
    naming: Naming::Prefix("count"),
    notes: "",
    examples: &[example!("datatable(x:long)[1, 2, 3] | summarize count()" => "3")],
    cases: &[example!("datatable(x:long)[] | summarize count()" => "0")],
    body: |_| Ok(Box::new(|| Box::new(Count(0)))),
};

struct Count(i64);

impl Group for Count {
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
