//! The discrete Fourier transform, of any length.

use std::f64::consts::PI;

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    fn turn(angle: f64) -> Self {
        let (im, re) = angle.sin_cos();
        Self { re, im }
    }

    fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    fn conjugate(self) -> Self {
        Self {
            re: self.re,
            im: -self.im,
        }
    }

    /// The square of its length.
    pub(crate) fn power(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

/// The transform of a series.
pub(crate) fn transform(input: &[Complex]) -> Vec<Complex> {
    if input.len().is_power_of_two() {
        let mut values = input.to_vec();
        by_halves(&mut values);
        values
    } else {
        by_chirp(input)
    }
}

/// The series of a transform.
pub(crate) fn inverse(input: &[Complex]) -> Vec<Complex> {
    let n = input.len() as f64;
    let turned: Vec<Complex> = input.iter().map(|c| c.conjugate()).collect();
    transform(&turned)
        .into_iter()
        .map(|c| Complex {
            re: c.re / n,
            im: -c.im / n,
        })
        .collect()
}

/// Cooley and Tukey's transform, for a power of two.
fn by_halves(values: &mut [Complex]) {
    let n = values.len();
    let bits = n.trailing_zeros();
    for at in 0..n {
        let mirror = if bits == 0 {
            0
        } else {
            at.reverse_bits() >> (usize::BITS - bits)
        };
        if at < mirror {
            values.swap(at, mirror);
        }
    }
    let mut half = 1;
    while half < n {
        for (start, block) in values.chunks_exact_mut(2 * half).enumerate() {
            let _ = start;
            let (low, high) = block.split_at_mut(half);
            for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                let turned = b.times(Complex::turn(-PI * k as f64 / half as f64));
                (*a, *b) = (
                    Complex {
                        re: a.re + turned.re,
                        im: a.im + turned.im,
                    },
                    Complex {
                        re: a.re - turned.re,
                        im: a.im - turned.im,
                    },
                );
            }
        }
        half *= 2;
    }
}

/// Bluestein's transform: any length, as a convolution of a power of two.
fn by_chirp(input: &[Complex]) -> Vec<Complex> {
    let n = input.len();
    if n == 0 {
        return Vec::new();
    }
    let size = (2 * n - 1).next_power_of_two();
    // k² modulo 2n keeps the angle small and exact.
    let chirp: Vec<Complex> = (0..n)
        .map(|k| Complex::turn(-PI * ((k * k) % (2 * n)) as f64 / n as f64))
        .collect();
    let mut a = vec![Complex::default(); size];
    let mut b = vec![Complex::default(); size];
    for k in 0..n {
        a[k] = input[k].times(chirp[k]);
        b[k] = chirp[k].conjugate();
        if k > 0 {
            b[size - k] = b[k];
        }
    }
    by_halves(&mut a);
    by_halves(&mut b);
    let product: Vec<Complex> = a.iter().zip(&b).map(|(x, y)| x.times(*y)).collect();
    inverse(&product)
        .into_iter()
        .zip(&chirp)
        .map(|(value, turn)| value.times(*turn))
        .collect()
}
