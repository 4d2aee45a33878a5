//! The functions of `eval`, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod abs;
mod acos;
mod asin;
mod atan;
mod case;
mod ceiling;
mod cidrmatch;
mod coalesce;
mod cos;
mod exp;
mod r#false;
mod floor;
mod r#if;
mod r#in;
mod isint;
mod isnotnull;
mod isnull;
mod isnum;
mod isstr;
mod len;
mod like;
mod ln;
mod log;
mod lower;
mod ltrim;
mod r#match;
mod max;
mod md5;
mod min;
mod mvappend;
mod mvcount;
mod mvdedup;
mod mvfilter;
mod mvfind;
mod mvindex;
mod mvjoin;
mod mvmap;
mod mvrange;
mod mvsort;
mod mvzip;
mod now;
mod null;
mod nullif;
mod pi;
mod pow;
mod random;
mod relative_time;
mod replace;
mod round;
mod rtrim;
mod sha1;
mod sha256;
mod sin;
mod spath;
mod split;
mod sqrt;
mod strftime;
mod strptime;
mod substr;
mod tan;
mod tonumber;
mod tostring;
mod trim;
mod r#true;
mod r#typeof;
mod upper;
mod urldecode;
mod validate;

use def::Function;

/// Every function of `eval`, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &abs::FUNCTION,
    &acos::FUNCTION,
    &asin::FUNCTION,
    &atan::FUNCTION,
    &case::FUNCTION,
    &ceiling::FUNCTION,
    &cidrmatch::FUNCTION,
    &coalesce::FUNCTION,
    &cos::FUNCTION,
    &exp::FUNCTION,
    &r#false::FUNCTION,
    &floor::FUNCTION,
    &r#if::FUNCTION,
    &r#in::FUNCTION,
    &isint::FUNCTION,
    &isnotnull::FUNCTION,
    &isnull::FUNCTION,
    &isnum::FUNCTION,
    &isstr::FUNCTION,
    &len::FUNCTION,
    &like::FUNCTION,
    &ln::FUNCTION,
    &log::FUNCTION,
    &lower::FUNCTION,
    &ltrim::FUNCTION,
    &r#match::FUNCTION,
    &max::FUNCTION,
    &md5::FUNCTION,
    &min::FUNCTION,
    &mvappend::FUNCTION,
    &mvcount::FUNCTION,
    &mvdedup::FUNCTION,
    &mvfilter::FUNCTION,
    &mvfind::FUNCTION,
    &mvindex::FUNCTION,
    &mvjoin::FUNCTION,
    &mvmap::FUNCTION,
    &mvrange::FUNCTION,
    &mvsort::FUNCTION,
    &mvzip::FUNCTION,
    &now::FUNCTION,
    &null::FUNCTION,
    &nullif::FUNCTION,
    &pi::FUNCTION,
    &pow::FUNCTION,
    &random::FUNCTION,
    &relative_time::FUNCTION,
    &replace::FUNCTION,
    &round::FUNCTION,
    &rtrim::FUNCTION,
    &sha1::FUNCTION,
    &sha256::FUNCTION,
    &sin::FUNCTION,
    &spath::FUNCTION,
    &split::FUNCTION,
    &sqrt::FUNCTION,
    &strftime::FUNCTION,
    &strptime::FUNCTION,
    &substr::FUNCTION,
    &tan::FUNCTION,
    &tonumber::FUNCTION,
    &tostring::FUNCTION,
    &trim::FUNCTION,
    &r#true::FUNCTION,
    &r#typeof::FUNCTION,
    &upper::FUNCTION,
    &urldecode::FUNCTION,
    &validate::FUNCTION,
];
