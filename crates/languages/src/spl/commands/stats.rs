use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "stats",
    aliases: &[],
    summary: "Makes one row of each group; rows without a value for a key are left out.",
    usage: "stats AGGREGATE [as NAME], … [by FIELD, …]",
    examples: &[
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats count by x | sort - x | table count"#,
            "2",
        ),
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats count, dc(x) as d | table d"#,
            "3",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    for (name, _) in &stats.options {
        let harmless = ["allnum", "delim", "partitions", "dedup_splitvals"];
        if !harmless.contains(&name.text.to_ascii_lowercase().as_str()) {
            return Err(
                lowering.unsupported(name.span, &format!("the option `{}` of `stats`", name.text))
            );
        }
    }
    let computed = lowering.computed(&mut flow, &stats.aggregates, false)?;
    lowering.grouped(flow, computed, &stats.by, command.span)
}
