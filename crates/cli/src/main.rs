//! The `vigie` binary.

use std::sync::Arc;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = args.last().cloned().unwrap_or_default();
    let options = vigie_engine::Options::at(638_000_000_000_000_000);
    let engine = vigie_engine::Engine::new(Arc::new(vigie_engine::catalog::Empty), options);
    match engine.query(&text) {
        Ok(answer) => {
            println!("{:?}", answer.columns);
            for row in answer.rows() {
                println!("{row:?}");
            }
        }
        Err(diagnostics) => {
            println!(
                "{}",
                vigie_syntax::render::full(
                    &diagnostics,
                    &text,
                    "query",
                    vigie_syntax::render::Style::Plain
                )
            );
            std::process::exit(2);
        }
    }
}
