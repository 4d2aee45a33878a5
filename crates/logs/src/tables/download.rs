//! Files behind `https://`, for `externaldata` where the network is allowed.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;
use ureq::Agent;

/// How long a file may take, with all that it is redirected to.
const LIMIT: Duration = Duration::from_mins(1);
/// How many bytes such a file may have, as it is sent.
const MOST: u64 = 64 << 20;
/// How often one address may lead to another.
const REDIRECTS: u32 = 5;

/// What has been read from the network: a rule that runs at many times reads a file once, and sees
/// the same of it each time.
#[derive(Debug, Default)]
pub(super) struct Downloads {
    files: Mutex<BTreeMap<String, Arc<NamedTempFile>>>,
}

impl Downloads {
    /// A copy of a file, on this machine until the catalog is dropped.
    ///
    /// # Errors
    /// A sentence that says why there is none.
    pub(super) fn file(&self, address: &str) -> Result<Arc<NamedTempFile>, String> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(address) {
            return Ok(Arc::clone(file));
        }
        let file = Arc::new(download(address)?);
        files.insert(address.to_owned(), Arc::clone(&file));
        Ok(file)
    }
}

fn download(address: &str) -> Result<NamedTempFile, String> {
    let fault = |what: &dyn std::fmt::Display| format!("`{address}` is not read: {what}");
    let agent: Agent = Agent::config_builder()
        .https_only(true)
        .max_redirects(REDIRECTS)
        .timeout_global(Some(LIMIT))
        .user_agent("vigie")
        .build()
        .into();
    let mut response = agent.get(address).call().map_err(|e| fault(&e))?;
    let body = response.body_mut().with_config().limit(MOST);
    let bytes = body.read_to_vec().map_err(|e| fault(&e))?;
    let mut file = NamedTempFile::new().map_err(|e| fault(&e))?;
    file.write_all(&bytes)
        .and_then(|()| file.flush())
        .map_err(|e| fault(&e))?;
    Ok(file)
}
