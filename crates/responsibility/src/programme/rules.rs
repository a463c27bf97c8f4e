//! The order of transfers: nothing waits for itself, however many stand between.

use std::collections::{BTreeMap, BTreeSet};

use values::{Id, id};

/// Transfers that wait for each other in a circle, the first of which stands for where it begins again.
pub fn circle(after: &BTreeMap<Id<id::Transfer>, Vec<Id<id::Transfer>>>) -> Option<Vec<Id<id::Transfer>>> {
    let mut done = BTreeSet::new();
    after.keys().find_map(|start| from(after, start, &mut Vec::new(), &mut done))
}

fn from(
    after: &BTreeMap<Id<id::Transfer>, Vec<Id<id::Transfer>>>,
    at: &Id<id::Transfer>,
    way: &mut Vec<Id<id::Transfer>>,
    done: &mut BTreeSet<Id<id::Transfer>>,
) -> Option<Vec<Id<id::Transfer>>> {
    if let Some(again) = way.iter().position(|known| known == at) {
        return Some(way[again..].to_vec());
    }
    if done.contains(at) {
        return None;
    }
    way.push(at.clone());
    let found = after.get(at).into_iter().flatten().find_map(|next| from(after, next, way, done));
    way.pop();
    done.insert(at.clone());
    found
}

/// Transfers so that each comes after those it waits for. Those in a circle are left out.
pub fn in_order(after: &BTreeMap<Id<id::Transfer>, Vec<Id<id::Transfer>>>) -> Vec<Id<id::Transfer>> {
    let mut order: Vec<Id<id::Transfer>> = Vec::new();
    loop {
        let ready = |id: &&Id<id::Transfer>| {
            !order.contains(id) && after[*id].iter().all(|before| order.contains(before) || !after.contains_key(before))
        };
        let next: Vec<Id<id::Transfer>> = after.keys().filter(ready).cloned().collect();
        if next.is_empty() {
            return order;
        }
        order.extend(next);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wave(n: usize) -> Id<id::Transfer> {
        Id::named(&format!("wave-{n}")).unwrap()
    }

    #[test]
    fn waves_that_wait_for_each_other_are_found() {
        let after = |links: &[(usize, usize)]| {
            let mut after: BTreeMap<_, Vec<_>> = (0..4).map(|n| (wave(n), Vec::new())).collect();
            for (one, other) in links {
                after.get_mut(&wave(*one)).unwrap().push(wave(*other));
            }
            after
        };
        assert_eq!(circle(&after(&[(1, 0), (2, 1), (3, 1), (3, 2)])), None);
        assert_eq!(circle(&after(&[(0, 2), (2, 1), (1, 0), (3, 1)])), Some(vec![wave(0), wave(2), wave(1)]));
        assert_eq!(circle(&after(&[(3, 3)])), Some(vec![wave(3)]));
        assert_eq!(in_order(&after(&[(0, 2), (2, 3)])), [wave(1), wave(3), wave(2), wave(0)]);
    }

    proptest! {
        #[test]
        fn either_there_is_an_order_or_a_circle(links in prop::collection::vec((0..6usize, 0..6usize), 0..12)) {
            let mut after: BTreeMap<_, Vec<_>> = (0..6).map(|n| (wave(n), Vec::new())).collect();
            for (one, other) in &links {
                after.get_mut(&wave(*one)).unwrap().push(wave(*other));
            }
            let order = in_order(&after);
            match circle(&after) {
                None => {
                    prop_assert_eq!(order.len(), 6);
                    for (n, id) in order.iter().enumerate() {
                        prop_assert!(after[id].iter().all(|before| order[..n].contains(before)));
                    }
                }
                Some(circle) => {
                    prop_assert!(order.len() < 6);
                    for (n, id) in circle.iter().enumerate() {
                        prop_assert!(after[id].contains(&circle[(n + 1) % circle.len()]));
                    }
                }
            }
        }
    }
}
