use super::def::*;
use crate::compute::series::fourier::{Complex, transform};
use crate::compute::series::{columns, complete, reals};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "series_fft",
    aliases: &[],
    family: Family::Series,
    summary: "Gives the Fourier transform of a series, as several columns.",
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
        example!("print (re, im) = series_fft(dynamic([1,1,1,1])) | project re" => "[4.0,0.0,0.0,0.0]"),
    ],
    cases: &[
        example!("print (re, im) = series_fft(dynamic([1,2,4])) | project round(todouble(im[1]), 6)" => "1.732051"),
        example!("print (re, im) = series_fft(dynamic([1,2,4])) | project round(todouble(re[1]), 6)" => "-2.0"),
        example!("print (re) = series_fft(dynamic([1,'a']))" => "null"),
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
    let output = transform(&input);
    Some(columns([
        reals(output.iter().map(|c| c.re)),
        reals(output.iter().map(|c| c.im)),
    ]))
}
