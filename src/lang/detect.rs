//! Text → language: the script first, then `whatlang`'s trigrams within an allow-list, then the words that tell relatives
//! apart.

mod relatives;

use whatlang::Script;

use super::{Known, trigrams};
use crate::text::{self, letter};

/// A detected language.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    /// BCP 47, with the script where it matters (`zh-Hant`).
    pub tag: String,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// Letters that decide; whatlang is right on every whole article of twelve languages with a third of it.
const SAMPLE: usize = 2_000;

/// The share of kana among East Asian letters from which a text is Japanese: headlines of kanji have little of it, Chinese
/// quotes of Japanese less.
const KANA_SHARE: f64 = 0.05;

/// BCP 47 and ISO 639-3 of the languages of the press that `whatlang` tells apart by trigrams. Rare relatives of common
/// languages (Afrikaans, Esperanto) are left out, since a menu is taken for them too easily.
pub(super) const BY_TRIGRAMS: &[(&str, &str)] = &[
    ("be", "bel"),
    ("bg", "bul"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("en", "eng"),
    ("es", "spa"),
    ("et", "est"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("id", "ind"),
    ("it", "ita"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("mk", "mkd"),
    ("mr", "mar"),
    ("nb", "nob"),
    ("ne", "nep"),
    ("nl", "nld"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("tl", "tgl"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("vi", "vie"),
];

/// Scripts with one language of the press each, by their Unicode blocks.
const BY_SCRIPT: &[(&str, u32, u32)] = &[
    ("el", 0x370, 0x3ff),
    ("hy", 0x530, 0x58f),
    ("he", 0x590, 0x5ff),
    ("bn", 0x980, 0x9ff),
    ("pa", 0xa00, 0xa7f),
    ("gu", 0xa80, 0xaff),
    ("ta", 0xb80, 0xbff),
    ("te", 0xc00, 0xc7f),
    ("kn", 0xc80, 0xcff),
    ("ml", 0xd00, 0xd7f),
    ("si", 0xd80, 0xdff),
    ("th", 0xe00, 0xe7f),
    ("lo", 0xe80, 0xeff),
    ("my", 0x1000, 0x109f),
    ("ka", 0x10a0, 0x10ff),
    ("km", 0x1780, 0x17ff),
];

/// Characters that only one of the two ways to write Chinese has; the commonest of each (Unihan, kSimplifiedVariant).
const SIMPLIFIED: &str = "\
    们国这来为时会个说对过发东车长门问间关见样两应经现实际报业产动电话语让请谁读书写学习总统议员选举亿万亲争从仅价\
    众优传体儿党兴决几击创办务劳区协单历厂压变团园围图场块坏声处备头奖妈孙岁岛带师广张强归当录忆态惯户护担据择损换\
    数断无旧权条极构标树桥机欢气没泽测济湾满灯点热爱环画码确离种称稳笔类紧红约级线组细结给绝继续维网职联节营虽补观\
    视规觉计认记许论设证评识试该详误调谈贝财责货质购费资赛赶轮较载边达运还进远连邻钟钱铁银镇闻阳阶险随难雾静须项预\
    领题风飞饭馆马验鱼鸟鸡黄龙";
const TRADITIONAL: &str = "\
    們國這來為時會個說對過發東車長門問間關見樣兩應經現實際報業產動電話語讓請誰讀書寫學習總統議員選舉億萬親爭從僅價\
    眾優傳體兒黨興決幾擊創辦務勞區協單歷廠壓變團園圍圖場塊壞聲處備頭獎媽孫歲島帶師廣張強歸當錄憶態慣戶護擔據擇損換\
    數斷無舊權條極構標樹橋機歡氣沒澤測濟灣滿燈點熱愛環畫碼確離種稱穩筆類緊紅約級線組細結給絕繼續維網職聯節營雖補觀\
    視規覺計認記許論設證評識試該詳誤調談貝財責貨質購費資賽趕輪較載邊達運還進遠連鄰鐘錢鐵銀鎮聞陽階險隨難霧靜須項預\
    領題風飛飯館馬驗魚鳥雞黃龍";

/// The language of a text, among `allowed` (BCP 47; empty: all that are known); `None` without letters to judge by.
/// The first 2,000 characters decide.
pub fn detect(text: &str, allowed: &[String]) -> Option<Detected> {
    let sample = text::head(text, SAMPLE);
    let found = by_script(sample).or_else(|| by_trigrams(sample, allowed))?;
    let is_allowed =
        allowed.is_empty() || allowed.iter().any(|tag| primary(tag) == primary(&found.tag));
    is_allowed.then_some(found)
}

/// Letters of a paragraph that is judged for itself; whatlang's trigrams are unsure of fewer.
const PARAGRAPH: usize = 80;

/// Characters of a paragraph that are judged.
const PARAGRAPH_SAMPLE: usize = 300;

/// How sure one must be that a paragraph is in another language.
const SURE: f64 = 0.9;

/// A document is mixed when one letter in so many is in another language: a quotation is shorter, a summary is not.
const MIXED_SHARE: usize = 5;

/// Whether a good part of a document in `tag` is in another language that is no near relative of it.
pub fn is_mixed<'a>(paragraphs: impl Iterator<Item = &'a str>, tag: &str) -> bool {
    let (mut foreign, mut all) = (0, 0);
    for paragraph in paragraphs {
        let letters = letter::count_alphabetic(paragraph);
        all += letters;
        if letters >= PARAGRAPH && !is_plainly(paragraph, tag) && is_in_another(paragraph, tag) {
            foreign += letters;
        }
    }
    foreign > 0 && foreign * MIXED_SHARE >= all
}

/// Whether every eighth word is one of the commonest of the language: then it need not be asked. Menus have fewer, prose has
/// every third.
fn is_plainly(paragraph: &str, tag: &str) -> bool {
    let Some(lang) = super::get(tag).filter(|lang| lang.is_spaced()) else { return false };
    let (mut common, mut all) = (0, 0);
    let mut close = |word: Option<u64>| {
        if let Some(word) = word {
            all += 1;
            common += usize::from(lang.knows_hashed(word) == Some(Known::Common));
        }
    };
    let mut word: Option<u64> = None;
    for letter in text::head(paragraph, PARAGRAPH_SAMPLE).chars() {
        if letter::class(letter).is_whitespace() {
            close(word.take());
        } else {
            word = Some(letter::mixed(word.unwrap_or_default(), letter));
        }
    }
    close(word);
    common * 8 >= all
}

fn is_in_another(paragraph: &str, tag: &str) -> bool {
    let found = detect(text::head(paragraph, PARAGRAPH_SAMPLE), &[]);
    found.is_some_and(|found| {
        let (one, other) = (primary(&found.tag), primary(tag));
        found.confidence >= SURE && one != other && !relatives::are(one, other)
    })
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Letters of each script in a sample.
#[derive(Default)]
struct Scripts {
    han: usize,
    kana: usize,
    hangul: usize,
    arabic: usize,
    other: usize,
    single: Vec<(&'static str, usize)>,
}

fn count(sample: &str) -> Scripts {
    let mut scripts = Scripts {
        single: BY_SCRIPT.iter().map(|(tag, ..)| (*tag, 0)).collect(),
        ..Scripts::default()
    };
    scripts.other = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    for letter in sample.chars() {
        if letter.is_ascii() || !letter::is_alphabetic(letter) {
            continue;
        }
        let code = u32::from(letter);
        match code {
            0x3040..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => scripts.kana += 1,
            0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => {
                scripts.han += 1;
            }
            0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => scripts.hangul += 1,
            0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => {
                scripts.arabic += 1;
            }
            // The scripts of one language each begin behind Latin, and Cyrillic and the rest of Latin is none of them.
            0..0x370 | 0x400..0x530 | 0x1e00..0x1f00 => scripts.other += 1,
            _ => {
                match BY_SCRIPT.iter().position(|(_, first, last)| (*first..=*last).contains(&code))
                {
                    Some(at) => {
                        if let Some((_, count)) = scripts.single.get_mut(at) {
                            *count += 1;
                        }
                    }
                    None => scripts.other += 1,
                }
            }
        }
    }
    scripts
}

/// The language of a text whose script says it. Names and numbers in Latin letters stand in every text, and a syllable of
/// East Asia says what two or three letters say: hence half as many are enough.
fn by_script(sample: &str) -> Option<Detected> {
    let scripts = count(sample);
    let east = scripts.han + scripts.kana + scripts.hangul;
    let (tag, single) = scripts.single.iter().max_by_key(|(_, count)| *count).copied()?;
    if scripts.hangul > scripts.han + scripts.kana && scripts.hangul * 2 > scripts.other {
        return sure("ko");
    }
    if east > 0 && east * 2 > scripts.other {
        if share(scripts.kana, east) >= KANA_SHARE {
            return sure("ja");
        }
        return sure(chinese(sample));
    }
    if scripts.arabic > scripts.other {
        return sure(arabic(sample));
    }
    if single > scripts.other { sure(tag) } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "at most 2,000 letters")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[expect(clippy::unnecessary_wraps, reason = "the value of every branch of by_script")]
fn sure(tag: &str) -> Option<Detected> {
    Some(Detected { tag: tag.to_owned(), confidence: 1.0 })
}

fn chinese(sample: &str) -> &'static str {
    let count = |letters: &str| sample.chars().filter(|letter| letters.contains(*letter)).count();
    if count(TRADITIONAL) > count(SIMPLIFIED) { "zh-Hant" } else { "zh-Hans" }
}

/// Urdu and Persian have letters that Arabic has not.
fn arabic(sample: &str) -> &'static str {
    let has = |letters: &[char]| sample.chars().filter(|letter| letters.contains(letter)).count();
    // Names in Arabic texts borrow a letter now and then; a Persian text has these in every other word.
    let least = sample.chars().count() / 100;
    if has(&['ٹ', 'ڈ', 'ڑ', 'ے', 'ہ', 'ں']) > least {
        "ur"
    } else if has(&['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']) > least {
        "fa"
    } else {
        "ar"
    }
}

/// The script of most letters, if it is one of several languages.
fn script(sample: &str) -> Option<&'static str> {
    let ascii = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    if ascii * 2 > sample.len() {
        return Some("latin");
    }
    match whatlang::detect_script(sample)? {
        Script::Latin => Some("latin"),
        Script::Cyrillic => Some("cyrillic"),
        Script::Devanagari => Some("devanagari"),
        _ => None,
    }
}

fn by_trigrams(sample: &str, allowed: &[String]) -> Option<Detected> {
    let script = script(sample)?;
    let is_wanted = |tag: &str| {
        BY_TRIGRAMS.iter().any(|(known, _)| *known == tag)
            && (allowed.is_empty()
                || allowed
                    .iter()
                    .any(|one| primary(one) == tag || relatives::are(primary(one), tag)))
    };
    let (tag, confidence) = trigrams::detect(sample, script, is_wanted)?;
    let settled = relatives::settle(sample, tag);
    Some(Detected { tag: settled.to_owned(), confidence })
}
