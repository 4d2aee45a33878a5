use std::sync::Arc;

use super::__field::paths;
use super::def::*;
use crate::text::columns::bools;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__has_field",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether a record has a field, if only with the value null.",
    params: &[
        required("record", DYNAMIC, "The record."),
        repeated(
            "name",
            STRING,
            "The name of the field, or other names of it. Constant.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What Sigma's modifier `exists` becomes.",
    examples: &[
        example!("__has_field(dynamic({'a':{'b':null}}), 'a.b')" => "true"),
        example!("__has_field(dynamic({'a':{'b':null}}), 'a.c')" => "false"),
    ],
    cases: &[
        example!("__has_field(dynamic({'a':[]}), 'a.b', 'a')" => "true"),
        example!("__has_field(dynamic(null), 'a')" => "false"),
    ],
    body: Body::PreparedColumns(|site| {
        let paths = paths(site)?;
        Ok(Arc::new(move |columns| {
            let records = columns.texts(0)?;
            Ok(bools(columns.rows, |row| {
                records
                    .get(row)
                    .is_some_and(|record| paths.iter().any(|path| !path.values(record).is_empty()))
            }))
        }))
    }),
};
