//! All matches of a pattern in a graph, for `graph-match`.
//!
//! The pattern is followed hop by hop from a node that a condition speaks of. A condition is asked
//! as soon as its elements are known.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::pattern::{Condition, Cycles, Direction, Found, Hop, Match, Pattern, Slot};
use super::{BUDGET, Graph, Shape};
use crate::kernel::{Kernel, Rows};
use crate::types::Value;

/// How many rows may come out.
const ROWS: usize = 1_000_000;

#[derive(Debug)]
pub(crate) struct GraphMatch {
    pub(crate) shape: Shape,
    pub(crate) pattern: Pattern,
    pub(crate) cycles: Cycles,
}

impl Kernel for GraphMatch {
    fn name(&self) -> &'static str {
        "graph_match"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        let plan = Plan::new(&self.pattern)?;
        for graph in self.shape.graphs(input)? {
            let mut search = Search::new(
                &graph,
                &self.pattern,
                &plan,
                self.cycles,
                self.shape.directed,
            );
            search.run(&mut |found| {
                if out.len() == ROWS {
                    return Err(format!("the pattern has more than {ROWS} matches"));
                }
                let row = self.pattern.project.iter().map(|e| found.value(e, None));
                out.push(row.collect::<Result<_, _>>()?);
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(out)
    }
}

/// In which order the pattern is followed, and which conditions are asked when.
pub(crate) struct Plan<'p> {
    pub(crate) start: Slot,
    /// Each hop begins at a node that is known; whether it is followed from its right to its left.
    hops: Vec<(Hop, bool)>,
    /// Conditions that can be asked once so many hops are done.
    conditions: Vec<Vec<&'p Condition>>,
}

impl<'p> Plan<'p> {
    pub(crate) fn new(pattern: &'p Pattern) -> Result<Self, String> {
        let alone = |slot: &Slot| {
            let speaks =
                |c: &Condition| c.each.is_none() && c.needs.len() == 1 && c.needs.contains(slot);
            pattern.conditions.iter().any(speaks)
        };
        let start = pattern
            .nodes
            .iter()
            .find(|n| alone(n))
            .or(pattern.nodes.first());
        let start = *start.ok_or("the pattern has no node")?;
        Self::from(pattern, start)
    }

    pub(crate) fn from(pattern: &'p Pattern, start: Slot) -> Result<Self, String> {
        let mut known = BTreeSet::from([start]);
        let mut rest: Vec<&Hop> = pattern.hops.iter().collect();
        let mut hops = Vec::new();
        let mut sets = vec![known.clone()];
        while !rest.is_empty() {
            let next = rest
                .iter()
                .position(|hop| known.contains(&hop.from) || known.contains(&hop.to))
                .ok_or("the parts of the pattern are not connected")?;
            let hop = rest.remove(next).clone();
            known.extend([hop.from, hop.edge, hop.to]);
            let turned = !sets.last().is_some_and(|known| known.contains(&hop.from));
            hops.push((hop, turned));
            sets.push(known.clone());
        }
        let mut conditions: Vec<Vec<&Condition>> = vec![Vec::new(); sets.len()];
        for condition in &pattern.conditions {
            let stage = sets
                .iter()
                .position(|known| condition.needs.is_subset(known));
            let stage = stage.ok_or("a condition names an element that is not there")?;
            conditions[stage].push(condition);
        }
        Ok(Self {
            start,
            hops,
            conditions,
        })
    }
}

type Visit<'v> = dyn FnMut(&Match<'_>) -> Result<ControlFlow<()>, String> + 'v;

/// A walk through a graph along a pattern.
pub(crate) struct Search<'g> {
    pub(crate) found: Match<'g>,
    plan: &'g Plan<'g>,
    cycles: Cycles,
    directed: bool,
    /// The edges and the nodes that the match has.
    edges: Vec<usize>,
    nodes: Vec<usize>,
    steps: usize,
    /// When set, a path has exactly so many edges, and each node at least so many to an end.
    pub(crate) exact: Option<(usize, &'g [usize])>,
    /// When set, a path goes through a node only once after so many edges: where any path is as
    /// good as another.
    pub(crate) once: Option<BTreeSet<(usize, usize)>>,
}

impl<'g> Search<'g> {
    pub(crate) fn new(
        graph: &'g Graph,
        pattern: &'g Pattern,
        plan: &'g Plan<'g>,
        cycles: Cycles,
        directed: bool,
    ) -> Self {
        Self {
            found: Match {
                graph,
                pattern,
                found: vec![Found::Nothing; pattern.slots],
            },
            plan,
            cycles,
            directed,
            edges: Vec::new(),
            nodes: Vec::new(),
            steps: 0,
            exact: None,
            once: None,
        }
    }

    /// Calls `visit` with each match.
    pub(crate) fn run(&mut self, visit: &mut Visit<'_>) -> Result<(), String> {
        for node in 0..self.found.graph.nodes.len() {
            if self.start(node, visit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The matches that begin at a node.
    pub(crate) fn start(
        &mut self,
        node: usize,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        self.step()?;
        self.found.found[self.plan.start] = Found::Node(node);
        self.nodes.push(node);
        let flow = self.asked(0, visit);
        self.nodes.pop();
        self.found.found[self.plan.start] = Found::Nothing;
        flow
    }

    fn step(&mut self) -> Result<(), String> {
        self.steps += 1;
        if self.steps > BUDGET {
            return Err(format!(
                "the pattern was given up after {BUDGET} steps: say more of its nodes, or shorten its paths"
            ));
        }
        Ok(())
    }

    /// Goes on after so many hops, if their conditions hold.
    fn asked(&mut self, stage: usize, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, String> {
        for condition in &self.plan.conditions[stage] {
            let holds = match condition.each {
                None => self.found.holds(condition, None)?,
                Some(slot) => {
                    let edges = match &self.found.found[slot] {
                        Found::Path { edges, .. } => edges.clone(),
                        _ => Vec::new(),
                    };
                    let mut all = true;
                    for edge in edges {
                        all = all && self.found.holds(condition, Some(edge))?;
                    }
                    all
                }
            };
            if !holds {
                return Ok(ControlFlow::Continue(()));
            }
        }
        let plan = self.plan;
        let Some((hop, turned)) = plan.hops.get(stage) else {
            return visit(&self.found);
        };
        let (near, far) = if *turned {
            (hop.to, hop.from)
        } else {
            (hop.from, hop.to)
        };
        let Found::Node(at) = self.found.found[near] else {
            return Err("a hop begins at a known node".to_owned());
        };
        let direction = match (self.directed, turned) {
            (false, _) => Direction::Any,
            (true, true) => hop.direction.turned(),
            (true, false) => hop.direction,
        };
        let walk = Walk {
            hop,
            turned: *turned,
            far,
            direction,
            stage,
        };
        match hop.range {
            None => self.one_edge(&walk, at, visit),
            Some(_) => self.path(&walk, at, &mut Vec::new(), &mut Vec::new(), visit),
        }
    }

    /// The edges at a node, each with the node at its other end.
    fn neighbours(&self, at: usize, direction: Direction) -> Vec<(usize, usize)> {
        let graph = self.found.graph;
        let mut out = Vec::new();
        if direction != Direction::Left {
            out.extend(graph.leaving[at].iter().map(|e| (*e, graph.edges[*e].to)));
        }
        if direction != Direction::Right {
            let coming = graph.coming[at].iter().map(|e| (*e, graph.edges[*e].from));
            // A loop is one edge, whatever its direction.
            out.extend(coming.filter(|(_, from)| direction == Direction::Left || *from != at));
        }
        out
    }

    fn may_use(&self, edge: usize) -> bool {
        self.cycles == Cycles::All || !self.edges.contains(&edge)
    }

    /// Binds a hop's far node and goes on.
    fn arrive(
        &mut self,
        walk: &Walk<'_>,
        node: usize,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        match self.found.found[walk.far] {
            Found::Node(known) if known != node => return Ok(ControlFlow::Continue(())),
            // A known node closes a cycle.
            Found::Node(_) if self.cycles == Cycles::None => {
                return Ok(ControlFlow::Continue(()));
            }
            Found::Node(_) => return self.asked(walk.stage + 1, visit),
            _ => {}
        }
        if self.cycles == Cycles::None && self.nodes.contains(&node) {
            return Ok(ControlFlow::Continue(()));
        }
        self.found.found[walk.far] = Found::Node(node);
        self.nodes.push(node);
        let flow = self.asked(walk.stage + 1, visit);
        self.nodes.pop();
        self.found.found[walk.far] = Found::Nothing;
        flow
    }

    fn one_edge(
        &mut self,
        walk: &Walk<'_>,
        at: usize,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        for (edge, other) in self.neighbours(at, walk.direction) {
            self.step()?;
            if !self.may_use(edge) {
                continue;
            }
            self.found.found[walk.hop.edge] = Found::Edge(edge);
            self.edges.push(edge);
            let flow = self.arrive(walk, other, visit);
            self.edges.pop();
            self.found.found[walk.hop.edge] = Found::Nothing;
            if flow?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Paths that go on from a node; `edges` and `inner` are those of the path so far.
    fn path(
        &mut self,
        walk: &Walk<'_>,
        at: usize,
        edges: &mut Vec<usize>,
        inner: &mut Vec<usize>,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        if let Some(seen) = &mut self.once
            && !seen.insert((edges.len(), at))
        {
            return Ok(ControlFlow::Continue(()));
        }
        let (least, most) = match (self.exact, walk.hop.range) {
            (Some((length, _)), _) => (length, length),
            (None, Some(range)) => range,
            (None, None) => (1, 1),
        };
        if edges.len() >= least {
            let (mut edges, mut inner) = (edges.clone(), inner.clone());
            if walk.turned {
                edges.reverse();
                inner.reverse();
            }
            self.found.found[walk.hop.edge] = Found::Path { edges, inner };
            let flow = if self.zero_length(walk) {
                self.arrive_where_it_began(walk, at, visit)
            } else {
                self.arrive(walk, at, visit)
            };
            self.found.found[walk.hop.edge] = Found::Nothing;
            if flow?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if edges.len() == most {
            return Ok(ControlFlow::Continue(()));
        }
        // A node the path goes through is one of the match.
        let through = !edges.is_empty();
        if through && self.cycles == Cycles::None && self.nodes.contains(&at) {
            return Ok(ControlFlow::Continue(()));
        }
        if through {
            inner.push(at);
            self.nodes.push(at);
        }
        let flow = self.further(walk, at, edges, inner, visit);
        if through {
            inner.pop();
            self.nodes.pop();
        }
        flow
    }

    fn further(
        &mut self,
        walk: &Walk<'_>,
        at: usize,
        edges: &mut Vec<usize>,
        inner: &mut Vec<usize>,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        for (edge, other) in self.neighbours(at, walk.direction) {
            self.step()?;
            if !self.may_use(edge) {
                continue;
            }
            if let Some((length, distance)) = self.exact
                && edges.len() + 1 + distance[other] > length
            {
                continue;
            }
            edges.push(edge);
            self.edges.push(edge);
            let flow = self.path(walk, other, edges, inner, visit);
            self.edges.pop();
            edges.pop();
            if flow?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Whether the path that was just bound has no edge.
    fn zero_length(&self, walk: &Walk<'_>) -> bool {
        matches!(&self.found.found[walk.hop.edge], Found::Path { edges, .. } if edges.is_empty())
    }

    /// A path without edges ends at its own beginning, which is no cycle.
    fn arrive_where_it_began(
        &mut self,
        walk: &Walk<'_>,
        node: usize,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, String> {
        match self.found.found[walk.far] {
            Found::Node(known) if known != node => Ok(ControlFlow::Continue(())),
            Found::Node(_) => self.asked(walk.stage + 1, visit),
            _ => {
                self.found.found[walk.far] = Found::Node(node);
                let flow = self.asked(walk.stage + 1, visit);
                self.found.found[walk.far] = Found::Nothing;
                flow
            }
        }
    }
}

/// A hop on its way.
struct Walk<'h> {
    hop: &'h Hop,
    turned: bool,
    /// The node it leads to.
    far: Slot,
    direction: Direction,
    stage: usize,
}
