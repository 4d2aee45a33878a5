//! The commands of SPL, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod addtotals;
mod append;
mod appendpipe;
mod bin;
mod chart;
mod convert;
mod dedup;
mod eval;
mod eventstats;
mod fieldformat;
mod fields;
mod filldown;
mod fillnull;
mod foreach;
mod format;
mod from;
mod fromjson;
mod head;
mod inputlookup;
mod iplocation;
mod join;
mod lookup;
mod makecontinuous;
mod makemv;
mod makeresults;
mod mstats;
mod mvcombine;
mod mvexpand;
mod nomv;
mod outputlookup;
mod rangemap;
mod rare;
mod regex;
mod rename;
mod replace;
mod reverse;
mod rex;
mod search;
mod sort;
mod spath;
mod stats;
mod strcat;
mod streamstats;
mod table;
mod tail;
mod timechart;
mod top;
mod transaction;
mod tstats;
mod union;
mod r#where;
mod xmlkv;

use def::Command;

/// Every command, by name.
#[rustfmt::skip]
pub static COMMANDS: &[&Command] = &[
    &addtotals::COMMAND,
    &append::COMMAND,
    &appendpipe::COMMAND,
    &bin::COMMAND,
    &chart::COMMAND,
    &convert::COMMAND,
    &dedup::COMMAND,
    &eval::COMMAND,
    &eventstats::COMMAND,
    &fieldformat::COMMAND,
    &fields::COMMAND,
    &filldown::COMMAND,
    &fillnull::COMMAND,
    &foreach::COMMAND,
    &format::COMMAND,
    &from::COMMAND,
    &fromjson::COMMAND,
    &head::COMMAND,
    &inputlookup::COMMAND,
    &iplocation::COMMAND,
    &join::COMMAND,
    &lookup::COMMAND,
    &makecontinuous::COMMAND,
    &makemv::COMMAND,
    &makeresults::COMMAND,
    &mstats::COMMAND,
    &mvcombine::COMMAND,
    &mvexpand::COMMAND,
    &nomv::COMMAND,
    &outputlookup::COMMAND,
    &rangemap::COMMAND,
    &rare::COMMAND,
    &regex::COMMAND,
    &rename::COMMAND,
    &replace::COMMAND,
    &reverse::COMMAND,
    &rex::COMMAND,
    &search::COMMAND,
    &sort::COMMAND,
    &spath::COMMAND,
    &stats::COMMAND,
    &strcat::COMMAND,
    &streamstats::COMMAND,
    &table::COMMAND,
    &tail::COMMAND,
    &timechart::COMMAND,
    &top::COMMAND,
    &transaction::COMMAND,
    &tstats::COMMAND,
    &union::COMMAND,
    &r#where::COMMAND,
    &xmlkv::COMMAND,
];
