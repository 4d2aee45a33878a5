//! The scalar functions, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod abs;
mod acos;
mod add;
mod ago;
mod asin;
mod atan;
mod atan2;
mod beta_cdf;
mod beta_inv;
mod beta_pdf;
mod bin;
mod bin_at;
mod bin_auto;
mod binary_and;
mod binary_not;
mod binary_or;
mod binary_shift_left;
mod binary_shift_right;
mod binary_xor;
mod bitset_count_ones;
mod ceiling;
mod cos;
mod cot;
mod datetime_add;
mod datetime_diff;
mod datetime_list_timezones;
mod datetime_local_to_utc;
mod datetime_part;
mod datetime_utc_to_local;
mod dayofmonth;
mod dayofweek;
mod dayofyear;
mod degrees;
mod divide;
mod dynamic_index;
mod dynamic_member;
mod dynamic_path;
mod endofday;
mod endofmonth;
mod endofweek;
mod endofyear;
mod equal;
mod erf;
mod erfc;
mod exp;
mod exp2;
mod exp10;
mod format_datetime;
mod format_timespan;
mod gamma;
mod getmonth;
mod getyear;
mod greater;
mod greater_or_equal;
mod hourofday;
mod ingestion_time;
mod less;
mod less_or_equal;
mod log;
mod log2;
mod log10;
mod loggamma;
mod make_datetime;
mod make_timespan;
mod modulo;
mod monthofyear;
mod multiply;
mod negate;
mod not_equal;
mod now;
mod pi;
mod pow;
mod radians;
mod rand;
mod round;
mod sign;
mod sin;
mod sqrt;
mod startofday;
mod startofmonth;
mod startofweek;
mod startofyear;
mod strlen;
mod subtract;
mod tan;
mod unixtime_microseconds_todatetime;
mod unixtime_milliseconds_todatetime;
mod unixtime_nanoseconds_todatetime;
mod unixtime_seconds_todatetime;
mod week_of_year;
mod weekofyear;
mod welch_test;
mod contains;
mod contains_cs;
mod endswith;
mod endswith_cs;
mod equals_tilde;
mod extract;
mod extract_all;
mod has;
mod has_all;
mod has_any;
mod has_cs;
mod hasprefix;
mod hasprefix_cs;
mod hassuffix;
mod hassuffix_cs;
mod matches_regex;
mod replace;
mod replace_regex;
mod startswith;
mod startswith_cs;
mod strlen;
mod trim;
mod trim_end;
mod trim_start;

use def::Function;

/// Every scalar function, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &abs::FUNCTION,
    &acos::FUNCTION,
    &add::FUNCTION,
    &ago::FUNCTION,
    &asin::FUNCTION,
    &atan::FUNCTION,
    &atan2::FUNCTION,
    &beta_cdf::FUNCTION,
    &beta_inv::FUNCTION,
    &beta_pdf::FUNCTION,
    &bin::FUNCTION,
    &bin_at::FUNCTION,
    &bin_auto::FUNCTION,
    &binary_and::FUNCTION,
    &binary_not::FUNCTION,
    &binary_or::FUNCTION,
    &binary_shift_left::FUNCTION,
    &binary_shift_right::FUNCTION,
    &binary_xor::FUNCTION,
    &bitset_count_ones::FUNCTION,
    &ceiling::FUNCTION,
    &cos::FUNCTION,
    &cot::FUNCTION,
    &datetime_add::FUNCTION,
    &datetime_diff::FUNCTION,
    &datetime_list_timezones::FUNCTION,
    &datetime_local_to_utc::FUNCTION,
    &datetime_part::FUNCTION,
    &datetime_utc_to_local::FUNCTION,
    &dayofmonth::FUNCTION,
    &dayofweek::FUNCTION,
    &dayofyear::FUNCTION,
    &degrees::FUNCTION,
    &divide::FUNCTION,
    &dynamic_index::FUNCTION,
    &dynamic_member::FUNCTION,
    &dynamic_path::FUNCTION,
    &endofday::FUNCTION,
    &endofmonth::FUNCTION,
    &endofweek::FUNCTION,
    &endofyear::FUNCTION,
    &equal::FUNCTION,
    &erf::FUNCTION,
    &erfc::FUNCTION,
    &exp::FUNCTION,
    &exp10::FUNCTION,
    &exp2::FUNCTION,
    &format_datetime::FUNCTION,
    &format_timespan::FUNCTION,
    &gamma::FUNCTION,
    &getmonth::FUNCTION,
    &getyear::FUNCTION,
    &greater::FUNCTION,
    &greater_or_equal::FUNCTION,
    &hourofday::FUNCTION,
    &ingestion_time::FUNCTION,
    &less::FUNCTION,
    &less_or_equal::FUNCTION,
    &log::FUNCTION,
    &log10::FUNCTION,
    &log2::FUNCTION,
    &loggamma::FUNCTION,
    &make_datetime::FUNCTION,
    &make_timespan::FUNCTION,
    &modulo::FUNCTION,
    &monthofyear::FUNCTION,
    &multiply::FUNCTION,
    &negate::FUNCTION,
    &not_equal::FUNCTION,
    &now::FUNCTION,
    &pi::FUNCTION,
    &pow::FUNCTION,
    &radians::FUNCTION,
    &rand::FUNCTION,
    &round::FUNCTION,
    &sign::FUNCTION,
    &sin::FUNCTION,
    &sqrt::FUNCTION,
    &startofday::FUNCTION,
    &startofmonth::FUNCTION,
    &startofweek::FUNCTION,
    &startofyear::FUNCTION,
    &strlen::FUNCTION,
    &subtract::FUNCTION,
    &tan::FUNCTION,
    &unixtime_microseconds_todatetime::FUNCTION,
    &unixtime_milliseconds_todatetime::FUNCTION,
    &unixtime_nanoseconds_todatetime::FUNCTION,
    &unixtime_seconds_todatetime::FUNCTION,
    &week_of_year::FUNCTION,
    &weekofyear::FUNCTION,
    &welch_test::FUNCTION,
    &contains::FUNCTION,
    &contains_cs::FUNCTION,
    &endswith::FUNCTION,
    &endswith_cs::FUNCTION,
    &equals_tilde::FUNCTION,
    &extract::FUNCTION,
    &extract_all::FUNCTION,
    &has::FUNCTION,
    &has_all::FUNCTION,
    &has_any::FUNCTION,
    &has_cs::FUNCTION,
    &hasprefix::FUNCTION,
    &hasprefix_cs::FUNCTION,
    &hassuffix::FUNCTION,
    &hassuffix_cs::FUNCTION,
    &matches_regex::FUNCTION,
    &replace::FUNCTION,
    &replace_regex::FUNCTION,
    &startswith::FUNCTION,
    &startswith_cs::FUNCTION,
    &strlen::FUNCTION,
    &trim::FUNCTION,
    &trim_end::FUNCTION,
    &trim_start::FUNCTION,
];
