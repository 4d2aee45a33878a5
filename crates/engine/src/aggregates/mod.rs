//! The aggregates of `summarize`, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod __spl_avg;
mod __spl_count;
mod __spl_dc;
mod __spl_earliest;
mod __spl_first;
mod __spl_last;
mod __spl_latest;
mod __spl_list;
mod __spl_max;
mod __spl_min;
mod __spl_mode;
mod __spl_perc;
mod __spl_range;
mod __spl_stdev;
mod __spl_stdevp;
mod __spl_sum;
mod __spl_sumsq;
mod __spl_values;
mod __spl_var;
mod __spl_varp;
mod any;
mod anyif;
mod arg_max;
mod arg_min;
mod argmax;
mod argmin;
mod avg;
mod avgif;
mod binary_all_and;
mod binary_all_or;
mod binary_all_xor;
mod buildschema;
mod cnt;
mod count;
mod count_distinct;
mod count_distinctif;
mod countif;
mod covariance;
mod covarianceif;
mod covariancep;
mod covariancepif;
mod dcount;
mod dcountif;
mod hll;
mod hll_if;
mod hll_merge;
mod make_bag;
mod make_bag_if;
mod make_dictionary;
mod make_list;
mod make_list_if;
mod make_list_with_nulls;
mod make_set;
mod make_set_if;
mod makelist;
mod makeset;
mod max;
mod maxif;
mod min;
mod minif;
mod percentile;
mod percentiles;
mod percentiles_array;
mod percentilesw;
mod percentilesw_array;
mod percentilew;
mod stdev;
mod stdevif;
mod stdevp;
mod sum;
mod sumif;
mod take_any;
mod take_anyif;
mod tdigest;
mod tdigest_merge;
mod variance;
mod varianceif;
mod variancep;
mod variancepif;

use def::Aggregate;

/// Every aggregate, by name.
#[rustfmt::skip]
pub static AGGREGATES: &[&Aggregate] = &[
    &__spl_avg::AGGREGATE,
    &__spl_count::AGGREGATE,
    &__spl_dc::AGGREGATE,
    &__spl_earliest::AGGREGATE,
    &__spl_first::AGGREGATE,
    &__spl_last::AGGREGATE,
    &__spl_latest::AGGREGATE,
    &__spl_list::AGGREGATE,
    &__spl_max::AGGREGATE,
    &__spl_min::AGGREGATE,
    &__spl_mode::AGGREGATE,
    &__spl_perc::AGGREGATE,
    &__spl_range::AGGREGATE,
    &__spl_stdev::AGGREGATE,
    &__spl_stdevp::AGGREGATE,
    &__spl_sum::AGGREGATE,
    &__spl_sumsq::AGGREGATE,
    &__spl_values::AGGREGATE,
    &__spl_var::AGGREGATE,
    &__spl_varp::AGGREGATE,
    &any::AGGREGATE,
    &anyif::AGGREGATE,
    &arg_max::AGGREGATE,
    &arg_min::AGGREGATE,
    &argmax::AGGREGATE,
    &argmin::AGGREGATE,
    &avg::AGGREGATE,
    &avgif::AGGREGATE,
    &binary_all_and::AGGREGATE,
    &binary_all_or::AGGREGATE,
    &binary_all_xor::AGGREGATE,
    &buildschema::AGGREGATE,
    &cnt::AGGREGATE,
    &count::AGGREGATE,
    &count_distinct::AGGREGATE,
    &count_distinctif::AGGREGATE,
    &countif::AGGREGATE,
    &covariance::AGGREGATE,
    &covarianceif::AGGREGATE,
    &covariancep::AGGREGATE,
    &covariancepif::AGGREGATE,
    &dcount::AGGREGATE,
    &dcountif::AGGREGATE,
    &hll::AGGREGATE,
    &hll_if::AGGREGATE,
    &hll_merge::AGGREGATE,
    &make_bag::AGGREGATE,
    &make_bag_if::AGGREGATE,
    &make_dictionary::AGGREGATE,
    &make_list::AGGREGATE,
    &make_list_if::AGGREGATE,
    &make_list_with_nulls::AGGREGATE,
    &make_set::AGGREGATE,
    &make_set_if::AGGREGATE,
    &makelist::AGGREGATE,
    &makeset::AGGREGATE,
    &max::AGGREGATE,
    &maxif::AGGREGATE,
    &min::AGGREGATE,
    &minif::AGGREGATE,
    &percentile::AGGREGATE,
    &percentiles::AGGREGATE,
    &percentiles_array::AGGREGATE,
    &percentilesw::AGGREGATE,
    &percentilesw_array::AGGREGATE,
    &percentilew::AGGREGATE,
    &stdev::AGGREGATE,
    &stdevif::AGGREGATE,
    &stdevp::AGGREGATE,
    &sum::AGGREGATE,
    &sumif::AGGREGATE,
    &take_any::AGGREGATE,
    &take_anyif::AGGREGATE,
    &tdigest::AGGREGATE,
    &tdigest_merge::AGGREGATE,
    &variance::AGGREGATE,
    &varianceif::AGGREGATE,
    &variancep::AGGREGATE,
    &variancepif::AGGREGATE,
];
