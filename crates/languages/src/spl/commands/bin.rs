use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::arithmetic;

pub(super) const COMMAND: Command = Command {
    name: "bin",
    aliases: &["bucket", "discretize"],
    summary: "Cuts values down to multiples of a span.",
    usage: "bin [span=SPAN] FIELD [as NAME]",
    examples: &[
        example(
            "| makeresults | eval _time=125 | bin span=1m _time | eval t=_time | table t",
            "120",
        ),
        example(
            "| makeresults | eval n=17 | bin n span=5 as m | table m",
            "15-20",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "bin",
        &["span", "bins", "minspan", "aligntime", "start", "end"],
    )?;
    let names = words.names();
    let Some(field) = names.first() else {
        return Err(lowering.error("syntax-error", command.span, "`bin` requires a field"));
    };
    let Some(span_text) = words.option("span") else {
        return Err(lowering.unsupported(command.span, "`bin` without `span`"));
    };
    let target = match names.as_slice() {
        [_, as_, to, ..] if as_.text.eq_ignore_ascii_case("as") => to,
        _ => field,
    };
    let span = command.span;
    let value = lowering.field(&mut flow.fields, &field.text, field.span);
    let binned = build::call(
        "__spl_bin",
        vec![value, build::string(span_text, span)],
        span,
    );
    // A time stays a number; a bin of other numbers is shown with its end.
    let result = match span_text.parse::<f64>() {
        Ok(step) if field.text != "_time" => {
            let end = arithmetic(binned.clone(), "+", build::number(step, span), span);
            let dash = arithmetic(binned.clone(), ".", build::text("-", span), span);
            let both = arithmetic(dash, ".", end, span);
            build::iff(build::is_null(binned), build::null(span), both)
        }
        _ => binned,
    };
    flow.assign(vec![(target.text.clone(), Field::ONE, result)], span);
    Ok(flow)
}
