use super::def::*;
use serde_json::json;

use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_path",
    aliases: &[],
    family: Family::Parsing,
    summary: "Takes the path of a file apart.",
    params: &[required("path", STRING, "The path, of Windows or Unix.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The bag has `Scheme`, `RootPath`, `DirectoryPath`, `DirectoryName`, `Filename`, `Extension` and `AlternateDataStreamName`.",
    examples: &[
        example!(r"parse_path(@'C:\temp\file.txt').Filename" => r#""file.txt""#),
        example!("parse_path('/usr/lib/x.so').DirectoryPath" => r#""/usr/lib""#),
    ],
    cases: &[
        example!("parse_path('file://C:/temp/f.txt:a.exe')" => r#"{"Scheme":"file","RootPath":"C:/","DirectoryPath":"C:/temp","DirectoryName":"temp","Filename":"f.txt","Extension":"txt","AlternateDataStreamName":"a.exe"}"#),
        example!(r"parse_path(@'\\shared\u\f.tar.gz').DirectoryPath" => r#""\\\\shared\\u""#),
        example!(r"parse_path(@'\\shared\u\f.tar.gz').Extension" => r#""gz""#),
        example!("parse_path('file').DirectoryPath" => r#""""#),
        example!(r"parse_path(@'C:\f').DirectoryPath" => r#""C:\\""#),
        example!("parse_path('/a/b/').Filename" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let path = parts(args[0].as_str());
        Value::Dynamic(json!({
            "Scheme": path.scheme,
            "RootPath": path.root,
            "DirectoryPath": path.directory,
            "DirectoryName": path.name,
            "Filename": path.file,
            "Extension": path.extension,
            "AlternateDataStreamName": path.stream,
        }))
    }),
};

struct Parts<'t> {
    scheme: &'t str,
    root: &'t str,
    directory: &'t str,
    /// The last directory's.
    name: &'t str,
    file: &'t str,
    extension: &'t str,
    stream: &'t str,
}

fn parts(text: &str) -> Parts<'_> {
    let (scheme, path) = text.split_once("://").unwrap_or(("", text));
    let separator = |c: char| matches!(c, '/' | '\\');
    let drive = path.get(..3).filter(|drive| {
        drive.starts_with(|c: char| c.is_ascii_alphabetic())
            && drive.get(1..2) == Some(":")
            && drive.ends_with(separator)
    });
    let root = drive.unwrap_or_default();
    let (directory, file) = match path.rfind(separator) {
        Some(at) => (
            path.get(..at).unwrap_or_default(),
            path.get(at + 1..).unwrap_or_default(),
        ),
        None => ("", path),
    };
    // The root's own separator belongs to it.
    let directory = if directory.len() < root.len() {
        root
    } else {
        directory
    };
    let name = directory
        .get(root.len()..)
        .and_then(|inner| inner.rsplit(separator).next())
        .unwrap_or_default();
    let (file, stream) = file.split_once(':').unwrap_or((file, ""));
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    Parts {
        scheme,
        root,
        directory,
        name,
        file,
        extension,
        stream,
    }
}
