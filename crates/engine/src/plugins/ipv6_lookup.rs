use super::arguments::{self, flag};
use super::def::*;
use super::lookup_table::{Plan, joined, tables};
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernels::lookup::By;
use crate::types::Type;

pub(super) const PLUGIN: Plugin = Plugin {
    name: "ipv6_lookup",
    summary: "Adds the columns of the networks that an IPv6 address is in.",
    usage: "T | evaluate ipv6_lookup(LookupTable, SourceIPv6Key, IPv6LookupKey [, return_unmatched])",
    notes: "IPv4 addresses count as IPv6 ones. A row that is in several networks comes once for each. The columns of the lookup table come first.",
    examples: &[
        example!("print ip = '2001:db8::1' | evaluate ipv6_lookup((datatable(network:string, site:string)['2001:db8::/32', 'lab']), ip, network) | project site" => "lab"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let (rows, table) = tables(b, PLUGIN.name, &call)?;
    let required = |b: &mut Binder<'_>, at, name| match arguments::find(&call, at, name) {
        Some(argument) => Ok(argument),
        None => Err(arguments::missing(b, PLUGIN.name, call.span, name)),
    };
    let source = required(b, 1, "SourceIPv6Key")?;
    let key = required(b, 2, "IPv6LookupKey")?;
    let unmatched = flag(b, &call, 3, "return_unmatched")?;
    let plan = Plan {
        plugin: PLUGIN.name,
        by: By::V6,
        sought: vec![&source.value],
        sought_type: Type::String,
        key,
        equal: Vec::new(),
        unmatched,
        key_shown: true,
        table_first: true,
    };
    joined(b, &call, rows, table, plan)
}
