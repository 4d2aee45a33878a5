//! Rows of a Parquet file as the expressions of a log see them.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, DictionaryArray, RecordBatch, new_null_array,
};
use datafusion::arrow::compute::{concat, kernels::aggregate};
use datafusion::arrow::datatypes::{Float64Type, Int32Type, Int64Type};
use vigie_engine::types::{Type, datetime};

use super::arrays::{stored, type_of};
use super::columns::Column;
use super::early::Values;
use super::extract::{LogReader, Reader, Wanted};
use crate::json::{Found, Keys, Paths, quote, skip};
use crate::ledger::Counts;
use crate::sources::def::{Field, fold};
use crate::times;

/// The columns of a batch of the file, as the engine stores them.
pub(super) struct Cells {
    columns: Vec<(String, Type, ArrayRef)>,
}

impl Cells {
    pub(super) fn new(batch: &RecordBatch) -> Result<Self, String> {
        let columns = batch
            .schema()
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, column)| cell(field.name(), column))
            .collect::<Result<_, String>>()?;
        Ok(Self { columns })
    }

    /// A single column.
    fn one(name: &str, column: &ArrayRef) -> Result<Self, String> {
        Ok(Self {
            columns: vec![cell(name, column)?],
        })
    }

    /// A row as a JSON object, without what is missing in it.
    fn object(&self, row: usize) -> Field<'_> {
        let mut out = String::from("{");
        for (name, ty, array) in &self.columns {
            let value = field(*ty, array, row);
            if value == Field::Nothing {
                continue;
            }
            if out.len() > 1 {
                out.push(',');
            }
            quote(&mut out, name);
            out.push(':');
            match (ty, &value) {
                (Type::Long | Type::Int | Type::Real, Field::Text(number))
                    if skip(number.as_bytes(), 0) == Ok(number.len()) =>
                {
                    out.push_str(number);
                }
                _ => value.push_json(&mut out),
            }
        }
        out.push('}');
        Field::from_text(Cow::Owned(out))
    }

    fn column(&self, keys: Keys, name: &str) -> Option<(Type, &ArrayRef)> {
        let exact = self.columns.iter().find(|(column, ..)| column == name);
        let found = exact.or_else(|| {
            let folded = fold(name);
            (keys == Keys::Folded)
                .then(|| self.columns.iter().find(|(n, ..)| fold(n) == folded))
                .flatten()
        });
        found.map(|(_, ty, array)| (*ty, array))
    }
}

/// A column under its name, as the engine stores its type.
fn cell(name: &str, column: &ArrayRef) -> Result<(String, Type, ArrayRef), String> {
    let array = stored(column).map_err(|e| format!("column `{name}` cannot be read: {e}"))?;
    Ok((name.to_owned(), type_of(column.data_type()), array))
}

/// A value of a column as the expressions of a source see it.
fn field(ty: Type, array: &ArrayRef, row: usize) -> Field<'_> {
    if array.is_null(row) {
        return Field::Nothing;
    }
    let owned = |text: String| Field::Text(Cow::Owned(text));
    match ty {
        Type::String => Field::from_text(Cow::Borrowed(array.as_string_view().value(row))),
        Type::Dynamic => Field::Json(array.as_string_view().value(row).as_bytes()),
        Type::Datetime => owned(datetime::format(
            array.as_primitive::<Int64Type>().value(row),
        )),
        Type::Real => owned(array.as_primitive::<Float64Type>().value(row).to_string()),
        Type::Bool => Field::Json(if array.as_boolean().value(row) {
            b"true"
        } else {
            b"false"
        }),
        _ => owned(array.as_primitive::<Int64Type>().value(row).to_string()),
    }
}

/// A path of a source, bound to a column of the file.
struct Bound<'c> {
    column: Option<(Type, &'c ArrayRef)>,
    /// All columns, when the path is that of the record itself.
    all: Option<&'c Cells>,
    /// The rest of the path, within the JSON of the column.
    within: Option<Paths>,
}

impl Bound<'_> {
    fn is_direct(&self, ty: Type) -> bool {
        self.within.is_none() && self.column.is_some_and(|(own, _)| own == ty)
    }

    fn field(&self, row: usize) -> Field<'_> {
        if let Some(cells) = self.all {
            return cells.object(row);
        }
        let Some((ty, array)) = self.column else {
            return Field::Nothing;
        };
        let field = field(ty, array, row);
        let Some(paths) = &self.within else {
            return field;
        };
        let Some(json) = field.json() else {
            return Field::Nothing;
        };
        let mut found = Found::default();
        match paths.find(&json, &mut found) {
            Ok(()) => found
                .value(0, &json)
                .and_then(|value| Field::Json(value).text().map(Cow::into_owned))
                .map_or(Field::Nothing, |text| Field::from_text(Cow::Owned(text))),
            Err(_) => Field::Nothing,
        }
    }
}

/// The expressions of a log over a batch of the file.
pub(super) struct Sight<'c> {
    log: &'c LogReader,
    /// For each path of the log.
    bound: Vec<Bound<'c>>,
}

impl<'c> Sight<'c> {
    pub(super) fn new(log: &'c LogReader, cells: &'c Cells) -> Self {
        let bound = log.program.list().iter().map(|path| match path.as_slice() {
            [] => Bound {
                column: None,
                all: Some(cells),
                within: None,
            },
            [name, rest @ ..] => Bound {
                column: cells.column(log.keys, name),
                all: None,
                within: (!rest.is_empty()).then(|| Paths::new(log.keys, [rest])),
            },
        });
        Self {
            log,
            bound: bound.collect(),
        }
    }

    fn eval(&self, root: usize, row: usize) -> Field<'_> {
        let value = |slot| {
            let bound = self.bound.get(slot);
            bound.map_or(Field::Nothing, |bound: &Bound<'_>| bound.field(row))
        };
        self.log.program.eval_with(root, &value)
    }

    /// The column of the file that an expression is, as it stands.
    fn direct(&self, root: usize, ty: Type) -> Option<&'c ArrayRef> {
        let bound = self.bound.get(self.log.program.slot(root)?)?;
        bound.is_direct(ty).then_some(bound.column?.1)
    }

    fn column(&self, root: usize, ty: Type, rows: usize) -> ArrayRef {
        if let Some(array) = self.direct(root, ty) {
            return Arc::clone(array);
        }
        let mut column = Column::new(ty, self.log.order);
        (0..rows).for_each(|row| column.push(&self.eval(root, row)));
        column.finish()
    }

    /// Which rows belong to the log, where not all do. The others are counted.
    pub(super) fn belonging(&self, rows: usize, counts: &mut Counts) -> Option<BooleanArray> {
        let log = self.log;
        let times = self.direct(log.time, Type::Datetime);
        let times = times.map(AsArray::as_primitive::<Int64Type>);
        let same = self.have_the_same_signs(rows) && self.accepts(0);
        if let Some(times) = times.filter(|times| same && times.null_count() == 0) {
            let range = [aggregate::min(times), aggregate::max(times)];
            for ticks in range.into_iter().flatten() {
                counts.note_time(ticks);
            }
            return None;
        }
        let mut keep = Vec::with_capacity(rows);
        for row in 0..rows {
            if !same && !self.accepts(row) {
                counts.other += 1;
                keep.push(false);
                continue;
            }
            let time = match times {
                Some(times) => times.is_valid(row).then(|| times.value(row)),
                None => self
                    .eval(log.time, row)
                    .text()
                    .and_then(|text| times::parse(&text, log.order)),
            };
            if let Some(ticks) = time {
                counts.note_time(ticks);
            } else {
                let number = counts.records + row as u64 + 1;
                counts.reject(number, number, "it has no time that can be read");
            }
            keep.push(time.is_some());
        }
        let all = keep.iter().all(|keep| *keep);
        (!all).then(|| BooleanArray::from(keep))
    }

    fn accepts(&self, row: usize) -> bool {
        let signs: Vec<Field<'_>> = self.log.signs.clone().map(|s| self.eval(s, row)).collect();
        (self.log.accepts)(&signs)
    }

    /// Whether every row shows the same signs of its log, as far as that is seen at once.
    fn have_the_same_signs(&self, rows: usize) -> bool {
        rows > 0
            && self.log.signs.clone().all(|sign| {
                self.log.program.is_nothing(sign)
                    || self.direct(sign, Type::String).is_some_and(|texts| {
                        let texts = texts.as_string_view();
                        texts.iter().all(|text| text == Some(texts.value(0)))
                    })
            })
    }
}

impl Reader {
    /// A wanted column, by its position among the wanted ones; `None` when it is none of the file's.
    pub(super) fn column(
        &self,
        (at, wanted): (usize, &Wanted),
        cells: &Cells,
        rows: usize,
    ) -> Option<ArrayRef> {
        let Wanted::Column { name, ty } = wanted else {
            return None;
        };
        Some(match self {
            Self::Log(log) => Sight::new(log, cells).column((*log.roots.get(at)?)?, *ty, rows),
            Self::Plain { .. } => match cells.column(Keys::Exact, name) {
                Some((own, array)) if own == *ty => Arc::clone(array),
                other => {
                    let mut column = Column::new(*ty, None);
                    for row in 0..rows {
                        let value =
                            other.map_or(Field::Nothing, |(own, array)| field(own, array, row));
                        column.push(&value);
                    }
                    column.finish()
                }
            },
        })
    }

    /// The same made of a column of the file whose values stand in a dictionary: each value once.
    pub(super) fn coded(
        &self,
        wanted: (usize, &Wanted),
        (name, column): (&str, &ArrayRef),
    ) -> Result<Option<Values>, String> {
        let Some(coded) = column.as_any().downcast_ref::<DictionaryArray<Int32Type>>() else {
            let cells = Cells::one(name, column)?;
            let rows = self.column(wanted, &cells, column.len());
            return Ok(rows.map(Values::Rows));
        };
        let (keys, mut values) = (coded.keys(), Arc::clone(coded.values()));
        let mut places = keys.clone();
        if keys.null_count() > 0 {
            // What is not there is one more value.
            let nothing = new_null_array(values.data_type(), 1);
            let last = i32::try_from(values.len()).map_err(|e| e.to_string())?;
            values = concat(&[&values, &nothing]).map_err(|e| e.to_string())?;
            places = keys.iter().map(|key| Some(key.unwrap_or(last))).collect();
        }
        let cells = Cells::one(name, &values)?;
        let values = self.column(wanted, &cells, values.len());
        Ok(values.map(|values| Values::Coded { values, places }))
    }
}
