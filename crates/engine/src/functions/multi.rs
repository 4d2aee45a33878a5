//! Functions that give several columns: `series_stats()` and its kin.
//!
//! Such a function gives one dynamic array with a value for each column; the binder makes the
//! columns of it. A null stands for nulls in all of them.

use crate::types::Type;
use crate::types::Type::{Dynamic, Long, Real};

/// The columns of a function that gives several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    /// Columns named `<function>_<argument>_<ending>`, where the argument is the name that the
    /// first argument would have as a column, or nothing: `series_stats_x_min`, `series_stats__min`.
    Endings(&'static [(&'static str, Type)]),
    /// One dynamic column for each array that is given, named `<argument>_sorted`, or `array1_sorted`
    /// where the argument at place 1 has no name. With a single array the function gives that array
    /// itself, not an array of arrays.
    Sorted,
}

/// The columns of a function, when it gives several. Source: the schemas that the language service
/// reports.
pub fn results(function: &str) -> Option<Results> {
    Some(Results::Endings(match function {
        "array_sort_asc" | "array_sort_desc" => return Some(Results::Sorted),
        "series_stats" => &[
            ("min", Real),
            ("min_idx", Long),
            ("max", Real),
            ("max_idx", Long),
            ("avg", Real),
            ("stdev", Real),
            ("variance", Real),
        ],
        "series_fit_line" => &[
            ("rsquare", Real),
            ("slope", Real),
            ("variance", Real),
            ("rvariance", Real),
            ("interception", Real),
            ("line_fit", Dynamic),
        ],
        "series_fit_2lines" => &[
            ("rsquare", Real),
            ("split_idx", Long),
            ("variance", Real),
            ("rvariance", Real),
            ("line_fit", Dynamic),
            ("right_rsquare", Real),
            ("right_slope", Real),
            ("right_interception", Real),
            ("right_variance", Real),
            ("right_rvariance", Real),
            ("left_rsquare", Real),
            ("left_slope", Real),
            ("left_interception", Real),
            ("left_variance", Real),
            ("left_rvariance", Real),
        ],
        "series_fit_poly" => &[
            ("rsquare", Real),
            ("coefficients", Dynamic),
            ("variance", Real),
            ("rvariance", Real),
            ("poly_fit", Dynamic),
        ],
        "series_fft" | "series_ifft" => &[("real", Dynamic), ("imag", Dynamic)],
        "series_periods_detect" | "series_periods_validate" => {
            &[("periods", Dynamic), ("scores", Dynamic)]
        }
        "series_decompose" | "series_decompose_forecast" => &[
            ("baseline", Dynamic),
            ("seasonal", Dynamic),
            ("trend", Dynamic),
            ("residual", Dynamic),
        ],
        "series_decompose_anomalies" => &[
            ("ad_flag", Dynamic),
            ("ad_score", Dynamic),
            ("baseline", Dynamic),
        ],
        _ => return None,
    }))
}
