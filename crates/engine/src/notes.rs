//! What a run has to say beside its rows: a session keeps it while plans run, functions of rows write
//! it, and whoever ran the plan reads it.

use std::any::Any;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::common::config::{ConfigEntry, ConfigExtension, ExtensionOptions};
use datafusion::error::{DataFusionError, Result};

/// Sentences about the runs of a session, each once. A clone writes to the same list.
#[derive(Debug, Clone, Default)]
pub struct Notes(Arc<Mutex<BTreeSet<String>>>);

impl Notes {
    /// Says something; said again, it counts once.
    pub fn say(&self, sentence: String) {
        let mut sentences = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sentences.insert(sentence);
    }

    /// What was said since the last time it was asked for.
    pub fn take(&self) -> Vec<String> {
        let mut sentences = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *sentences).into_iter().collect()
    }
}

impl ConfigExtension for Notes {
    const PREFIX: &'static str = "notes";
}

impl ExtensionOptions for Notes {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn cloned(&self) -> Box<dyn ExtensionOptions> {
        Box::new(self.clone())
    }

    fn set(&mut self, key: &str, _: &str) -> Result<()> {
        Err(DataFusionError::Configuration(format!(
            "there is no setting `notes.{key}`"
        )))
    }

    fn entries(&self) -> Vec<ConfigEntry> {
        Vec::new()
    }
}
