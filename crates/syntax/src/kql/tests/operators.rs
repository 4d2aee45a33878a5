//! Every operator, in each of its forms.

use super::{check, same, says};

#[test]
fn rows() {
    check(
        "T | filter a == 1 | limit 5",
        "T\n| filter a == 1\n| limit 5",
    );
    same("T\n| where a == 1\n| take 5");
    same("T\n| sort by a asc nulls first, b desc, c nulls last\n| order by d");
    same("T\n| top 5 by a desc\n| sample 3\n| sample-distinct 4 of a");
    same("T\n| top-hitters 5 of a by b\n| top-hitters 3 of c");
    same(
        "T\n| top-nested 3 of a with others = \"x\" by b = count() desc, top-nested of c by max(d)",
    );
    same("T\n| count\n| count as n");
    same("T\n| as hint.materialized=true X\n| consume\n| getschema kind=csl");
    same("T\n| assert-schema (a:long, b:string)");
    same("T\n| render timechart");
    check(
        "T | render timechart title='x' kind=stacked by a, b with (ymin=-1, ycolumns=c, d, xtitle='y')",
        "T\n| render timechart title=\"x\" kind=stacked by a, b with (ymin=long(-1), ycolumns=c, d, xtitle=\"y\")",
    );
}

#[test]
fn columns() {
    same("T\n| extend a = 1, (b, c) = f(d), e");
    same(
        "T\n| project a, b = c\n| project\n| project-rename x = y\n| project-keep a*\n| project-away b",
    );
    same(
        "T\n| project-reorder a asc, b* desc, c granny-asc, *\n| project-by-names a, dynamic([\"b\"])",
    );
    same("T\n| distinct a, b = c\n| distinct *");
    same("T\n| summarize count(), n = dcount(a) by b, bin(c, 1d)\n| summarize by a\n| summarize");
    same("T\n| summarize hint.strategy=shuffle hint.shufflekey=a count() by a");
    check(
        "T | summarize count() by a bin=1d",
        "T\n| summarize count() by a bin=1d",
    );
    same("T\n| serialize a = row_number()\n| serialize");
    same("print a = 1, 2");
    same("T\n| reduce by a with threshold=0.1, characters=\"x\"");
}

#[test]
fn joins() {
    same("T\n| join kind=inner hint.strategy=broadcast (U | where a) on b, $left.c == $right.d");
    same("T\n| join U on a\n| join U where b == c\n| join U");
    same("T\n| lookup kind=leftouter U on a");
    same("union kind=outer withsource=S isfuzzy=true T, U*, (V | count), database(\"d\").W, f(1), [\"a b\"]".replace("[\"a b\"]", "['a b']").as_str());
    same(
        "T\n| join kind=leftouter (\n    U\n    | where aaaaaaaaaaaaaaaaaaaaaaaaa == 1\n    | project bbbbbbbbbbbbbbbbbbbbbbbbb\n) on c",
    );
    says(
        "T | lookup (U)",
        "1:15 syntax-error: expected `on`, found the end of the query",
    );
}

#[test]
fn find_and_search() {
    same("find withsource=S in (T, U*, V | as W) where a == 1 project a, b:string, pack_all()");
    check(
        "find 'x' project pack(*)",
        "find where \"x\" project pack_all()",
    );
    same("find datascope=hotcache where \"x\" project-smart");
    same("search kind=case_sensitive in (T, U*) \"x\" and a:\"y*\"");
    same("search *");
    same("search * and a == 1 or b");
    same("T\n| search * has \"x\" or * == \"y\"");
}

#[test]
fn branches() {
    same("T\n| fork a=(count) (where b | take 5) (project c)");
    same("T\n| facet by a, b with (where c | take 5)");
    check(
        "T | facet by a with count | count",
        "T\n| facet by a with (count)\n| count",
    );
    same("T\n| partition hint.strategy=native by a (top 1 by b)");
    same(
        "T\n| partition by a { U | where b == 1 }"
            .replace("{ ", "{")
            .replace(" }", "}")
            .as_str(),
    );
    same("T\n| partition by a in f(1) (count)\n| __partitionby a id dynamic([1]) (count)");
    same("macro-expand isfuzzy=true entity_group [database(\"a\")] as X (X.T | count)");
    same("macro-expand g as X (let a = 1; X.T | count)");
}

#[test]
fn arrays() {
    same("T\n| mv-expand kind=array a, b = c to typeof(long) limit 5");
    check(
        "T | mvexpand bagexpansion=array a",
        "T\n| mv-expand bagexpansion=array a",
    );
    same(
        "T\n| mv-apply with_itemindex=i a to typeof(long), b = c limit 3 on (where a > 1 | summarize sum(a))",
    );
    check(
        "T | mv-apply a id dynamic(1) on (count)",
        "T\n| mv-apply a id dynamic(1) on (count)",
    );
    same("T\n| evaluate hint.distribution=per_node bag_unpack(d, \"p_\") : (*, a:long, b:string)");
    same("evaluate f()");
    same("T\n| invoke f(1).g(2)");
    same(
        "T\n| make-series hint.shufflekey=a count(), s = sum(b) default=0 on t from ago(1d) to now() step 1h by a, c",
    );
    same("T\n| make-series kind=nonempty count() on t in range(1, 2, 3)");
    same("range x from 1 to 10 step 1\n| where x in (range(1, 3, 1))");
}

#[test]
fn text() {
    same("T\n| parse kind=regex flags=Ui a with * \"x\" b:long \"y\" c *");
    same(
        "T\n| parse-where a.b with b \" \" [\"c d\"]:real"
            .replace("[\"c d\"]", "['c d']")
            .as_str(),
    );
    same(
        "T\n| parse-kv a as (b:long, c:string) with (pair_delimiter=\",\", kv_delimiter=\"=\", quote='\"')",
    );
}

#[test]
fn scans() {
    check(
        "T | scan with_match_id=m order by t asc partition by p declare (a:long=0) with \
         (step s1 output=all: x == 1 => a = 1, b = 2; step s2 optional: true;)",
        "T\n| scan with_match_id=m order by t asc partition by p declare (a:long = 0) with (\
         \n    step s1 output=all: x == 1 => a = 1, b = 2;\n    step s2 optional: true;\n)",
    );
}

#[test]
fn graphs() {
    same("T\n| make-graph a --> b with N on id, M on [\"x y\"] partitioned-by c (graph-match (d) project d)".replace("[\"x y\"]", "['x y']").as_str());
    same(
        "T\n| make-graph a -- b with_node_id=n\n| graph-to-table nodes as N with_node_id=i, edges",
    );
    same(
        "G\n| graph-match cycles=none (a)-[e*1..3]->(b)<-[f]-(c)--()-->(d)<--(e)-[g]-(h), (i) where a.x == 1 project a.y, z = e.w",
    );
    same("G\n| graph-shortest-paths output=all (a)-[e*1..5]->(b) project e");
    same(
        "G\n| graph-mark-components kind=weak with_component_id=c\n| graph-where-nodes a == 1\n| graph-where-edges b",
    );
}

#[test]
fn verbatim_constructs() {
    same("T datascope=hotcache\n| count");
    same(
        "inline_external_table (a:long) kind=storage dataformat=csv (h@'https://example.org')\n| count",
    );
    same(
        "materialized-view-combine ('v') base (T) delta (U) aggregations (summarize count() by a)",
    );
}

#[test]
fn long_lines_are_broken() {
    let a = "a".repeat(40);
    check(
        &format!("T | where {a} == 1 and {a} == 2 and ({a} or {a}) | project {a}1, {a}2, {a}3"),
        &format!(
            "T\n| where {a} == 1\n    and {a} == 2\n    and (\n        {a} or {a}\n    )\n| project\n    {a}1,\n    {a}2,\n    {a}3"
        ),
    );
}
