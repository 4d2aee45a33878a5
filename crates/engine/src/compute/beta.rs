//! The beta distribution, and with it Student's.

/// The probability of a value up to `x`: the regularized incomplete beta function.
pub(crate) fn cumulative(x: f64, alpha: f64, beta: f64) -> f64 {
    if x.is_nan() || !(0.0..=1.0).contains(&x) {
        return f64::NAN;
    }
    if alpha <= 0.0 {
        return 1.0;
    }
    if beta.is_nan() || alpha.is_nan() || beta <= 0.0 {
        return f64::NAN;
    }
    if x == 0.0 || x == 1.0 {
        return x;
    }
    // The fraction converges fast on one side of the mean; the other side is its mirror image.
    if x < (alpha + 1.0) / (alpha + beta + 2.0) {
        front(x, alpha, beta) * fraction(x, alpha, beta) / alpha
    } else {
        1.0 - front(1.0 - x, beta, alpha) * fraction(1.0 - x, beta, alpha) / beta
    }
}

pub(crate) fn density(x: f64, alpha: f64, beta: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) || alpha.is_nan() || beta.is_nan() || alpha <= 0.0 || beta <= 0.0 {
        return f64::NAN;
    }
    let logarithm = libm::lgamma(alpha + beta) - libm::lgamma(alpha) - libm::lgamma(beta);
    // Written with powers, so that 0⁰ is 1 at the ends.
    logarithm.exp() * x.powf(alpha - 1.0) * (1.0 - x).powf(beta - 1.0)
}

/// The `x` at which `cumulative` is `p`.
pub(crate) fn inverse(p: f64, alpha: f64, beta: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || alpha.is_nan() || beta.is_nan() || alpha <= 0.0 || beta <= 0.0 {
        return f64::NAN;
    }
    // The distribution only grows: halve the interval until doubles have no number between.
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..1100 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if cumulative(middle, alpha, beta) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// xᵃ (1 − x)ᵇ / B(a, b)
fn front(x: f64, a: f64, b: f64) -> f64 {
    let logarithm = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    (logarithm + a * x.ln() + b * (-x).ln_1p()).exp()
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(x: f64, alpha: f64, beta: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let nonzero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut above = 1.0;
    let mut below = nonzero(1.0 - (alpha + beta) * x / (alpha + 1.0)).recip();
    let mut result = below;
    for step in 1..=1000 {
        let m = f64::from(step);
        let at = alpha + 2.0 * m;
        let even = m * (beta - m) * x / ((at - 1.0) * at);
        let odd = -(alpha + m) * (alpha + beta + m) * x / (at * (at + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = nonzero(1.0 + term * below).recip();
            above = nonzero(1.0 + term / above);
            change *= above * below;
        }
        result *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}
