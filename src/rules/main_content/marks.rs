//! Lines that are a sign and no words: clocks, numbers, counters, pictures of feelings.

/// Whether a line is a picture of a feeling or a thing and nothing else, as boxes have them at their side.
pub(super) fn is_emoji(words: &str) -> bool {
    let is_sign = |letter: char| matches!(letter, '\u{1f300}'..='\u{1faff}');
    words.chars().any(is_sign)
        && words.chars().all(|letter| is_sign(letter) || matches!(letter, '\u{fe0f}' | '\u{200d}'))
}

/// Letters of the longest word behind a time of day: `Uhr`, `a.m.`.
const LONGEST_UNIT: usize = 4;

/// Whether words are a time of day and nothing else: `08:40`, `8:40 am`.
pub(super) fn is_clock(words: &str) -> bool {
    let Some((hours, rest)) = words.split_once(':') else { return false };
    let unit = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let minutes = rest.len() - unit.len();
    let unit = unit.trim();
    is_number(hours)
        && hours.len() <= 2
        && minutes == 2
        && unit.chars().count() <= LONGEST_UNIT
        && unit.chars().all(|letter| letter.is_alphabetic() || letter == '.')
}

/// Whether words are a time of day as British papers write it, and nothing else: `14.02`, `07.05`.
pub(super) fn is_dotted_clock(words: &str) -> bool {
    let Some((hours, minutes)) = words.split_once('.') else { return false };
    let below = |part: &str, most: u8| {
        part.len() == 2 && is_number(part) && part.parse().is_ok_and(|it: u8| it < most)
    };
    below(hours, 24) && below(minutes, 60)
}

/// Whether words are how far something has played and how long it is, and nothing else: `00:00 02:14`, `0:00 / 1:30`.
pub(super) fn is_player(words: &str) -> bool {
    let mut clocks = words.split([' ', '/']).filter(|part| !part.is_empty());
    let is_start = clocks.next().is_some_and(|clock| matches!(clock, "0:00" | "00:00"));
    is_start && clocks.next().is_some_and(is_clock) && clocks.next().is_none()
}

/// Whether words are a place in a row and nothing else, `3/14`, or how many more there are: `+5`.
pub(super) fn is_counter(words: &str) -> bool {
    if let Some(more) = words.strip_prefix('+') {
        return more.len() <= 3 && is_number(more);
    }
    let Some((place, count)) = words.split_once('/') else { return false };
    let (place, count) = (place.trim(), count.trim());
    is_number(place) && is_number(count) && place.len() <= count.len() && count.len() <= 3
}

pub(super) fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|letter| letter.is_ascii_digit())
}
