//! One plan of a rule for many tests: what differs between them is rows, and a plan need not know
//! which rows it will see.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use vigie_engine::Engine;
use vigie_engine::catalog::{Catalog, ExternalOptions, Places, Table};
use vigie_engine::frame::{Frame, View};
use vigie_engine::needs::Needs;
use vigie_engine::types::{Column, Value};

use super::bench::{Bench, plain};
use crate::alert::Alert;
use crate::replay::Query;
use crate::rule::Rule;

/// A rule, and tests that it is run on.
pub(crate) struct Stage<'a> {
    rule: Arc<Rule>,
    groups: Vec<Group<'a>>,
    /// Of each test: its group, and its place there.
    places: Vec<(usize, usize)>,
}

/// Tests whose tables have the same columns.
struct Group<'a> {
    benches: Vec<&'a Bench>,
    plan: Plan,
}

enum Plan {
    /// Nobody has asked for it yet.
    Open,
    One(Box<(Needs, Query)>),
    /// Each test plans the rule by itself: its plan depends on more than the tables that it names.
    Each,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(benches: impl IntoIterator<Item = &'a Bench>, rule: &Arc<Rule>) -> Self {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut places = Vec::new();
        for bench in benches {
            let alike = |group: &Group<'_>| group.benches.iter().take(1).all(|b| alike(b, bench));
            let at = groups.iter().position(alike).unwrap_or_else(|| {
                groups.push(Group {
                    benches: Vec::new(),
                    plan: Plan::Open,
                });
                groups.len() - 1
            });
            places.push((at, groups[at].benches.len()));
            groups[at].benches.push(bench);
        }
        Self {
            rule: Arc::clone(rule),
            groups,
            places,
        }
    }

    /// The alerts of the rule in one of the tests.
    ///
    /// # Errors
    /// What went wrong, as a sentence.
    pub(crate) fn alerts(&mut self, test: usize) -> Result<Vec<Alert>, String> {
        let (group, place) = self.places[test];
        let group = &mut self.groups[group];
        if matches!(group.plan, Plan::Open) {
            group.plan = plan(&group.benches, &self.rule);
        }
        let bench = group.benches[place];
        match &mut group.plan {
            Plan::One(planned) => {
                let (needs, query) = planned.as_mut();
                if let Query::Prepared(prepared) = query {
                    prepared.show(place);
                }
                bench.alerts_as(&self.rule, needs, query)
            }
            Plan::Open | Plan::Each => bench.alerts(&self.rule),
        }
    }
}

/// Whether two tests have the same tables and watchlists, with the same columns.
fn alike(a: &Bench, b: &Bench) -> bool {
    let same = |a: BTreeMap<&String, &Arc<Frame>>, b: BTreeMap<&String, &Arc<Frame>>| {
        let mut both = a.iter().zip(&b);
        a.len() == b.len() && both.all(|((x, f), (y, g))| x == y && f.is_like(g))
    };
    same(a.tables(), b.tables()) && same(a.lists(), b.lists())
}

/// Plans a rule for tests that are alike.
fn plan(benches: &[&Bench], rule: &Arc<Rule>) -> Plan {
    let Some(first) = benches.first() else {
        return Plan::Each;
    };
    let strayed = Arc::new(AtomicBool::new(false));
    let over = |view: &Arc<View>| -> Arc<dyn Catalog> {
        let frames = |of: &dyn Fn(&Bench) -> BTreeMap<String, Arc<Frame>>| {
            let all: Vec<BTreeMap<String, Arc<Frame>>> = benches.iter().map(|b| of(b)).collect();
            let named = all.first().into_iter().flatten();
            let shown = named.filter_map(|(name, frame)| {
                let others = all.iter().skip(1).map(|b| b.get(name).map(Arc::clone));
                let table = frame.seen_or(others.collect::<Option<_>>()?, view)?;
                Some((name.clone(), table))
            });
            shown.collect()
        };
        let owned = |of: BTreeMap<&String, &Arc<Frame>>| {
            let all = of.into_iter();
            all.map(|(n, f)| (n.clone(), Arc::clone(f))).collect()
        };
        Arc::new(Tables {
            base: Arc::clone(first.base()),
            tables: frames(&|bench| owned(bench.tables())),
            lists: frames(&|bench| owned(bench.lists())),
            strayed: Arc::clone(&strayed),
        })
    };
    let still = Arc::new(View::fixed(i64::MIN, i64::MAX));
    // A session of its own, so that threads do not wait for one another.
    let engine = Engine::new(over(&still), plain(rule.addresses()));
    let query = rule.parsed();
    let Ok((needs, _)) = engine.needs(query.clone()) else {
        return Plan::Each;
    };
    match engine.prepare(query, &needs, over) {
        Ok(Some(prepared)) if !strayed.load(Ordering::Relaxed) => {
            Plan::One(Box::new((needs, Query::Prepared(Box::new(prepared)))))
        }
        _ => Plan::Each,
    }
}

/// The tables and watchlists of all tests, of which a view shows those of one; and a note whether
/// anything else was asked for, which may be another in each.
#[derive(Debug)]
struct Tables {
    base: Arc<dyn Catalog>,
    tables: BTreeMap<String, Arc<dyn Table>>,
    lists: BTreeMap<String, Arc<dyn Table>>,
    strayed: Arc<AtomicBool>,
}

impl Tables {
    /// What one of the tests has: good for a message, not for a plan that all share.
    fn stray(&self) -> &dyn Catalog {
        self.strayed.store(true, Ordering::Relaxed);
        self.base.as_ref()
    }
}

impl Catalog for Tables {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        let own = self.tables.get(name).map(Arc::clone);
        own.or_else(|| self.stray().table(name))
    }

    fn names(&self) -> Vec<String> {
        self.stray().names()
    }

    fn known(&self, name: &str) -> bool {
        self.base.known(name)
    }

    fn external(
        &self,
        uri: &str,
        columns: &[Column],
        options: &ExternalOptions,
    ) -> Result<Vec<Vec<Value>>, String> {
        self.stray().external(uri, columns, options)
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        let own = self.lists.get(name).map(Arc::clone);
        own.or_else(|| self.stray().watchlist(name))
    }

    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        self.stray().places()
    }
}
