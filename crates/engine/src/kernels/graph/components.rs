//! The connected components of a graph.

use super::Graph;

/// For each node the number of its component; components are numbered by their first node.
pub(crate) fn components(graph: &Graph, strong: bool) -> Vec<usize> {
    let found = if strong {
        strongly(graph)
    } else {
        weakly(graph)
    };
    let mut numbers = vec![None; graph.nodes.len()];
    let mut next = 0;
    found
        .into_iter()
        .map(|component| {
            *numbers[component].get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

/// Components whatever the direction of edges; each is called by one of its nodes.
fn weakly(graph: &Graph) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..graph.nodes.len()).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for edge in &graph.edges {
        let (a, b) = (root(&mut parent, edge.from), root(&mut parent, edge.to));
        parent[a.max(b)] = a.min(b);
    }
    (0..parent.len()).map(|at| root(&mut parent, at)).collect()
}

/// Components of nodes that reach each other (Kosaraju's algorithm, without recursion).
fn strongly(graph: &Graph) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut seen = vec![false; count];
    let mut finished = Vec::with_capacity(count);
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        // Each node with how many of its edges were followed.
        let mut stack = vec![(start, 0)];
        while let Some((at, followed)) = stack.pop() {
            match graph.leaving[at].get(followed) {
                Some(edge) => {
                    stack.push((at, followed + 1));
                    let to = graph.edges[*edge].to;
                    if !std::mem::replace(&mut seen[to], true) {
                        stack.push((to, 0));
                    }
                }
                None => finished.push(at),
            }
        }
    }
    let mut component = vec![None; count];
    for start in finished.into_iter().rev() {
        let mut stack = vec![start];
        while let Some(at) = stack.pop() {
            if component[at].is_some() {
                continue;
            }
            component[at] = Some(start);
            let before = graph.coming[at].iter().map(|edge| graph.edges[*edge].from);
            stack.extend(before.filter(|from| component[*from].is_none()));
        }
    }
    component
        .into_iter()
        .enumerate()
        .map(|(at, component)| component.unwrap_or(at))
        .collect()
}
