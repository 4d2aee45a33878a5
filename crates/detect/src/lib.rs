//! Rules, when they run, and the alerts that come of it.
