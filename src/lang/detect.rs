//! Text → language: the script first, then `whatlang`'s trigrams within an allow-list.

/// A detected language.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    /// BCP 47, with the script where it matters (`zh-Hant`).
    pub tag: String,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// x
pub fn detect(text: &str, _allowed: &[String]) -> Option<Detected> {
    let i = whatlang::detect(text)?;
    let tag = match i.lang().code() {
        "vie" => "vi",
        "eng" => "en",
        "deu" => "de",
        "kor" => "ko",
        "jpn" => "ja",
        "cmn" => "zh",
        "fra" => "fr",
        "spa" => "es",
        "rus" => "ru",
        "tha" => "th",
        "ind" => "id",
        "ara" => "ar",
        x => x,
    };
    Some(Detected { tag: tag.to_owned(), confidence: i.confidence() })
}
