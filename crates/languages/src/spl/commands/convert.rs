use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "convert",
    aliases: &[],
    summary: "Converts the values of fields: `ctime` writes a time, `mktime` reads one.",
    usage: "convert [timeformat=FORMAT] FUNCTION(FIELD) [as NAME], …",
    examples: &[example(
        r#"| makeresults | eval t=0 | convert timeformat="%Y-%m-%d" ctime(t) | table t"#,
        "1970-01-01",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "convert", &["timeformat"])?;
    let span = command.span;
    let format = words.option("timeformat").unwrap_or("%m/%d/%Y %H:%M:%S");
    let mut at = words.rest.as_slice();
    while let [first, rest @ ..] = at {
        at = rest;
        let spl::WordKind::Call { name, arguments } = &first.kind else {
            return Err(lowering.error(
                "syntax-error",
                first.span,
                "`convert` requires `function(field)`",
            ));
        };
        let pattern = arguments
            .first()
            .and_then(|a| a.text())
            .unwrap_or("*")
            .to_owned();
        let mut target = None;
        if let [as_, to, rest @ ..] = at
            && as_.is("as")
        {
            target = to.text().map(str::to_owned);
            at = rest;
        }
        for field in lowering.fields_of(&mut flow.fields, &pattern) {
            let value = build::column(&field, span);
            let format = build::string(format, span);
            let converted = match name.text.to_ascii_lowercase().as_str() {
                "ctime" => {
                    let written = build::call("__spl_strftime", vec![value.clone(), format], span);
                    build::iff(build::is_null(written.clone()), value, written)
                }
                "mktime" => build::call("__spl_strptime", vec![value, format], span),
                "num" => {
                    let base = build::number(10.0, span);
                    build::call("__spl_tonumber", vec![value, base], span)
                }
                "auto" | "none" => value,
                other => {
                    let what = format!("`{other}` of `convert`");
                    return Err(lowering.unsupported(name.span, &what));
                }
            };
            let kind = flow.fields.known.get(&field).copied().unwrap_or(Field::ONE);
            let to = target.clone().unwrap_or(field);
            flow.assign(vec![(to, kind, converted)], span);
        }
    }
    Ok(flow)
}
