use std::sync::Arc;

use super::def::*;
use crate::compute::record_test::Test;
use crate::text::columns::bools;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__match",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether a value of a record passes a test with one of several patterns.",
    params: &[
        required("value", DYNAMIC, "The value; of an array, each element."),
        required(
            "test",
            STRING,
            "`equals`, `contains`, `startswith`, `endswith` and `like`, each also with `_cs` behind it for the case as it stands; \
             `re`, `number`, `lt`, `lte`, `gt`, `gte`, `cidr`; `keyword`, `keyword_cs`, `keyword_like`, `keyword_re` for the whole record.",
        ),
        repeated(
            "pattern",
            STRING,
            "What to look for. Constant, as the test is.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What Sigma's values become. Null passes no test.",
    examples: &[
        example!("__match(dynamic('RunInstances'), 'equals', 'stopinstances', 'runinstances')" => "true"),
        example!("__match(dynamic(['a', 'b']), 'equals', 'b')" => "true"),
        example!("__match(dynamic('abc'), 'like', 'a?*')" => "true"),
    ],
    cases: &[
        example!("__match(dynamic('Ab'), 'equals_cs', 'ab')" => "false"),
        example!("__match(dynamic(null), 'equals', '')" => "false"),
        example!("__match(dynamic(''), 'equals', '')" => "true"),
        example!("__match(dynamic(5), 'equals', '5')" => "true"),
        example!("__match(dynamic('5.0'), 'number', '5')" => "true"),
        example!("__match(dynamic(12), 'gt', '9')" => "true"),
        example!("__match(dynamic('x'), 'gt', '9')" => "false"),
        example!("__match(dynamic('10.1.2.3'), 'cidr', '10.0.0.0/8')" => "true"),
        example!("__match(dynamic('2001:db8::1'), 'cidr', '2001:db8::/32')" => "true"),
        example!("__match(dynamic('a*b'), 'like', @'a\\*b')" => "true"),
        example!("__match(dynamic('axb'), 'like', @'a\\*b')" => "false"),
        example!("__match(dynamic({'k':'v'}), 'contains', '\"k\":\"V\"')" => "true"),
        example!("__match(dynamic({'k':[{'l':'some\\ttext'}]}), 'keyword', 'E\\tT')" => "true"),
        example!("__match(dynamic({'k':'v'}), 'keyword', 'w')" => "false"),
        example!("__match(dynamic(true), 'equals', 'True')" => "true"),
        example!("__match(dynamic('ABC'), 're', '^abc$')" => "false"),
    ],
    body: Body::PreparedColumns(|site| {
        let name = site.text(1).ok_or("the test is constant")?;
        let tests = (2..site.types.len())
            .map(|at| Test::new(name, site.text(at).ok_or("a pattern is constant")?))
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Arc::new(move |columns| {
            let values = columns.texts(0)?;
            Ok(bools(columns.rows, |row| {
                let value = values.get(row);
                value.is_some_and(|value| tests.iter().any(|test| test.passes(value)))
            }))
        }))
    }),
};
