//! Cutting texts into records: never a panic, always an end, and the same however much of a text is
//! in memory at a time.

use vigie_logs::Limits;
use vigie_logs::files::Flow;
use vigie_logs::records::{Format, Record, Sink, format, read};

use super::random::Random;

checks! {
    what_is_in_memory_does_not_matter,
    every_record_of_sound_texts_is_found,
    a_sink_that_has_enough_is_left_alone,
}

/// What a sink is given, as text.
#[derive(Default)]
struct Log {
    given: Vec<String>,
    most: Option<usize>,
}

impl Log {
    fn flow(&self) -> Flow {
        if self.most == Some(self.given.len()) {
            Flow::Stop
        } else {
            Flow::Go
        }
    }
}

impl Sink for Log {
    fn record(&mut self, record: Record<'_>) -> Flow {
        self.given.push(format!(
            "{}:{} {}",
            record.number,
            record.line,
            String::from_utf8_lossy(record.json)
        ));
        self.flow()
    }

    fn reject(&mut self, number: u64, line: u64, why: &str) -> Flow {
        self.given.push(format!("{number}:{line} !{why}"));
        self.flow()
    }
}

fn records(text: &str, how: Format, limits: Limits, most: Option<usize>) -> Vec<String> {
    let mut log = Log {
        most,
        ..Log::default()
    };
    let ended = read(&mut text.as_bytes(), how, &limits, &mut log).expect("memory is readable");
    let enough = most.is_some_and(|most| log.given.len() >= most);
    assert_eq!(ended.flow == Flow::Stop, enough);
    log.given
}

fn at_a_time(step: usize) -> Limits {
    Limits {
        step,
        ..Limits::USUAL
    }
}

const PIECES: &[&str] = &[
    "{\"n\":1}",
    "{\"n\":\"a}\\\"\"}",
    "{\"records\":[",
    "{\"value\":[",
    "{\"Events\":[{\"n\":2}],\"NextToken\":\"x\"}",
    "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"rows\":[",
    "[1,\"x\"]",
    "[1]",
    "{\"FrameType\":\"DataSetHeader\",\"Version\":\"v2\"}",
    "{\"FrameType\":\"DataTable\",\"TableKind\":\"PrimaryResult\",\"Columns\":[{\"ColumnName\":\"c\"}],\"Rows\":[[2],",
    "{\"count\":1,",
    "\"nextLink\":null",
    "[",
    "]",
    "{",
    "}",
    "]}",
    ",",
    ":",
    "\n",
    "\r\n",
    " ",
    "\"",
    "7",
    "tru",
    "\u{1e}",
    "é",
    "a,b\n1,2\n",
    "\"a\n",
];

fn what_is_in_memory_does_not_matter() {
    let mut random = Random(99);
    let mut found = 0;
    for _ in 0..6_000 {
        let text: String = (0..random.below(14)).map(|_| random.pick(PIECES)).collect();
        let json = [Format::Json, Format::Lines];
        let told = format(text.as_bytes(), true).ok();
        for how in json.into_iter().chain(told) {
            let whole = records(&text, how, at_a_time(4096), None);
            for step in [1, 5, 64] {
                assert_eq!(records(&text, how, at_a_time(step), None), whole, "{text}");
            }
            // Each record has a piece of the text of its own.
            assert!(whole.len() <= text.len() + 1, "{text}");
            found += whole.len();
        }
    }
    assert!(found > 10_000, "{found}");
}

/// Sound texts, made of records in all their wrappings, and the records.
fn every_record_of_sound_texts_is_found() {
    let mut random = Random(4);
    for _ in 0..2_000 {
        let (mut text, mut expected) = (String::new(), 0);
        for _ in 0..random.below(5) {
            let count = random.below(4);
            let all: Vec<String> = (0..count)
                .map(|n| {
                    format!(
                        "{{\"n\":{n},\"s\":\"}}]{}\"}}",
                        "\\\"".repeat(random.below(40))
                    )
                })
                .collect();
            let all = all.join(random.pick(&[",", " ,\n ", ", "]));
            let one = random.below(5);
            text.push_str(&match one {
                0 => format!("[{all}]"),
                1 => format!("{{\"records\":[{all}]}}"),
                2 => format!("{{\"value\" : [ {all} ], \"nextLink\":{{\"x\":[]}}}}"),
                3 => format!("[{{\"Records\":[{all}]}},{{\"Records\":[]}}]"),
                _ => all.clone(),
            });
            expected += count;
            text.push_str(random.pick(&["\n", " ", "\n\n", "\u{1e}\n"]));
        }
        for step in [3, 50, 4096] {
            let got = records(&text, Format::Json, at_a_time(step), None);
            assert_eq!(got.len(), expected, "{text}");
            assert!(!got.iter().any(|r| r.contains('!')), "{text}");
        }
    }
}

fn a_sink_that_has_enough_is_left_alone() {
    let text = "{\"n\":1}\n{\"records\":[{\"n\":2},{\"n\":3}]}\n{\"n\":4}\n";
    for how in [Format::Json, Format::Lines] {
        for most in 1..=4 {
            assert_eq!(records(text, how, Limits::USUAL, Some(most)).len(), most);
        }
    }
    let csv = Format::Csv { delimiter: b',' };
    assert_eq!(
        records("a,b\n1,2\n3\n4,5\n", csv, Limits::USUAL, Some(2)).len(),
        2
    );
}
