//! The scalar functions, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;
pub mod multi;

mod __field;
mod __has_field;
mod __match;
mod __same;
mod __spl_arithmetic;
mod __spl_bin;
mod __spl_cidr;
mod __spl_compare;
mod __spl_datetime;
mod __spl_iplocation;
mod __spl_is;
mod __spl_known;
mod __spl_leaf;
mod __spl_len;
mod __spl_like;
mod __spl_log;
mod __spl_lower;
mod __spl_match;
mod __spl_match_cs;
mod __spl_math;
mod __spl_max;
mod __spl_min;
mod __spl_mvappend;
mod __spl_mvcount;
mod __spl_mvdedup;
mod __spl_mvfilter;
mod __spl_mvfind;
mod __spl_mvindex;
mod __spl_mvjoin;
mod __spl_mvrange;
mod __spl_mvsort;
mod __spl_mvzip;
mod __spl_order;
mod __spl_path;
mod __spl_pow;
mod __spl_raw;
mod __spl_regex;
mod __spl_relative_time;
mod __spl_replace;
mod __spl_rex;
mod __spl_round;
mod __spl_sed;
mod __spl_sort_key;
mod __spl_spath;
mod __spl_split;
mod __spl_strftime;
mod __spl_strptime;
mod __spl_substr;
mod __spl_text;
mod __spl_tonumber;
mod __spl_tostring;
mod __spl_trim;
mod __spl_upper;
mod __spl_urldecode;
mod __spl_value;
mod __spl_within;
mod __spl_xmlkv;
mod abs;
mod acos;
mod add;
mod ago;
mod around;
mod array_concat;
mod array_iff;
mod array_index_of;
mod array_length;
mod array_reverse;
mod array_rotate_left;
mod array_rotate_right;
mod array_shift_left;
mod array_shift_right;
mod array_slice;
mod array_sort_asc;
mod array_sort_desc;
mod array_split;
mod array_sum;
mod asin;
mod assert;
mod atan;
mod atan2;
mod bag_has_key;
mod bag_keys;
mod bag_merge;
mod bag_pack;
mod bag_pack_columns;
mod bag_remove_keys;
mod bag_set_key;
mod bag_without_empty;
mod bag_zip;
mod base64_decode_toarray;
mod base64_decode_toguid;
mod base64_decode_tostring;
mod base64_encode_fromarray;
mod base64_encode_fromguid;
mod base64_encode_tostring;
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
mod case;
mod ceiling;
mod coalesce;
mod column_ifexists;
mod column_names_of;
mod contains;
mod contains_cs;
mod convert_angle;
mod convert_energy;
mod convert_force;
mod convert_length;
mod convert_mass;
mod convert_speed;
mod convert_temperature;
mod convert_volume;
mod cos;
mod cot;
mod countof;
mod datetime_add;
mod datetime_diff;
mod datetime_list_timezones;
mod datetime_local_to_utc;
mod datetime_part;
mod datetime_utc_to_local;
mod dayofmonth;
mod dayofweek;
mod dayofyear;
mod dcount_hll;
mod degrees;
mod divide;
mod dynamic_index;
mod dynamic_member;
mod dynamic_path;
mod dynamic_to_json;
mod endofday;
mod endofmonth;
mod endofweek;
mod endofyear;
mod endswith;
mod endswith_cs;
mod equal;
mod equals_tilde;
mod erf;
mod erfc;
mod estimate_data_size;
mod exp;
mod exp10;
mod exp2;
mod extract;
mod extract_all;
mod extract_json;
mod format_bytes;
mod format_datetime;
mod format_ipv4;
mod format_ipv4_mask;
mod format_timespan;
mod gamma;
mod geo_angle;
mod geo_azimuth;
mod geo_closest_point_on_line;
mod geo_closest_point_on_polygon;
mod geo_distance_2points;
mod geo_distance_point_to_line;
mod geo_distance_point_to_polygon;
mod geo_from_wkt;
mod geo_geohash_neighbors;
mod geo_geohash_to_central_point;
mod geo_geohash_to_polygon;
mod geo_h3cell_children;
mod geo_h3cell_level;
mod geo_h3cell_neighbors;
mod geo_h3cell_parent;
mod geo_h3cell_rings;
mod geo_h3cell_to_central_point;
mod geo_h3cell_to_polygon;
mod geo_info_from_ip_address;
mod geo_intersection_2lines;
mod geo_intersection_2polygons;
mod geo_intersection_line_with_polygon;
mod geo_intersects_2lines;
mod geo_intersects_2polygons;
mod geo_intersects_line_with_polygon;
mod geo_line_buffer;
mod geo_line_centroid;
mod geo_line_densify;
mod geo_line_interpolate_point;
mod geo_line_length;
mod geo_line_locate_point;
mod geo_line_to_s2cells;
mod geo_point_buffer;
mod geo_point_in_circle;
mod geo_point_in_polygon;
mod geo_point_to_geohash;
mod geo_point_to_h3cell;
mod geo_point_to_s2cell;
mod geo_polygon_area;
mod geo_polygon_buffer;
mod geo_polygon_centroid;
mod geo_polygon_densify;
mod geo_polygon_perimeter;
mod geo_polygon_to_h3cells;
mod geo_polygon_to_s2cells;
mod geo_s2cell_neighbors;
mod geo_s2cell_to_central_point;
mod geo_s2cell_to_polygon;
mod geo_union_lines_array;
mod geo_union_polygons_array;
mod getmonth;
mod gettype;
mod getyear;
mod greater;
mod greater_or_equal;
mod gzip_compress_to_base64_string;
mod gzip_decompress_from_base64_string;
mod has;
mod has_all;
mod has_any;
mod has_any_index;
mod has_any_ipv4;
mod has_any_ipv4_prefix;
mod has_cs;
mod has_ipv4;
mod has_ipv4_prefix;
mod hash;
mod hash_md5;
mod hash_sha1;
mod hash_sha256;
mod hash_xxhash64;
mod hasprefix;
mod hasprefix_cs;
mod hassuffix;
mod hassuffix_cs;
mod hll_isvalid;
mod hll_merge;
mod hourofday;
mod iff;
mod indexof;
mod indexof_regex;
mod ingestion_time;
mod ipv4_compare;
mod ipv4_is_in_any_range;
mod ipv4_is_in_range;
mod ipv4_is_match;
mod ipv4_is_private;
mod ipv4_netmask_suffix;
mod ipv4_range_to_cidr_list;
mod ipv6_compare;
mod ipv6_is_in_any_range;
mod ipv6_is_in_range;
mod ipv6_is_match;
mod isascii;
mod iscolumnexists;
mod isempty;
mod isfinite;
mod isinf;
mod isnan;
mod isnotempty;
mod isnotnull;
mod isnull;
mod isutf8;
mod jaccard_index;
mod less;
mod less_or_equal;
mod log;
mod log10;
mod log2;
mod loggamma;
mod make_datetime;
mod make_timespan;
mod matches_regex;
mod max_of;
mod merge_tdigest;
mod min_of;
mod modulo;
mod monthofyear;
mod multiply;
mod negate;
mod new_guid;
mod not;
mod not_equal;
mod now;
mod pack_all;
mod pack_array;
mod parse_captures;
mod parse_command_line;
mod parse_csv;
mod parse_ipv4;
mod parse_ipv4_mask;
mod parse_ipv6;
mod parse_ipv6_mask;
mod parse_json;
mod parse_pairs;
mod parse_path;
mod parse_url;
mod parse_urlquery;
mod parse_user_agent;
mod parse_version;
mod parse_xml;
mod percentile_tdigest;
mod percentiles_array_tdigest;
mod percentrank_tdigest;
mod pi;
mod pow;
mod punycode_domain_from_string;
mod punycode_domain_to_string;
mod punycode_from_string;
mod punycode_to_string;
mod radians;
mod rand;
mod range;
mod rank_tdigest;
mod regex_quote;
mod repeat;
mod replace;
mod replace_regex;
mod replace_string;
mod replace_strings;
mod reverse;
mod round;
mod series_abs;
mod series_acos;
mod series_add;
mod series_asin;
mod series_atan;
mod series_ceiling;
mod series_cos;
mod series_cosine_similarity;
mod series_decompose;
mod series_decompose_anomalies;
mod series_decompose_forecast;
mod series_divide;
mod series_dot_product;
mod series_equals;
mod series_exp;
mod series_fft;
mod series_fill_backward;
mod series_fill_const;
mod series_fill_forward;
mod series_fill_linear;
mod series_fir;
mod series_fit_2lines;
mod series_fit_2lines_dynamic;
mod series_fit_line;
mod series_fit_line_dynamic;
mod series_fit_poly;
mod series_floor;
mod series_greater;
mod series_greater_equals;
mod series_ifft;
mod series_iir;
mod series_index;
mod series_less;
mod series_less_equals;
mod series_log;
mod series_magnitude;
mod series_multiply;
mod series_not_equals;
mod series_outliers;
mod series_pearson_correlation;
mod series_periods_detect;
mod series_periods_validate;
mod series_pow;
mod series_product;
mod series_seasonal;
mod series_sign;
mod series_sin;
mod series_stats;
mod series_stats_dynamic;
mod series_subtract;
mod series_sum;
mod series_tan;
mod set_difference;
mod set_equals;
mod set_has_element;
mod set_intersect;
mod set_union;
mod sign;
mod sin;
mod split;
mod sqrt;
mod startofday;
mod startofmonth;
mod startofweek;
mod startofyear;
mod startswith;
mod startswith_cs;
mod strcat;
mod strcat_array;
mod strcat_delim;
mod strcmp;
mod string_size;
mod strlen;
mod strrep;
mod substring;
mod subtract;
mod tan;
mod tdigest_isvalid;
mod tobool;
mod todatetime;
mod todecimal;
mod toguid;
mod tohex;
mod toint;
mod tolong;
mod tolower;
mod toreal;
mod tostring;
mod totimespan;
mod toupper;
mod translate;
mod treepath;
mod trim;
mod trim_end;
mod trim_start;
mod unicode_codepoints_from_string;
mod unicode_codepoints_to_string;
mod unixtime_microseconds_todatetime;
mod unixtime_milliseconds_todatetime;
mod unixtime_nanoseconds_todatetime;
mod unixtime_seconds_todatetime;
mod url_decode;
mod url_encode;
mod url_encode_component;
mod week_of_year;
mod weekofyear;
mod welch_test;
mod zip;
mod zlib_compress_to_base64_string;
mod zlib_decompress_from_base64_string;

use def::Function;

/// Every scalar function, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &__field::FUNCTION,
    &__has_field::FUNCTION,
    &__match::FUNCTION,
    &__same::FUNCTION,
    &__spl_arithmetic::FUNCTION,
    &__spl_bin::FUNCTION,
    &__spl_cidr::FUNCTION,
    &__spl_compare::FUNCTION,
    &__spl_datetime::FUNCTION,
    &__spl_iplocation::FUNCTION,
    &__spl_is::FUNCTION,
    &__spl_known::FUNCTION,
    &__spl_leaf::FUNCTION,
    &__spl_len::FUNCTION,
    &__spl_like::FUNCTION,
    &__spl_log::FUNCTION,
    &__spl_lower::FUNCTION,
    &__spl_match::FUNCTION,
    &__spl_match_cs::FUNCTION,
    &__spl_math::FUNCTION,
    &__spl_max::FUNCTION,
    &__spl_min::FUNCTION,
    &__spl_mvappend::FUNCTION,
    &__spl_mvcount::FUNCTION,
    &__spl_mvdedup::FUNCTION,
    &__spl_mvfilter::FUNCTION,
    &__spl_mvfind::FUNCTION,
    &__spl_mvindex::FUNCTION,
    &__spl_mvjoin::FUNCTION,
    &__spl_mvrange::FUNCTION,
    &__spl_mvsort::FUNCTION,
    &__spl_mvzip::FUNCTION,
    &__spl_order::FUNCTION,
    &__spl_path::FUNCTION,
    &__spl_pow::FUNCTION,
    &__spl_raw::FUNCTION,
    &__spl_regex::FUNCTION,
    &__spl_relative_time::FUNCTION,
    &__spl_replace::FUNCTION,
    &__spl_rex::FUNCTION,
    &__spl_round::FUNCTION,
    &__spl_sed::FUNCTION,
    &__spl_sort_key::FUNCTION,
    &__spl_spath::FUNCTION,
    &__spl_split::FUNCTION,
    &__spl_strftime::FUNCTION,
    &__spl_strptime::FUNCTION,
    &__spl_substr::FUNCTION,
    &__spl_text::FUNCTION,
    &__spl_tonumber::FUNCTION,
    &__spl_tostring::FUNCTION,
    &__spl_trim::FUNCTION,
    &__spl_upper::FUNCTION,
    &__spl_urldecode::FUNCTION,
    &__spl_value::FUNCTION,
    &__spl_within::FUNCTION,
    &__spl_xmlkv::FUNCTION,
    &abs::FUNCTION,
    &acos::FUNCTION,
    &add::FUNCTION,
    &ago::FUNCTION,
    &around::FUNCTION,
    &array_concat::FUNCTION,
    &array_iff::FUNCTION,
    &array_index_of::FUNCTION,
    &array_length::FUNCTION,
    &array_reverse::FUNCTION,
    &array_rotate_left::FUNCTION,
    &array_rotate_right::FUNCTION,
    &array_shift_left::FUNCTION,
    &array_shift_right::FUNCTION,
    &array_slice::FUNCTION,
    &array_sort_asc::FUNCTION,
    &array_sort_desc::FUNCTION,
    &array_split::FUNCTION,
    &array_sum::FUNCTION,
    &asin::FUNCTION,
    &assert::FUNCTION,
    &atan::FUNCTION,
    &atan2::FUNCTION,
    &bag_has_key::FUNCTION,
    &bag_keys::FUNCTION,
    &bag_merge::FUNCTION,
    &bag_pack::FUNCTION,
    &bag_pack_columns::FUNCTION,
    &bag_remove_keys::FUNCTION,
    &bag_set_key::FUNCTION,
    &bag_without_empty::FUNCTION,
    &bag_zip::FUNCTION,
    &base64_decode_toarray::FUNCTION,
    &base64_decode_toguid::FUNCTION,
    &base64_decode_tostring::FUNCTION,
    &base64_encode_fromarray::FUNCTION,
    &base64_encode_fromguid::FUNCTION,
    &base64_encode_tostring::FUNCTION,
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
    &case::FUNCTION,
    &ceiling::FUNCTION,
    &coalesce::FUNCTION,
    &column_ifexists::FUNCTION,
    &column_names_of::FUNCTION,
    &contains::FUNCTION,
    &contains_cs::FUNCTION,
    &convert_angle::FUNCTION,
    &convert_energy::FUNCTION,
    &convert_force::FUNCTION,
    &convert_length::FUNCTION,
    &convert_mass::FUNCTION,
    &convert_speed::FUNCTION,
    &convert_temperature::FUNCTION,
    &convert_volume::FUNCTION,
    &cos::FUNCTION,
    &cot::FUNCTION,
    &countof::FUNCTION,
    &datetime_add::FUNCTION,
    &datetime_diff::FUNCTION,
    &datetime_list_timezones::FUNCTION,
    &datetime_local_to_utc::FUNCTION,
    &datetime_part::FUNCTION,
    &datetime_utc_to_local::FUNCTION,
    &dayofmonth::FUNCTION,
    &dayofweek::FUNCTION,
    &dayofyear::FUNCTION,
    &dcount_hll::FUNCTION,
    &degrees::FUNCTION,
    &divide::FUNCTION,
    &dynamic_index::FUNCTION,
    &dynamic_member::FUNCTION,
    &dynamic_path::FUNCTION,
    &dynamic_to_json::FUNCTION,
    &endofday::FUNCTION,
    &endofmonth::FUNCTION,
    &endofweek::FUNCTION,
    &endofyear::FUNCTION,
    &endswith::FUNCTION,
    &endswith_cs::FUNCTION,
    &equal::FUNCTION,
    &equals_tilde::FUNCTION,
    &erf::FUNCTION,
    &erfc::FUNCTION,
    &estimate_data_size::FUNCTION,
    &exp::FUNCTION,
    &exp10::FUNCTION,
    &exp2::FUNCTION,
    &extract::FUNCTION,
    &extract_all::FUNCTION,
    &extract_json::FUNCTION,
    &format_bytes::FUNCTION,
    &format_datetime::FUNCTION,
    &format_ipv4::FUNCTION,
    &format_ipv4_mask::FUNCTION,
    &format_timespan::FUNCTION,
    &gamma::FUNCTION,
    &geo_angle::FUNCTION,
    &geo_azimuth::FUNCTION,
    &geo_closest_point_on_line::FUNCTION,
    &geo_closest_point_on_polygon::FUNCTION,
    &geo_distance_2points::FUNCTION,
    &geo_distance_point_to_line::FUNCTION,
    &geo_distance_point_to_polygon::FUNCTION,
    &geo_from_wkt::FUNCTION,
    &geo_geohash_neighbors::FUNCTION,
    &geo_geohash_to_central_point::FUNCTION,
    &geo_geohash_to_polygon::FUNCTION,
    &geo_h3cell_children::FUNCTION,
    &geo_h3cell_level::FUNCTION,
    &geo_h3cell_neighbors::FUNCTION,
    &geo_h3cell_parent::FUNCTION,
    &geo_h3cell_rings::FUNCTION,
    &geo_h3cell_to_central_point::FUNCTION,
    &geo_h3cell_to_polygon::FUNCTION,
    &geo_info_from_ip_address::FUNCTION,
    &geo_intersection_2lines::FUNCTION,
    &geo_intersection_2polygons::FUNCTION,
    &geo_intersection_line_with_polygon::FUNCTION,
    &geo_intersects_2lines::FUNCTION,
    &geo_intersects_2polygons::FUNCTION,
    &geo_intersects_line_with_polygon::FUNCTION,
    &geo_line_buffer::FUNCTION,
    &geo_line_centroid::FUNCTION,
    &geo_line_densify::FUNCTION,
    &geo_line_interpolate_point::FUNCTION,
    &geo_line_length::FUNCTION,
    &geo_line_locate_point::FUNCTION,
    &geo_line_to_s2cells::FUNCTION,
    &geo_point_buffer::FUNCTION,
    &geo_point_in_circle::FUNCTION,
    &geo_point_in_polygon::FUNCTION,
    &geo_point_to_geohash::FUNCTION,
    &geo_point_to_h3cell::FUNCTION,
    &geo_point_to_s2cell::FUNCTION,
    &geo_polygon_area::FUNCTION,
    &geo_polygon_buffer::FUNCTION,
    &geo_polygon_centroid::FUNCTION,
    &geo_polygon_densify::FUNCTION,
    &geo_polygon_perimeter::FUNCTION,
    &geo_polygon_to_h3cells::FUNCTION,
    &geo_polygon_to_s2cells::FUNCTION,
    &geo_s2cell_neighbors::FUNCTION,
    &geo_s2cell_to_central_point::FUNCTION,
    &geo_s2cell_to_polygon::FUNCTION,
    &geo_union_lines_array::FUNCTION,
    &geo_union_polygons_array::FUNCTION,
    &getmonth::FUNCTION,
    &gettype::FUNCTION,
    &getyear::FUNCTION,
    &greater::FUNCTION,
    &greater_or_equal::FUNCTION,
    &gzip_compress_to_base64_string::FUNCTION,
    &gzip_decompress_from_base64_string::FUNCTION,
    &has::FUNCTION,
    &has_all::FUNCTION,
    &has_any::FUNCTION,
    &has_any_index::FUNCTION,
    &has_any_ipv4::FUNCTION,
    &has_any_ipv4_prefix::FUNCTION,
    &has_cs::FUNCTION,
    &has_ipv4::FUNCTION,
    &has_ipv4_prefix::FUNCTION,
    &hash::FUNCTION,
    &hash_md5::FUNCTION,
    &hash_sha1::FUNCTION,
    &hash_sha256::FUNCTION,
    &hash_xxhash64::FUNCTION,
    &hasprefix::FUNCTION,
    &hasprefix_cs::FUNCTION,
    &hassuffix::FUNCTION,
    &hassuffix_cs::FUNCTION,
    &hll_isvalid::FUNCTION,
    &hll_merge::FUNCTION,
    &hourofday::FUNCTION,
    &iff::FUNCTION,
    &indexof::FUNCTION,
    &indexof_regex::FUNCTION,
    &ingestion_time::FUNCTION,
    &ipv4_compare::FUNCTION,
    &ipv4_is_in_any_range::FUNCTION,
    &ipv4_is_in_range::FUNCTION,
    &ipv4_is_match::FUNCTION,
    &ipv4_is_private::FUNCTION,
    &ipv4_netmask_suffix::FUNCTION,
    &ipv4_range_to_cidr_list::FUNCTION,
    &ipv6_compare::FUNCTION,
    &ipv6_is_in_any_range::FUNCTION,
    &ipv6_is_in_range::FUNCTION,
    &ipv6_is_match::FUNCTION,
    &isascii::FUNCTION,
    &iscolumnexists::FUNCTION,
    &isempty::FUNCTION,
    &isfinite::FUNCTION,
    &isinf::FUNCTION,
    &isnan::FUNCTION,
    &isnotempty::FUNCTION,
    &isnotnull::FUNCTION,
    &isnull::FUNCTION,
    &isutf8::FUNCTION,
    &jaccard_index::FUNCTION,
    &less::FUNCTION,
    &less_or_equal::FUNCTION,
    &log::FUNCTION,
    &log10::FUNCTION,
    &log2::FUNCTION,
    &loggamma::FUNCTION,
    &make_datetime::FUNCTION,
    &make_timespan::FUNCTION,
    &matches_regex::FUNCTION,
    &max_of::FUNCTION,
    &merge_tdigest::FUNCTION,
    &min_of::FUNCTION,
    &modulo::FUNCTION,
    &monthofyear::FUNCTION,
    &multiply::FUNCTION,
    &negate::FUNCTION,
    &new_guid::FUNCTION,
    &not::FUNCTION,
    &not_equal::FUNCTION,
    &now::FUNCTION,
    &pack_all::FUNCTION,
    &pack_array::FUNCTION,
    &parse_captures::FUNCTION,
    &parse_command_line::FUNCTION,
    &parse_csv::FUNCTION,
    &parse_ipv4::FUNCTION,
    &parse_ipv4_mask::FUNCTION,
    &parse_ipv6::FUNCTION,
    &parse_ipv6_mask::FUNCTION,
    &parse_json::FUNCTION,
    &parse_pairs::FUNCTION,
    &parse_path::FUNCTION,
    &parse_url::FUNCTION,
    &parse_urlquery::FUNCTION,
    &parse_user_agent::FUNCTION,
    &parse_version::FUNCTION,
    &parse_xml::FUNCTION,
    &percentile_tdigest::FUNCTION,
    &percentiles_array_tdigest::FUNCTION,
    &percentrank_tdigest::FUNCTION,
    &pi::FUNCTION,
    &pow::FUNCTION,
    &punycode_domain_from_string::FUNCTION,
    &punycode_domain_to_string::FUNCTION,
    &punycode_from_string::FUNCTION,
    &punycode_to_string::FUNCTION,
    &radians::FUNCTION,
    &rand::FUNCTION,
    &range::FUNCTION,
    &rank_tdigest::FUNCTION,
    &regex_quote::FUNCTION,
    &repeat::FUNCTION,
    &replace::FUNCTION,
    &replace_regex::FUNCTION,
    &replace_string::FUNCTION,
    &replace_strings::FUNCTION,
    &reverse::FUNCTION,
    &round::FUNCTION,
    &series_abs::FUNCTION,
    &series_acos::FUNCTION,
    &series_add::FUNCTION,
    &series_asin::FUNCTION,
    &series_atan::FUNCTION,
    &series_ceiling::FUNCTION,
    &series_cos::FUNCTION,
    &series_cosine_similarity::FUNCTION,
    &series_decompose::FUNCTION,
    &series_decompose_anomalies::FUNCTION,
    &series_decompose_forecast::FUNCTION,
    &series_divide::FUNCTION,
    &series_dot_product::FUNCTION,
    &series_equals::FUNCTION,
    &series_exp::FUNCTION,
    &series_fft::FUNCTION,
    &series_fill_backward::FUNCTION,
    &series_fill_const::FUNCTION,
    &series_fill_forward::FUNCTION,
    &series_fill_linear::FUNCTION,
    &series_fir::FUNCTION,
    &series_fit_2lines::FUNCTION,
    &series_fit_2lines_dynamic::FUNCTION,
    &series_fit_line::FUNCTION,
    &series_fit_line_dynamic::FUNCTION,
    &series_fit_poly::FUNCTION,
    &series_floor::FUNCTION,
    &series_greater::FUNCTION,
    &series_greater_equals::FUNCTION,
    &series_ifft::FUNCTION,
    &series_iir::FUNCTION,
    &series_index::FUNCTION,
    &series_less::FUNCTION,
    &series_less_equals::FUNCTION,
    &series_log::FUNCTION,
    &series_magnitude::FUNCTION,
    &series_multiply::FUNCTION,
    &series_not_equals::FUNCTION,
    &series_outliers::FUNCTION,
    &series_pearson_correlation::FUNCTION,
    &series_periods_detect::FUNCTION,
    &series_periods_validate::FUNCTION,
    &series_pow::FUNCTION,
    &series_product::FUNCTION,
    &series_seasonal::FUNCTION,
    &series_sign::FUNCTION,
    &series_sin::FUNCTION,
    &series_stats::FUNCTION,
    &series_stats_dynamic::FUNCTION,
    &series_subtract::FUNCTION,
    &series_sum::FUNCTION,
    &series_tan::FUNCTION,
    &set_difference::FUNCTION,
    &set_equals::FUNCTION,
    &set_has_element::FUNCTION,
    &set_intersect::FUNCTION,
    &set_union::FUNCTION,
    &sign::FUNCTION,
    &sin::FUNCTION,
    &split::FUNCTION,
    &sqrt::FUNCTION,
    &startofday::FUNCTION,
    &startofmonth::FUNCTION,
    &startofweek::FUNCTION,
    &startofyear::FUNCTION,
    &startswith::FUNCTION,
    &startswith_cs::FUNCTION,
    &strcat::FUNCTION,
    &strcat_array::FUNCTION,
    &strcat_delim::FUNCTION,
    &strcmp::FUNCTION,
    &string_size::FUNCTION,
    &strlen::FUNCTION,
    &strrep::FUNCTION,
    &substring::FUNCTION,
    &subtract::FUNCTION,
    &tan::FUNCTION,
    &tdigest_isvalid::FUNCTION,
    &tobool::FUNCTION,
    &todatetime::FUNCTION,
    &todecimal::FUNCTION,
    &toguid::FUNCTION,
    &tohex::FUNCTION,
    &toint::FUNCTION,
    &tolong::FUNCTION,
    &tolower::FUNCTION,
    &toreal::FUNCTION,
    &tostring::FUNCTION,
    &totimespan::FUNCTION,
    &toupper::FUNCTION,
    &translate::FUNCTION,
    &treepath::FUNCTION,
    &trim::FUNCTION,
    &trim_end::FUNCTION,
    &trim_start::FUNCTION,
    &unicode_codepoints_from_string::FUNCTION,
    &unicode_codepoints_to_string::FUNCTION,
    &unixtime_microseconds_todatetime::FUNCTION,
    &unixtime_milliseconds_todatetime::FUNCTION,
    &unixtime_nanoseconds_todatetime::FUNCTION,
    &unixtime_seconds_todatetime::FUNCTION,
    &url_decode::FUNCTION,
    &url_encode::FUNCTION,
    &url_encode_component::FUNCTION,
    &week_of_year::FUNCTION,
    &weekofyear::FUNCTION,
    &welch_test::FUNCTION,
    &zip::FUNCTION,
    &zlib_compress_to_base64_string::FUNCTION,
    &zlib_decompress_from_base64_string::FUNCTION,
];
