//! The reference and the README's table say what the registries and the measures say.

use std::path::Path;

use vigie_spec::reference;

checks! {
    is_current,
}

fn is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut wanted = reference::files();
    let readme = root.join("README.md");
    let text = std::fs::read_to_string(&readme).expect("there is a README");
    let table = reference::readme(&text, &root).expect("the README has its marks");
    wanted.insert("README.md".to_owned(), table);
    let update = std::env::var_os("UPDATE").is_some();
    for (path, text) in wanted {
        let file = root.join(&path);
        if update {
            let folder = file.parent().expect("a file lies in a folder");
            std::fs::create_dir_all(folder).expect("the folder can be made");
            std::fs::write(&file, text).expect("the file can be written");
            continue;
        }
        let found = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            found == text,
            "{path} is not current: `UPDATE=1 cargo test -p vigie-spec -- reference` writes it"
        );
    }
}
