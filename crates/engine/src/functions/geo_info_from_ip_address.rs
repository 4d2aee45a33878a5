use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringViewArray};
use datafusion::error::DataFusionError;

use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "geo_info_from_ip_address",
    aliases: &[],
    family: Family::Ip,
    summary: "Gives the place of an IP address.",
    params: &[required("ip", STRING, "The address.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Differs from Kusto: there is no database of addresses. A query that calls it can be checked, and it ends with an error at the first row that has an address; a watchlist with `ipv4_lookup` does the same.",
    examples: &[example!("geo_info_from_ip_address('')" => "null")],
    cases: &[],
    body: Body::Columns(|columns| {
        let addresses = columns.arrays[0].as_string_view();
        if addresses.iter().flatten().any(|text| !text.is_empty()) {
            return Err(DataFusionError::Execution(
                "the place of an address is not known: there is no database of addresses; \
                 a watchlist with `ipv4_lookup` does the same"
                    .to_owned(),
            ));
        }
        Ok(Arc::new(StringViewArray::new_null(addresses.len())) as ArrayRef)
    }),
};
