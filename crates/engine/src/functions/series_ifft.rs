use super::def::*;
use crate::compute::series::fourier::{Complex, inverse};
use crate::compute::series::{columns, complete, reals};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_ifft",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the series of a Fourier transform, as several columns.",
    params: &[
        required("real", Takes::Array, "The real parts."),
        optional(
            "imaginary",
            Takes::Array,
            "The imaginary parts; zeros when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The columns end in `real` and `imag`. A series of any length will do. Null when an element is no number, or when the parts differ in length.",
    examples: &[
        example!("print (re, im) = series_ifft(dynamic([4,0,0,0])) | project re" => "[1.0,1.0,1.0,1.0]"),
    ],
    cases: &[
        example!("print (re, im) = series_fft(dynamic([3,1,4,1,5])) | project (back) = series_ifft(re, im) | project round(todouble(back[4]), 6)" => "5.0"),
        example!("print (re, im) = series_fft(dynamic([3,1,4,1,5,9,2,6])) | project (back) = series_ifft(re, im) | project round(todouble(back[5]), 6)" => "9.0"),
    ],
    body: Body::Rows(|args| turned(args).unwrap_or(Value::Null)),
};

fn turned(args: &[Value]) -> Option<Value> {
    let real = complete(&args[0])?;
    let imaginary = match args.get(1) {
        Some(parts) => complete(parts).filter(|parts| parts.len() == real.len())?,
        None => vec![0.0; real.len()],
    };
    let input: Vec<Complex> = real
        .into_iter()
        .zip(imaginary)
        .map(|(re, im)| Complex { re, im })
        .collect();
    let output = inverse(&input);
    Some(columns([
        reals(output.iter().map(|c| c.re)),
        reals(output.iter().map(|c| c.im)),
    ]))
}
