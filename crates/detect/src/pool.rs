//! Many small jobs on threads, of which some may panic and some may never end.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended<T> {
    Done(T),
    /// With the panic's message and place.
    Panicked(String),
    TimedOut,
}

/// Deep queries need deep stacks where nothing is optimized.
const STACK: usize = 64 << 20;

/// Runs a job for each item, on as many threads as the machine has cores, and gives the results
/// in the order of the items.
///
/// A job that exceeds the limit is left behind with its thread, and another thread takes its
/// place: there is no way to stop it, but it ends with the process.
pub fn run_all<J, T>(items: Vec<J>, limit: Duration, job: fn(&J) -> T) -> Vec<Ended<T>>
where
    J: Send + Sync + 'static,
    T: Send + 'static,
{
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|l| format!(" ({}:{})", l.file(), l.line()));
        let message = info.payload_as_str().unwrap_or("no message");
        let message = format!("{message}{}", place.unwrap_or_default());
        PANIC.with(|panic| *panic.borrow_mut() = message);
    }));
    let work = Arc::new(Work {
        items,
        next: AtomicUsize::new(0),
        left_behind: Mutex::new(Vec::new()),
        job,
    });
    let (sender, events) = mpsc::channel();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..workers {
        Work::start(&work, &sender);
    }
    let mut ended: Vec<Option<Ended<T>>> = work.items.iter().map(|_| None).collect();
    let mut left = ended.len();
    let mut running: BTreeMap<usize, Instant> = BTreeMap::new();
    while left > 0 {
        match events.recv_timeout(limit / 10) {
            Ok(Event::Started(at)) => {
                running.insert(at, Instant::now());
            }
            Ok(Event::Ended(at, end)) => {
                running.remove(&at);
                if ended[at].is_none() {
                    ended[at] = Some(end);
                    left -= 1;
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        let late: Vec<usize> = running
            .iter()
            .filter(|(_, since)| since.elapsed() > limit)
            .map(|(at, _)| *at)
            .collect();
        for at in late {
            running.remove(&at);
            work.leave_behind(at);
            ended[at] = Some(Ended::TimedOut);
            left -= 1;
            Work::start(&work, &sender);
        }
    }
    panic::set_hook(hook);
    let all = ended.into_iter();
    all.map(|end| end.expect("the loop ends when every job has"))
        .collect()
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

enum Event<T> {
    Started(usize),
    Ended(usize, Ended<T>),
}

struct Work<J, T> {
    items: Vec<J>,
    next: AtomicUsize,
    /// Jobs whose threads have been replaced.
    left_behind: Mutex<Vec<usize>>,
    job: fn(&J) -> T,
}

impl<J: Send + Sync + 'static, T: Send + 'static> Work<J, T> {
    fn start(work: &Arc<Self>, events: &Sender<Event<T>>) {
        let work = Arc::clone(work);
        let events = events.clone();
        let thread = thread::Builder::new().stack_size(STACK);
        thread
            .spawn(move || work.run(&events))
            .expect("the system has a thread to give");
    }

    fn run(&self, events: &Sender<Event<T>>) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = self.items.get(at) else {
                return;
            };
            // Nobody listens any more when the run is over.
            let _ = events.send(Event::Started(at));
            let end = match panic::catch_unwind(AssertUnwindSafe(|| (self.job)(item))) {
                Ok(done) => Ended::Done(done),
                Err(_) => Ended::Panicked(PANIC.with(RefCell::take)),
            };
            let _ = events.send(Event::Ended(at, end));
            let left_behind = self.left_behind.lock();
            if left_behind
                .unwrap_or_else(PoisonError::into_inner)
                .contains(&at)
            {
                return;
            }
        }
    }

    fn leave_behind(&self, at: usize) {
        let left_behind = self.left_behind.lock();
        left_behind.unwrap_or_else(PoisonError::into_inner).push(at);
    }
}
