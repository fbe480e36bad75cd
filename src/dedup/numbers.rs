//! Numbers as values: separators by language, digits of any script, units of counting (million, triệu, 万).

use super::tokens::digit;

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// 1,234.5
    Comma,
    /// 1.234,5
    Dot,
    /// 1 234,5
    Space,
}

/// Languages that write 1.234,5 (CLDR 48, `numbers.json`, symbols `group` and `decimal`).
const DOT: [&str; 19] = [
    "da", "de", "el", "es", "hr", "id", "is", "it", "lo", "ms-ID", "nl", "pt", "ro", "sl", "sr",
    "tr", "vi", "gl", "eu",
];
/// Languages that write 1 234,5 (same source).
const SPACE: [&str; 17] = [
    "bg", "cs", "et", "fi", "fr", "hu", "hy", "ka", "kk", "lt", "lv", "nb", "no", "pl", "ru", "sk",
    "sv",
];

/// The style of a language (BCP 47); Ukrainian and Belarusian write as Russian does.
fn style(language: &str) -> Style {
    let primary = language.split('-').next().unwrap_or(language);
    if DOT.contains(&primary) {
        Style::Dot
    } else if SPACE.contains(&primary) || matches!(primary, "uk" | "be" | "uz") {
        Style::Space
    } else {
        Style::Comma
    }
}

/// Whether a language puts a space between thousands.
pub(super) fn spaces_thousands(language: &str) -> bool {
    style(language) == Style::Space
}

/// The value of a token of digits and separators in a text of that language, and how many digits stand behind the
/// decimal sign. `None` for what is no single number: `192.168.0.1`, `12.05.2024`.
pub(super) fn value(token: &str, language: &str) -> Option<(f64, usize)> {
    if token.len() <= 15 && token.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((token.parse().ok()?, 0));
    }
    let parts: Vec<String> = token
        .split(|letter: char| digit(letter).is_none())
        .map(|part| {
            part.chars().filter_map(digit).filter_map(|d| char::from_digit(d, 10)).collect()
        })
        .collect();
    let signs: Vec<char> = token.chars().filter(|letter| digit(*letter).is_none()).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 15) {
        return None;
    }
    let whole = |parts: &[String]| parts.concat().parse::<f64>().ok();
    let (Some(last), Some(sign)) = (parts.last(), signs.last()) else {
        return Some((whole(&parts)?, 0));
    };
    let alike = signs.iter().all(|other| other == sign);
    if alike && is_thousands(&parts) && (signs.len() > 1 || is_group_sign(*sign, language, &parts))
    {
        return Some((whole(&parts)?, 0));
    }
    let head = parts.get(..parts.len() - 1).unwrap_or_default();
    let head_alike =
        signs.get(..signs.len() - 1).unwrap_or_default().iter().all(|other| other != sign);
    if (signs.len() > 1 && !is_thousands(head)) || !head_alike {
        return None;
    }
    let number = format!("{}.{last}", head.concat()).parse().ok()?;
    Some((number, last.trim_end_matches('0').len()))
}

/// Whether digits are in groups of three behind the first (or of two before the last three, as in India).
fn is_thousands(parts: &[String]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return first.len() <= 15 };
    let western = first.len() <= 3 && rest.iter().all(|part| part.len() == 3);
    let indian = first.len() <= 2 && last.len() == 3 && middle.iter().all(|part| part.len() == 2);
    (western || indian) && !first.starts_with('0')
}

/// Whether a lone sign before three digits separates thousands in that language.
fn is_group_sign(sign: char, language: &str, parts: &[String]) -> bool {
    match sign {
        '.' | '．' => {
            style(language) == Style::Dot || parts.first().is_some_and(|first| first.len() == 3)
        }
        ',' | '，' | '٬' => style(language) == Style::Comma,
        '٫' => false,
        _ => true,
    }
}

/// Words that multiply the number before them, folded to lower case without diacritics, with the power of ten.
/// From CLDR 48 `numbers.json`, long and short decimal formats.
const SCALES: &[(&str, i32)] = &[
    ("thousand", 3),
    ("nghin", 3),
    ("ngan", 3),
    ("tausend", 3),
    ("tsd", 3),
    ("mille", 3),
    ("mil", 3),
    ("mila", 3),
    ("тысяч", 3),
    ("тысячи", 3),
    ("тыс", 3),
    ("тисяч", 3),
    ("тисячі", 3),
    ("тис", 3),
    ("ribu", 3),
    ("tysiecy", 3),
    ("tys", 3),
    ("tisic", 3),
    ("duizend", 3),
    ("tusen", 3),
    ("bin", 3),
    ("χιλιαδες", 3),
    ("千", 3),
    ("천", 3),
    ("พัน", 3),
    ("ألف", 3),
    ("آلاف", 3),
    ("هزار", 3),
    ("हजार", 3),
    ("หมื่น", 4),
    ("万", 4),
    ("萬", 4),
    ("만", 4),
    ("แสน", 5),
    ("lakh", 5),
    ("लाख", 5),
    ("crore", 7),
    ("करोड", 7),
    ("करोड़", 7),
    ("million", 6),
    ("millions", 6),
    ("trieu", 6),
    ("millionen", 6),
    ("mio", 6),
    ("mln", 6),
    ("millones", 6),
    ("millon", 6),
    ("milhoes", 6),
    ("milhao", 6),
    ("milioni", 6),
    ("milione", 6),
    ("miljoen", 6),
    ("miljoner", 6),
    ("milionow", 6),
    ("miliony", 6),
    ("milion", 6),
    ("milionu", 6),
    ("milyon", 6),
    ("миллионов", 6),
    ("миллиона", 6),
    ("миллион", 6),
    ("млн", 6),
    ("мільйонів", 6),
    ("мільйони", 6),
    ("мільйон", 6),
    ("juta", 6),
    ("εκατομμυρια", 6),
    ("εκατ", 6),
    ("百万", 6),
    ("ล้าน", 6),
    ("مليون", 6),
    ("ملايين", 6),
    ("میلیون", 6),
    ("मिलियन", 6),
    ("billion", 9),
    ("billions", 9),
    ("bn", 9),
    ("ty", 9),
    ("ti", 9),
    ("milliarden", 9),
    ("milliarde", 9),
    ("mrd", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("bilhoes", 9),
    ("miliardi", 9),
    ("miliardo", 9),
    ("miljard", 9),
    ("miljarder", 9),
    ("miliardow", 9),
    ("miliardy", 9),
    ("miliard", 9),
    ("mld", 9),
    ("milyar", 9),
    ("миллиардов", 9),
    ("миллиарда", 9),
    ("миллиард", 9),
    ("млрд", 9),
    ("мільярдів", 9),
    ("мільярди", 9),
    ("мільярд", 9),
    ("miliar", 9),
    ("δισεκατομμυρια", 9),
    ("δισ", 9),
    ("مليار", 9),
    ("مليارات", 9),
    ("میلیارد", 9),
    ("अरब", 9),
    ("億", 8),
    ("亿", 8),
    ("억", 8),
    ("trillion", 12),
    ("兆", 12),
    ("조", 12),
    ("triliun", 12),
];

/// The power of ten that a word behind a number multiplies it by.
pub(super) fn scale(word: &str) -> Option<i32> {
    SCALES.iter().find(|(known, _)| *known == word).map(|(_, power)| *power)
}

/// The scale that a run of letters without spaces begins with (`万人` → 4), longest first, and its length in bytes.
pub(super) fn leading_scale(run: &str) -> Option<(i32, usize)> {
    let known = SCALES.iter().filter(|(word, _)| !word.is_ascii() && run.starts_with(word));
    known.max_by_key(|(word, _)| word.len()).map(|(word, power)| (*power, word.len()))
}

/// A value as a word that is the same in every language: six significant digits, no trailing zeros.
pub(super) fn canonical(value: f64) -> String {
    let text = format!("{value:.5e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}e{power}")
}

/// The value of a Roman numeral of two to seven capital letters: `XIII`.
pub(super) fn roman(word: &str) -> Option<u32> {
    if !(2..=7).contains(&word.len()) {
        return None;
    }
    let mut sum = 0;
    let mut highest = 0;
    for letter in word.chars().rev() {
        let value = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => return None,
        };
        if value < highest {
            sum -= value;
        } else {
            sum += value;
            highest = value;
        }
    }
    (sum > 1).then(|| u32::try_from(sum).unwrap_or(0))
}
