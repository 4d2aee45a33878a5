//! A progress bar on a terminal, nothing when piped.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use vigie_logs::Progress;

use crate::console::Console;

/// What takes less than this is not worth a bar.
const PATIENCE: Duration = Duration::from_millis(400);
const REFRESH: Duration = Duration::from_millis(100);

/// A bar that follows the reading of logs until it is dropped.
pub(crate) struct Shown {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows how far the reading has come, where somebody looks.
pub(crate) fn show(progress: Arc<Progress>, console: &Console<'_>) -> Option<Shown> {
    if !console.err_is_terminal {
        return None;
    }
    let (stop, stopped) = channel::<()>();
    let thread = std::thread::spawn(move || {
        use std::sync::mpsc::RecvTimeoutError::Timeout;
        if stopped.recv_timeout(PATIENCE) != Err(Timeout) {
            return;
        }
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{bar:24} {msg}  {elapsed} left {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        while stopped.recv_timeout(REFRESH) == Err(Timeout) {
            bar.set_length(progress.bytes_total());
            bar.set_position(progress.bytes_done());
            let rate = progress.bytes_done() as f64 / bar.elapsed().as_secs_f64().max(0.1);
            bar.set_message(format!(
                "{} records, {} of {}, {}/s",
                HumanCount(progress.records()),
                HumanBytes(progress.bytes_done()),
                HumanBytes(progress.bytes_total()),
                HumanBytes(rate as u64),
            ));
        }
        bar.finish_and_clear();
    });
    Some(Shown {
        stop: Some(stop),
        thread: Some(thread),
    })
}

/// Shows how many of so many things are done, where somebody looks.
pub(crate) fn counted(
    what: &'static str,
    of: usize,
    done: &Arc<AtomicUsize>,
    console: &Console<'_>,
) -> Option<Shown> {
    if !console.err_is_terminal {
        return None;
    }
    let done = Arc::clone(done);
    let (stop, stopped) = channel::<()>();
    let thread = std::thread::spawn(move || {
        use std::sync::mpsc::RecvTimeoutError::Timeout;
        if stopped.recv_timeout(PATIENCE) != Err(Timeout) {
            return;
        }
        let bar = ProgressBar::new(of as u64);
        let style = ProgressStyle::with_template("{bar:24} {pos} of {len} {msg}  left {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        while stopped.recv_timeout(REFRESH) == Err(Timeout) {
            bar.set_position(done.load(Ordering::Relaxed) as u64);
        }
        bar.finish_and_clear();
    });
    Some(Shown {
        stop: Some(stop),
        thread: Some(thread),
    })
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // It only draws: a panic there is no reason to lose the results.
            drop(thread.join());
        }
    }
}
