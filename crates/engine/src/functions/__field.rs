use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::StringViewBuilder;

use super::def::*;
use crate::compute::record_path::FieldPath;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__field",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Gives the value of a field of a record by its dotted name.",
    params: &[
        required("record", DYNAMIC, "The record."),
        repeated(
            "name",
            STRING,
            "The name of the field; the first that leads to a value counts. Constant.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What Sigma's field names become. A name goes through arrays and then gives an array of what it finds, \
            a key may have dots, and an object that is held as text is looked into.",
    examples: &[
        example!("__field(dynamic({'a':{'b':1}}), 'a.b')" => "1"),
        example!("__field(dynamic({'a':[{'b':1},{'b':2},{'c':3}]}), 'a.b')" => "[1,2]"),
    ],
    cases: &[
        example!("__field(dynamic({'a.b':1}), 'a.b')" => "1"),
        example!("__field(dynamic({'a':{'b.c':{'d':7}}}), 'a.b.c.d')" => "7"),
        example!("__field(dynamic({'a':null,'b':2}), 'a', 'b')" => "2"),
        example!("__field(dynamic({'a':'{\"b\": [5]}'}), 'a.b')" => "[5]"),
        example!("__field(dynamic({'a':[[{'b':1}],[{'b':2}]]}), 'a.b')" => "[1,2]"),
        example!("__field(dynamic({'a':[{'b':1},{'b':2}]}), 'a.1.b')" => "2"),
        example!("__field(dynamic({'a':1}), 'a.b')" => "null"),
        example!("__field(dynamic(null), 'a')" => "null"),
    ],
    body: Body::PreparedColumns(|site| {
        let paths = paths(site)?;
        Ok(Arc::new(move |columns| {
            let records = columns.texts(0)?;
            let mut builder = StringViewBuilder::with_capacity(columns.rows);
            for row in 0..columns.rows {
                let value = records.get(row).and_then(|record| first(&paths, record));
                builder.append_option(value.as_deref());
            }
            Ok(Arc::new(builder.finish()))
        }))
    }),
};

/// The names behind the record.
pub(super) fn paths(site: &CallSite<'_>) -> Result<Vec<FieldPath>, String> {
    (1..site.types.len())
        .map(|at| {
            let name = site.text(at).ok_or("the name of a field is constant")?;
            Ok(FieldPath::new(name))
        })
        .collect()
}

fn first<'t>(paths: &[FieldPath], record: &'t str) -> Option<Cow<'t, str>> {
    paths.iter().find_map(|path| {
        let mut values = path.values(record);
        values.retain(|value| value != "null");
        match values.len() {
            0 => None,
            1 => values.pop(),
            _ => Some(Cow::Owned(format!("[{}]", values.join(",")))),
        }
    })
}
