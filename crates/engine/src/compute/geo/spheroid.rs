//! Distances on the ellipsoid of WGS 84.

use std::f64::consts::PI;

/// In meters.
const EQUATOR: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// The distance in meters between two places in degrees, by Vincenty's inverse formula; `None`
/// for places that are nearly antipodes, where it does not converge.
pub fn distance(from: (f64, f64), to: (f64, f64)) -> Option<f64> {
    let pole = EQUATOR * (1.0 - FLATTENING);
    let reduced = |latitude: f64| ((1.0 - FLATTENING) * latitude.to_radians().tan()).atan();
    let (sin_u1, cos_u1) = reduced(from.1).sin_cos();
    let (sin_u2, cos_u2) = reduced(to.1).sin_cos();
    let turn = (to.0 - from.0).to_radians();
    let turn = (turn + PI).rem_euclid(2.0 * PI) - PI;
    let mut lambda = turn;
    for _ in 0..1000 {
        let (sin_lambda, cos_lambda) = lambda.sin_cos();
        let sin_sigma = (cos_u2 * sin_lambda).hypot(cos_u1 * sin_u2 - sin_u1 * cos_u2 * cos_lambda);
        if sin_sigma == 0.0 {
            return Some(0.0);
        }
        let cos_sigma = sin_u1 * sin_u2 + cos_u1 * cos_u2 * cos_lambda;
        let sigma = sin_sigma.atan2(cos_sigma);
        let sin_alpha = cos_u1 * cos_u2 * sin_lambda / sin_sigma;
        let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        let cos_middle = if cos2_alpha == 0.0 {
            0.0
        } else {
            cos_sigma - 2.0 * sin_u1 * sin_u2 / cos2_alpha
        };
        let c = FLATTENING / 16.0 * cos2_alpha * (4.0 + FLATTENING * (4.0 - 3.0 * cos2_alpha));
        let curve = cos_middle + c * cos_sigma * (2.0 * cos_middle * cos_middle - 1.0);
        let next = turn + (1.0 - c) * FLATTENING * sin_alpha * (sigma + c * sin_sigma * curve);
        let close = (next - lambda).abs() < 1e-12;
        lambda = next;
        if close {
            let u2 = cos2_alpha * (EQUATOR * EQUATOR - pole * pole) / (pole * pole);
            let a = 1.0 + u2 / 16_384.0 * (4096.0 + u2 * (u2 * (320.0 - 175.0 * u2) - 768.0));
            let b = u2 / 1024.0 * (256.0 + u2 * (u2 * (74.0 - 47.0 * u2) - 128.0));
            let middle2 = cos_middle * cos_middle;
            let third =
                b / 6.0 * cos_middle * (4.0 * sin_sigma * sin_sigma - 3.0) * (4.0 * middle2 - 3.0);
            let second = b / 4.0 * (cos_sigma * (2.0 * middle2 - 1.0) - third);
            let correction = b * sin_sigma * (cos_middle + second);
            return Some(pole * a * (sigma - correction));
        }
    }
    None
}
