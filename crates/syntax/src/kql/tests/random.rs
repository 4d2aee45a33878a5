//! Queries changed at random, always the same ones: nothing panics or hangs, places are within the text,
//! and what is correct prints to what parses back.

use super::super::{parse, print};
use super::{said, shown};

/// How many queries are tried: about two seconds without optimization.
const TRIES: usize = 6_000;

const SEEDS: &[&str] = &[
    "let a = 1d; let f = (x:long, T:(y:string)) { T | where y has 'z' | extend x }; f(1, U) | count",
    "T | where a == 'x' and (b has_any ('c', \"d\") or e !in~ (dynamic([1,{'k':datetime(2020-01-01)}]))) | take 5",
    "T | summarize n = count(), m = make_set(a, 10) by bin(t, 1h), b | order by n desc nulls last, b asc",
    "T | join kind=inner hint.strategy=shuffle (U | project a, b = c.d['e'][0]) on a, $left.f == $right.g",
    "union isfuzzy=true T*, (V | where x between (1 .. 2)), database('d').W | project-away a*, ['b c']",
    "T | parse kind=regex s with * 'x' y:long @\"\\d\" * | mv-expand z = y to typeof(long) limit 5",
    "T | mv-apply a on (where a > 1 | summarize s = sum(a)) | make-series s = sum(b) default=0 on t from 1 to 2 step 3 by c",
    "T | scan declare (a:long = 0) with (step s: x == 1 => a = 1; step u optional: true;) | evaluate p(a, 1) : (*, b:real)",
    "T | make-graph a --> b with N on id | graph-match (x)-[e*1..3]->(y)<--(z) where x.a == 1 project x.b, e.c",
    "search in (T) 'x' and a:'y' | fork (count) (take 1) | render timechart with (title='x', ycolumns=a, b)",
    "find in (T, U) where a =~ 'b' project c, d:string | top-nested 3 of a by count(), top-nested of b by sum(c) desc",
    "datatable (a:long, b:string) [-1, 'x', 2, h@'y'] | extend d = a * -2 + toscalar(T | count) % 3, ```m```",
    "declare query_parameters(p:long = 1); set q = true; T | parse-kv s as (a:long) with (quote='\"') | partition by a (top 1 by b)",
];

const PIECES: &[&str] = &[
    "|",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "=",
    "==",
    "..",
    ".",
    "*",
    "-",
    "'",
    "\"",
    "@'",
    "```",
    "\\",
    "//",
    "\n",
    " ",
    "by",
    "on",
    "with",
    "in",
    "and",
    "or",
    "not",
    "where",
    "union",
    "let",
    "1",
    "1d",
    "a",
    "T",
    "dynamic(",
    "datetime(",
    "-->",
    "é",
    "\u{0}",
    "in~",
    "!has",
    "kind=",
    "hint.x=",
    "typeof(",
    "range",
    "count",
];

/// A generator of numbers, the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn change(&mut self, text: &mut String) {
        let (a, b) = (self.place(text), self.place(text));
        let range = a.min(b)..a.max(b).min(a.min(b) + 12);
        let range = if text.is_char_boundary(range.end) {
            range
        } else {
            range.start..range.start
        };
        match self.below(5) {
            0 => text.replace_range(range, ""),
            1 => text.insert_str(a, PIECES[self.below(PIECES.len())]),
            2 => text.replace_range(range, PIECES[self.below(PIECES.len())]),
            3 => {
                let copy = text[range].to_owned();
                text.insert_str(b, &copy);
            }
            _ => text.truncate(a),
        }
    }
}

#[test]
fn changed_queries() {
    let mut random = Random(0x5eed_1578);
    let mut correct = 0;
    for index in 0..TRIES {
        let mut text = SEEDS[index % SEEDS.len()].to_owned();
        for _ in 0..random.below(4) {
            random.change(&mut text);
        }
        let (query, diagnostics) = parse(&text);
        for diagnostic in &diagnostics {
            assert!(
                text.get(diagnostic.span.range()).is_some(),
                "{text:?}: {diagnostic:?}"
            );
            assert!(
                diagnostic.message.chars().count() <= 90,
                "{}",
                diagnostic.message
            );
        }
        if diagnostics.iter().any(crate::Diagnostic::is_error) {
            continue;
        }
        correct += 1;
        let printed = print(&query);
        let (again, diagnostics) = parse(&printed);
        assert_eq!(
            said(&printed, &diagnostics),
            "",
            "{text:?} printed as\n{printed}"
        );
        let shown = shown(query);
        assert_eq!(super::shown(again), shown, "{text:?} printed as\n{printed}");
        assert!(
            !shown.contains("kind: Error"),
            "{text:?} has an error that is not told"
        );
    }
    assert!(correct > TRIES / 5, "only {correct} queries were correct");
}
