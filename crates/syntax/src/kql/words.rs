//! The words of KQL: which are keywords, and which of those may still name a column.
//!
//! The sets are those of Kusto's own parser. A keyword is spelled exactly as here, in its case.

/// Keywords that may stand wherever a name may.
const NAME_KEYWORDS: &[&str] = &[
    "__partitionby",
    "access",
    "alias",
    "best_effort",
    "bin",
    "bool",
    "consume",
    "count",
    "database",
    "dataformat",
    "datetime_pattern",
    "declare",
    "default",
    "distinct",
    "edges",
    "entity_group",
    "evaluate",
    "extend",
    "facet",
    "filter",
    "fork",
    "from",
    "getschema",
    "graph",
    "guid",
    "id",
    "inline_external_table",
    "join",
    "let",
    "limit",
    "lookup",
    "mvapply",
    "mvexpand",
    "nodes",
    "null",
    "nulls",
    "on",
    "optional",
    "order",
    "output",
    "pack",
    "parse",
    "partition",
    "pattern",
    "plotly",
    "query_parameters",
    "range",
    "reduce",
    "regex",
    "render",
    "restrict",
    "scan",
    "serialize",
    "sort",
    "step",
    "summarize",
    "take",
    "top",
    "typeof",
    "uuid",
    "view",
    "with",
    "with_node_id",
];

/// Keywords that may be a name only where a new column gets it, or where names alone are listed:
/// `extend title = …`, `datatable(title:string)`.
const DECLARED_NAME_KEYWORDS: &[&str] = &[
    "accumulate",
    "as",
    "by",
    "contains",
    "datatable",
    "earliest",
    "externaldata",
    "find",
    "has",
    "in",
    "invoke",
    "latest",
    "materialize",
    "mdm",
    "of",
    "print",
    "sample",
    "sample-distinct",
    "search",
    "set",
    "sql",
    "title",
    "to",
    "top-hitters",
    "top-nested",
    "toscalar",
    "totable",
    "verbose",
    "viewers",
    "where",
];

/// Keywords that may name a column in an expression, but not a new one.
const REFERENCE_KEYWORDS: &[&str] = &["kind", "with_source", "withsource"];

/// The other keywords, which are names only in brackets.
const RESERVED: &[&str] = &[
    "3Dchart",
    "__contextual_datatable",
    "__crossCluster",
    "__crossDB",
    "__executeAndCache",
    "__id",
    "__isFuzzy",
    "__noWithSource",
    "__packedColumn",
    "__projectAway",
    "__sourceColumnIndex",
    "and",
    "anomalychart",
    "areachart",
    "asc",
    "bagexpansion",
    "barchart",
    "between",
    "bin_legacy",
    "boolean",
    "byte",
    "cachingpolicy",
    "callout",
    "cancel",
    "card",
    "char",
    "columnchart",
    "contains_cs",
    "containscs",
    "cycles",
    "dataexport",
    "datascope",
    "date",
    "datetime",
    "decimal",
    "decodeblocks",
    "desc",
    "double",
    "dynamic",
    "encodingpolicy",
    "endswith",
    "endswith_cs",
    "expandoutput",
    "extent_tags_retention",
    "external_data",
    "first",
    "flags",
    "float",
    "force_remote",
    "harddelete",
    "hardretention",
    "has_all",
    "has_any",
    "has_cs",
    "hasprefix",
    "hasprefix_cs",
    "hassuffix",
    "hassuffix_cs",
    "hotcache",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "isfuzzy",
    "journal",
    "ladderchart",
    "last",
    "like",
    "likecs",
    "linechart",
    "long",
    "missing",
    "nooptimization",
    "notcontains",
    "notcontainscs",
    "notlike",
    "notlikecs",
    "or",
    "others",
    "pathformat",
    "piechart",
    "pivotchart",
    "project",
    "queries",
    "query_results",
    "real",
    "relaxed",
    "restricted_view_access",
    "row_level_security",
    "rowstore",
    "rowstore_references",
    "rowstore_sealinfo",
    "rowstorepolicy",
    "rowstores",
    "scatterchart",
    "seal",
    "seals",
    "shards",
    "simple",
    "softdelete",
    "softretention",
    "stackedareachart",
    "startswith",
    "startswith_cs",
    "statistics",
    "storedqueryresultcontainers",
    "string",
    "tablepurge",
    "time",
    "timechart",
    "timeline",
    "timepivot",
    "timespan",
    "treemap",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "ulong",
    "union",
    "uniqueid",
    "unrestrictedviewers",
    "views",
    "with_itemindex",
    "with_match_id",
    "with_step_name",
    "writeaheadlog",
];

/// Keywords with dashes in them. In an expression `a-b` is a difference, unless it is one of these.
pub(crate) const DASHED_KEYWORDS: &[&str] = &[
    "assert-schema",
    "commands-and-queries",
    "granny-asc",
    "granny-desc",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "graph-where-edges",
    "graph-where-nodes",
    "macro-expand",
    "make-graph",
    "make-series",
    "materialized-view-combine",
    "materialized-views",
    "mv-apply",
    "mv-expand",
    "parse-kv",
    "parse-where",
    "partitioned-by",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "project-smart",
    "sample-distinct",
    "set-or-append",
    "set-or-replace",
    "top-hitters",
    "top-nested",
];

/// What `!` may stand before.
pub(crate) const NEGATED_WORDS: &[&str] = &[
    "between",
    "contains",
    "contains_cs",
    "endswith",
    "endswith_cs",
    "has",
    "has_cs",
    "hasprefix",
    "hasprefix_cs",
    "hassuffix",
    "hassuffix_cs",
    "in",
    "startswith",
    "startswith_cs",
];

/// Units of timespan literals, with their length in nanoseconds.
pub(crate) const TIMESPAN_UNITS: &[(&[&str], u64)] = &[
    (&["d", "day", "days"], 86_400_000_000_000),
    (&["h", "hr", "hrs", "hour", "hours"], 3_600_000_000_000),
    (&["m", "min", "minute", "minutes"], 60_000_000_000),
    (&["s", "sec", "second", "seconds"], 1_000_000_000),
    (
        &[
            "ms",
            "milli",
            "millis",
            "millisec",
            "millisecond",
            "milliseconds",
        ],
        1_000_000,
    ),
    (
        &["micro", "micros", "microsec", "microsecond", "microseconds"],
        1_000,
    ),
    (&["tick", "ticks"], 100),
    (
        &["nano", "nanos", "nanosec", "nanosecond", "nanoseconds"],
        1,
    ),
];

/// The type of literals written `word(…)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedLiteral {
    Bool,
    Int,
    Long,
    Real,
    Decimal,
    Datetime,
    Timespan,
    Guid,
}

/// The type of literal that `word(` begins.
pub(crate) fn typed_literal(word: &str) -> Option<TypedLiteral> {
    Some(match word {
        "bool" => TypedLiteral::Bool,
        "int" | "int32" => TypedLiteral::Int,
        "long" | "int64" => TypedLiteral::Long,
        "real" | "double" => TypedLiteral::Real,
        "decimal" => TypedLiteral::Decimal,
        "datetime" | "date" => TypedLiteral::Datetime,
        "timespan" | "time" => TypedLiteral::Timespan,
        "guid" => TypedLiteral::Guid,
        _ => return None,
    })
}

/// Names of types that a column or parameter may be declared with.
pub(crate) fn is_type(word: &str) -> bool {
    matches!(
        word,
        "bool"
            | "boolean"
            | "date"
            | "datetime"
            | "decimal"
            | "double"
            | "dynamic"
            | "guid"
            | "int"
            | "int64"
            | "int8"
            | "long"
            | "real"
            | "string"
            | "time"
            | "timespan"
            | "uniqueid"
    )
}

/// Names of types that stand in `typeof(…)` and in `find … project` beside [`is_type`].
pub(crate) fn is_extended_type(word: &str) -> bool {
    is_type(word)
        || matches!(
            word,
            "float"
                | "int16"
                | "int32"
                | "uint"
                | "uint16"
                | "uint32"
                | "uint64"
                | "uint8"
                | "ulong"
        )
}

/// Whether a word (without dashes or signs) is a keyword.
pub(crate) fn is_keyword(word: &str) -> bool {
    [
        NAME_KEYWORDS,
        DECLARED_NAME_KEYWORDS,
        REFERENCE_KEYWORDS,
        RESERVED,
    ]
    .iter()
    .any(|set| set.binary_search(&word).is_ok())
}

/// Whether a keyword may stand wherever a name may.
pub(crate) fn is_name_keyword(word: &str) -> bool {
    NAME_KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a keyword may be the name that a declaration gives.
pub(crate) fn is_declared_name_keyword(word: &str) -> bool {
    is_name_keyword(word) || DECLARED_NAME_KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a keyword may be read as a column's name in an expression.
pub(crate) fn is_reference_keyword(word: &str) -> bool {
    is_name_keyword(word) || REFERENCE_KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a keyword with these letters stands for an operator between two values.
pub(crate) fn is_infix(word: &str) -> bool {
    word.starts_with('!')
        || matches!(
            word,
            "and"
                | "between"
                | "contains"
                | "contains_cs"
                | "containscs"
                | "endswith"
                | "endswith_cs"
                | "has"
                | "has_all"
                | "has_any"
                | "has_cs"
                | "hasprefix"
                | "hasprefix_cs"
                | "hassuffix"
                | "hassuffix_cs"
                | "in"
                | "in~"
                | "like"
                | "likecs"
                | "notcontains"
                | "notcontainscs"
                | "notlike"
                | "notlikecs"
                | "or"
                | "startswith"
                | "startswith_cs"
        )
        || word.starts_with("matches")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sorted() {
        for set in [
            NAME_KEYWORDS,
            DECLARED_NAME_KEYWORDS,
            REFERENCE_KEYWORDS,
            RESERVED,
        ] {
            assert!(set.is_sorted(), "{set:?}");
        }
    }
}
