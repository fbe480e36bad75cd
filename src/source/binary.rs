//! What a file really holds when it is no text: by its bytes, whatever its name says.

/// First bytes of formats that are no text, and what a person calls them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
];

/// Share of control characters among the bytes from which a file is no text. Random bytes have 10 %, text in any
/// encoding under 0.1 %; what has between is kept, its control characters made visible.
const CONTROL_SHARE: f64 = 0.05;

/// How many bytes are looked at.
const SAMPLE: usize = 64 * 1024;

/// What the bytes hold if they are no text.
pub fn kind(bytes: &[u8]) -> Option<&'static str> {
    let known =
        SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    known.or_else(|| boxed(bytes)).or_else(|| full_of_controls(bytes).then_some("binary data"))
}

/// Formats whose signature does not stand at the very start: RIFF and ISO media files.
fn boxed(bytes: &[u8]) -> Option<&'static str> {
    match (bytes.get(..4)?, bytes.get(4..8)?, bytes.get(8..12)?) {
        (b"RIFF", _, b"WEBP") => Some("a WebP picture"),
        (b"RIFF", _, b"WAVE" | b"AVI ") => Some("a recording"),
        (_, b"ftyp", _) => Some("an MP4 recording or an AVIF picture"),
        _ => None,
    }
}

fn full_of_controls(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // UTF-16 and UTF-32 are full of zero bytes.
    if super::charset::bom(sample).is_some() || super::charset::wide(sample).is_some() {
        return false;
    }
    let is_control =
        |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    // Texts have none: a loop without a way out looks at many bytes at once.
    if !sample.iter().fold(false, |any, byte| any | is_control(byte)) {
        return false;
    }
    let controls = sample.iter().filter(|byte| is_control(byte)).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of at most 65,536 bytes")]
    let share = controls as f64 / sample.len().max(1) as f64;
    share > CONTROL_SHARE
}
