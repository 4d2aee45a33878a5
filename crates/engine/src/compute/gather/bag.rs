//! The members of all bags of a group: `make_bag` and its kin.

use super::items;
use crate::aggregates::def::{Group, Make, Row};
use crate::compute::json::Bag;
use crate::types::{Json, Value};

/// Groups that join the bags of the first argument, at most so many members. The first value of a
/// key stays; what is no bag is passed over.
pub(crate) fn make(most: usize) -> Make {
    Box::new(move || {
        Box::new(Bags {
            most,
            bag: Bag::new(),
            held: 0,
        })
    })
}

struct Bags {
    most: usize,
    bag: Bag,
    held: usize,
}

impl Group for Bags {
    fn add(&mut self, row: &Row<'_>) {
        let Value::Dynamic(Json::Object(bag)) = row.get(0) else {
            return;
        };
        for (key, value) in bag {
            if self.bag.len() >= self.most {
                return;
            }
            if !self.bag.contains_key(&key) {
                self.held += key.len() + 64 + items::size(&value);
                self.bag.insert(key, value);
            }
        }
    }

    fn finish(&mut self) -> Value {
        Value::Dynamic(Json::Object(std::mem::take(&mut self.bag)))
    }

    fn size(&self) -> usize {
        self.held
    }
}
