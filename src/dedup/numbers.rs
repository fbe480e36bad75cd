//! Numbers as values: separators by language, digits of any script.

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

/// A value as a word that is the same in every language: six significant digits, no trailing zeros.
pub(super) fn canonical(value: f64) -> String {
    if value.fract() == 0.0 && (1.0..1e6).contains(&value) {
        let text = value.to_string();
        let (first, rest) = text.split_at(1);
        let rest = rest.trim_end_matches('0');
        let sign = if rest.is_empty() { "" } else { "." };
        return format!("{first}{sign}{rest}e{}", text.len() - 1);
    }
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
