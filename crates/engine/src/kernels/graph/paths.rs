//! The shortest matches of a pattern between two nodes, for `graph-shortest-paths`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::ControlFlow;

use super::matching::{Plan, Search};
use super::pattern::{Cycles, Direction, Found, Hop, Match, Pattern};
use super::{Graph, Shape};
use crate::kernel::{Kernel, Rows};
use crate::types::Value;

#[derive(Debug)]
pub(crate) struct ShortestPaths {
    pub(crate) shape: Shape,
    pub(crate) pattern: Pattern,
    /// All paths of the least length between two nodes, not one of them.
    pub(crate) all: bool,
}

/// The rows of the shortest matches between two nodes, and their length.
type Best = BTreeMap<(usize, usize), (usize, Vec<Vec<Value>>)>;

impl Kernel for ShortestPaths {
    fn name(&self) -> &'static str {
        "graph_shortest_paths"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        let first = *self
            .pattern
            .nodes
            .first()
            .ok_or("the pattern has no node")?;
        let plan = Plan::from(&self.pattern, first)?;
        for graph in self.shape.graphs(input)? {
            let mut best = Best::new();
            match self.pattern.hops.as_slice() {
                [hop] if hop.from != hop.to => self.by_length(&graph, &plan, hop, &mut best)?,
                _ => {
                    let mut search = self.search(&graph, &plan);
                    search.run(&mut |found| {
                        self.take(found, &mut best)?;
                        Ok(ControlFlow::Continue(()))
                    })?;
                }
            }
            out.extend(best.into_values().flat_map(|(_, rows)| rows));
        }
        Ok(out)
    }
}

impl ShortestPaths {
    fn search<'g>(&'g self, graph: &'g Graph, plan: &'g Plan<'g>) -> Search<'g> {
        Search::new(
            graph,
            &self.pattern,
            plan,
            Cycles::UniqueEdges,
            self.shape.directed,
        )
    }

    /// Ever longer paths from each node, until each pair of nodes that can have one has one. Only
    /// paths that can still end in time are followed.
    fn by_length(
        &self,
        graph: &Graph,
        plan: &Plan<'_>,
        hop: &Hop,
        best: &mut Best,
    ) -> Result<(), String> {
        let (least, most) = hop.range.unwrap_or((1, 1));
        let ends = self.ends(graph, hop)?;
        let distance = self.distances(graph, hop, &ends);
        let ends = ends.iter().filter(|end| **end).count();
        let mut search = self.search(graph, plan);
        let by_path = self
            .pattern
            .conditions
            .iter()
            .any(|c| c.needs.contains(&hop.edge));
        for start in 0..graph.nodes.len() {
            let mut from_here = 0;
            for length in least..=most.min(least.max(graph.edges.len())) {
                if distance[start] > length {
                    continue;
                }
                search.exact = Some((length, &distance));
                search.once = (!self.all && !by_path).then(BTreeSet::new);
                let before = best.len();
                let whole = search.start(start, &mut |found| {
                    self.take(found, best)?;
                    Ok(ControlFlow::Continue(()))
                })?;
                debug_assert!(whole.is_continue(), "nothing stops this search");
                from_here += best.len() - before;
                if from_here >= ends {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The nodes at which a path may end, by the conditions on the last node alone.
    fn ends(&self, graph: &Graph, hop: &Hop) -> Result<Vec<bool>, String> {
        let mut found = Match {
            graph,
            pattern: &self.pattern,
            found: vec![Found::Nothing; self.pattern.slots],
        };
        let mut ends = vec![true; graph.nodes.len()];
        for (node, end) in ends.iter_mut().enumerate() {
            found.found[hop.to] = Found::Node(node);
            for condition in &self.pattern.conditions {
                let alone = condition.needs.len() == 1 && condition.needs.contains(&hop.to);
                if alone && condition.each.is_none() && !found.holds(condition, None)? {
                    *end = false;
                    break;
                }
            }
        }
        Ok(ends)
    }

    /// For each node how many edges it is at least away from an end.
    fn distances(&self, graph: &Graph, hop: &Hop, ends: &[bool]) -> Vec<usize> {
        let direction = if self.shape.directed {
            hop.direction
        } else {
            Direction::Any
        };
        let mut distance = vec![usize::MAX / 2; graph.nodes.len()];
        let mut queue: VecDeque<usize> = (0..ends.len()).filter(|at| ends[*at]).collect();
        for at in &queue {
            distance[*at] = 0;
        }
        while let Some(at) = queue.pop_front() {
            let mut before = Vec::new();
            if direction != Direction::Left {
                before.extend(graph.coming[at].iter().map(|e| graph.edges[*e].from));
            }
            if direction != Direction::Right {
                before.extend(graph.leaving[at].iter().map(|e| graph.edges[*e].to));
            }
            for node in before {
                if distance[node] > distance[at] + 1 {
                    distance[node] = distance[at] + 1;
                    queue.push_back(node);
                }
            }
        }
        distance
    }

    /// Keeps a match if it is as short as the best one between its ends.
    fn take(&self, found: &Match<'_>, best: &mut Best) -> Result<(), String> {
        let (Some(first), Some(last)) = (self.pattern.nodes.first(), self.pattern.hops.last())
        else {
            return Ok(());
        };
        let (Found::Node(from), Found::Node(to)) = (&found.found[*first], &found.found[last.to])
        else {
            return Ok(());
        };
        let length = found
            .found
            .iter()
            .map(|f| match f {
                Found::Edge(_) => 1,
                Found::Path { edges, .. } => edges.len(),
                _ => 0,
            })
            .sum();
        let known = best.get(&(*from, *to)).map(|(known, _)| *known);
        if known.is_some_and(|known| known < length || known == length && !self.all) {
            return Ok(());
        }
        let row = self
            .pattern
            .project
            .iter()
            .map(|e| found.value(e, None))
            .collect::<Result<Vec<_>, _>>()?;
        match best.get_mut(&(*from, *to)) {
            Some((known, rows)) if *known == length => rows.push(row),
            _ => {
                best.insert((*from, *to), (length, vec![row]));
            }
        }
        Ok(())
    }
}
