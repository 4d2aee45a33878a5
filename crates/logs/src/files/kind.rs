//! What a file is, told from its first bytes.

/// What the bytes of a stream are packed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gzip,
    Zstd,
    Zip,
    Tar,
    Parquet,
    /// Anything that may be text, UTF-16 included.
    Text,
    /// Something that is no log, in a few words that follow "it is".
    Other(&'static str),
}

/// How many bytes [`kind`] wants to see; a tar archive shows itself after 257.
pub(super) const HEAD: usize = 512;

/// Formats whose first bytes give them away.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"ElfFile\0", "a Windows event log"),
    (b"Obj\x01", "an Avro file, which is not read"),
    (b"ORC", "an ORC file, which is not read"),
    (b"ARROW1", "an Arrow file, which is not read"),
    (b"BZh", "compressed with bzip2, which is not read"),
    (b"\xfd7zXZ", "compressed with xz, which is not read"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read"),
    (b"Rar!", "a RAR archive, which is not read"),
    (
        b"\x04\x22\x4d\x18",
        "compressed with lz4, which is not read",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\xd4\xc3\xb2\xa1", "a packet capture"),
    (b"\x0a\x0d\x0d\x0a", "a packet capture"),
];

/// Tells from the first [`HEAD`] bytes, or fewer where the stream is shorter.
pub(super) fn kind(head: &[u8]) -> Kind {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Kind::Gzip;
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Kind::Zstd;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Kind::Tar;
    }
    if head.starts_with(b"PAR1") {
        return Kind::Parquet;
    }
    if let Some((_, words)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Other(words);
    }
    if super::text::encoding(head).is_none() && head.contains(&0) {
        return Kind::Other("binary data of an unknown kind");
    }
    Kind::Text
}
