use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "iplocation",
    aliases: &[],
    summary: "Adds where an address is; without a database of addresses the fields are empty.",
    usage: "iplocation [prefix=TEXT] FIELD",
    examples: &[example(
        r#"| makeresults | eval ip="1.1.1.1" | iplocation ip | stats count(Country) as n"#,
        "0",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "iplocation", &["prefix", "allfields", "lang"])?;
    let span = command.span;
    let Some(field) = words.names().first().cloned() else {
        return Err(lowering.error("syntax-error", span, "`iplocation` requires a field"));
    };
    if lowering.logs.addresses.is_none() {
        lowering.warn(
            "no-address-database",
            command.name.span,
            "there is no database of addresses, so the fields of `iplocation` are empty",
        );
    }
    let database = lowering.logs.addresses.clone().unwrap_or_default();
    let address = lowering.field(&mut flow.fields, &field.text, field.span);
    let prefix = words.option("prefix").unwrap_or_default();
    let names = ["City", "Country", "Region", "lat", "lon"];
    let columns = names.iter().map(|part| {
        let arguments = vec![
            address.clone(),
            build::string(part, span),
            build::string(&database, span),
        ];
        let place = build::call("__spl_iplocation", arguments, span);
        (format!("{prefix}{part}"), Field::ONE, place)
    });
    flow.assign(columns.collect(), span);
    Ok(flow)
}
