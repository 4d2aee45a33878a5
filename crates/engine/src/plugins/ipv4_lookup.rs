use vigie_syntax::kql::ast::{Argument, ExprKind as Ast};

use super::arguments::{self, flag};
use super::def::*;
use super::lookup_table::{Plan, joined, tables};
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernels::lookup::By;
use crate::types::Type;

pub(super) const PLUGIN: Plugin = Plugin {
    name: "ipv4_lookup",
    summary: "Adds the columns of the networks that an IPv4 address is in.",
    usage: "T | evaluate ipv4_lookup(LookupTable, SourceIPv4Key, IPv4LookupKey [, ExtraKey1, …] [, return_unmatched])",
    notes: "A row that is in several networks comes once for each. Columns of the lookup table whose names are taken get a number behind.",
    examples: &[
        example!("print ip = '10.1.2.3' | evaluate ipv4_lookup((datatable(network:string, site:string)['10.1.0.0/16', 'lab']), ip, network) | project site" => "lab"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let (rows, table) = tables(b, PLUGIN.name, &call)?;
    let required = |b: &mut Binder<'_>, at, name| match arguments::find(&call, at, name) {
        Some(argument) => Ok(argument),
        None => Err(arguments::missing(b, PLUGIN.name, call.span, name)),
    };
    let source = required(b, 1, "SourceIPv4Key")?;
    let key = required(b, 2, "IPv4LookupKey")?;
    // Behind the keys come further columns, then perhaps whether all rows stay.
    let is_column = |a: &&Argument| match &a.value.kind {
        Ast::Name(name) => a.name.is_none() && rows.rel.column(name).is_some(),
        _ => false,
    };
    let rest = call.arguments.get(3..).unwrap_or_default();
    let equal: Vec<&Argument> = rest.iter().take_while(is_column).collect();
    let unmatched = flag(b, &call, 3 + equal.len(), "return_unmatched")?;
    let plan = Plan {
        plugin: PLUGIN.name,
        by: By::V4,
        sought: vec![&source.value],
        sought_type: Type::String,
        key,
        equal,
        unmatched,
        key_shown: true,
        table_first: false,
    };
    joined(b, &call, rows, table, plan)
}
