//! The fields of a record → the text of a document, and what the record says of it.

use any_ascii::any_ascii_char;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::Value;

use crate::config::Fields;
use crate::finding::{Claim, Evidence, Field};

/// A field of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Its name as written; of one in an object the names around it before, `meta.title`.
    pub name: String,
    /// Its name among those beside it.
    pub own: String,
    /// Its value.
    pub value: Value,
}

impl Pair {
    /// A field of the record itself.
    pub fn new(name: String, value: Value) -> Pair {
        Pair { own: name.clone(), name, value }
    }

    /// The field with the name of its object before its own.
    fn joined(self, object: &str) -> Pair {
        Pair { own: format!("{object}.{}", self.own), ..self }
    }
}

/// The fields of a record, those nearest to its text first.
pub type Levels = Vec<Vec<Pair>>;

/// Objects that say of a record what others say in it.
const ABOUT: &[&str] = &["meta", "metadata"];

/// The fields of a record with those of the objects in it that are worth a look: the object that has the text where the record
/// itself has none, as in `{"_source": {"body": …}}`; what `meta` says; and `source.name`, whose names are read as one.
pub fn levels(pairs: Vec<Pair>, names: &Fields) -> Levels {
    let (mut nearest, mut around) = (pairs, None);
    if text_of(&nearest, names).is_none() {
        let within = nearest.iter().filter_map(inner).map(|(_, inner)| inner);
        let mut holding: Vec<_> = within.filter(|it| text_of(it, names).is_some()).collect();
        // Of several none is the text.
        if holding.len() == 1 {
            around = holding.pop().map(|holding| std::mem::replace(&mut nearest, holding));
        }
    }
    let mut levels = vec![nearest];
    levels.extend(around);
    let mut about = Vec::new();
    let mut joined = Vec::new();
    for pair in levels.iter().flatten() {
        match inner(pair) {
            Some((true, inner)) => about.push(inner),
            Some((false, inner)) => joined.extend(inner.into_iter().map(|it| it.joined(&pair.own))),
            None => {}
        }
    }
    levels.extend(about);
    levels.push(joined);
    levels
}

/// The fields of an object, and whether it says something of the record.
fn inner(pair: &Pair) -> Option<(bool, Vec<Pair>)> {
    let object = pair.value.as_object()?;
    let is_about = ABOUT.iter().any(|known| is_named(&pair.own, known));
    let inner = object.iter().map(|(own, value)| Pair {
        name: format!("{}.{own}", pair.name),
        own: own.clone(),
        value: value.clone(),
    });
    Some((is_about, inner.collect()))
}

/// What is known of a document from where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What it says of itself.
    pub claims: Vec<Claim>,
    /// When it was fetched, in seconds since 1970.
    pub fetched: Option<i64>,
}

/// The page or the text of a record, and whether its name says that it is a page; `None` where no field holds one. What is a
/// list are its paragraphs.
pub fn text(levels: &[Vec<Pair>], names: &Fields) -> Option<(String, bool)> {
    text_of(levels.first()?, names)
}

fn text_of(pairs: &[Pair], names: &Fields) -> Option<(String, bool)> {
    // What has a title or an address is a record: `{"article": {"title": …, "text": …}}`.
    let is_record = |pair: &Pair| {
        let object = pair.value.as_object();
        object.is_some_and(|object| object.keys().any(|name| is_head(name, names)))
    };
    let words = |pair: &Pair| words(&pair.value, TEXT_PARTS).join("\n\n");
    let says = |pair: &Pair| !is_record(pair) && !words(pair).is_empty();
    let find = |names: &[String]| among(pairs, names, &says).map(words);
    let page = find(&names.html).map(|text| (text, true));
    page.or_else(|| find(&names.text).map(|text| (text, false)))
}

/// Whether a name is one under which records have their text.
pub fn is_text(name: &str, names: &Fields) -> bool {
    names.html.iter().chain(&names.text).any(|known| is_named(name, known))
}

/// Whether a name is one under which records have their title or address.
pub fn is_head(name: &str, names: &Fields) -> bool {
    names.title.iter().chain(&names.url).any(|known| is_named(name, known))
}

/// What the fields of a record say; `place` is what they are fields of.
pub fn told(levels: &[Vec<Pair>], names: &Fields, place: &str) -> Told {
    let of = [
        (Field::Url, &names.url),
        (Field::Title, &names.title),
        (Field::Published, &names.date),
        (Field::Updated, &names.updated),
        (Field::Author, &names.author),
        (Field::Publisher, &names.publisher),
        (Field::Section, &names.section),
        (Field::Tags, &names.tags),
    ];
    let mut claims = Vec::new();
    for (field, names) in of {
        let says = |pair: &Pair| !values(field, &pair.value).is_empty();
        let Some(pair) = find(levels, names, &says) else { continue };
        let evidence = Evidence::Metadata(format!("{place} \"{}\"", pair.name).into());
        for value in values(field, &pair.value) {
            claims.push(Claim { field, value, evidence: evidence.clone() });
        }
    }
    let time = |pair: &Pair| words(&pair.value, PARTS).first().and_then(|time| moment(time));
    let fetched = find(levels, &names.fetched, &|pair| !words(&pair.value, PARTS).is_empty());
    Told { claims, fetched: fetched.and_then(time) }
}

/// The nearest field of the most wanted name that says something.
fn find<'a>(
    levels: &'a [Vec<Pair>],
    names: &[String],
    says: &dyn Fn(&Pair) -> bool,
) -> Option<&'a Pair> {
    levels.iter().find_map(|pairs| among(pairs, names, says))
}

/// The same among the fields of one object; of twins the last, as everywhere in JSON.
fn among<'a>(
    pairs: &'a [Pair],
    names: &[String],
    says: &dyn Fn(&Pair) -> bool,
) -> Option<&'a Pair> {
    names.iter().find_map(|name| {
        let mut twins = pairs.iter().rev().filter(|pair| is_named(&pair.own, name));
        twins.find(|pair| says(pair))
    })
}

/// Whether two names are one but for what people write them differently by: `Publish Date`, `publish_date`, `publishDate`;
/// `Tiêu đề`, `tieu_de`.
fn is_named(name: &str, known: &str) -> bool {
    folded(name).eq(folded(known))
}

fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let plain = letters.flat_map(|letter| any_ascii_char(letter).chars());
    plain.map(|letter| letter.to_ascii_lowercase())
}

/// The values for a field: several where there can be several, none where it cannot be what it says.
fn values(field: Field, value: &Value) -> Vec<String> {
    let is_list = value.is_array();
    let mut words = words(value, PARTS);
    words.retain(|words| !is_nothing(words));
    match field {
        Field::Url => words.into_iter().filter(|words| is_address(words)).take(1).collect(),
        Field::Published | Field::Updated => {
            words.iter().take(1).filter_map(|words| day(words)).collect()
        }
        Field::Author => {
            let names = words.iter().flat_map(|words| parts(words, &[';']));
            names.filter(|name| !is_number(name)).collect()
        }
        Field::Tags if is_list => words.into_iter().filter(|words| !is_number(words)).collect(),
        Field::Tags => {
            let tags = words.iter().flat_map(|words| parts(words, &[';', ',']));
            tags.filter(|tag| !is_number(tag)).collect()
        }
        Field::Section => words.into_iter().filter(|words| !is_number(words)).take(1).collect(),
        _ => words.into_iter().take(1).collect(),
    }
}

/// What programs write where there is nothing.
fn is_nothing(words: &str) -> bool {
    let known =
        ["nan", "NaN", "None", "null", "NULL", "N/A", "n/a", "NA", "-", "[]", "{}", "undefined"];
    known.contains(&words.trim())
}

/// The number of a writer, a section or a tag in a database.
fn is_number(words: &str) -> bool {
    words.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether words can be an address: the name of an outlet can stand under the same name.
fn is_address(words: &str) -> bool {
    let host = words.split_once('/').map_or("", |(host, _)| host);
    !words.trim().contains(char::is_whitespace) && (words.contains("://") || host.contains('.'))
}

/// Words with signs between, of which the first that there is counts, or as Python writes a list of them into a cell:
/// `['Ann Leewood', 'Bo Quill']`.
fn parts(words: &str, signs: &[char]) -> Vec<String> {
    let listed = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let parts: Vec<&str> = match listed {
        Some(list) => list.split(',').map(|name| name.trim().trim_matches(['\'', '"'])).collect(),
        None => match signs.iter().find(|sign| words.contains(**sign)) {
            Some(sign) => words.split(*sign).collect(),
            None => vec![words],
        },
    };
    parts.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Names in an object under which it has what it is about: web services, JSON-LD, exports of databases.
const PARTS: &[&str] = &["name", "rendered", "text", "@id", "$date", "$numberLong"];

/// The same for a part of a text.
const TEXT_PARTS: &[&str] = &["rendered", "text", "content", "html", "value"];

/// The words of a value: text and numbers as they are, of an object the first of `parts` that it has.
fn words(value: &Value, parts: &[&str]) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(|item| words(item, parts)).collect(),
        Value::Object(object) => {
            let inner = parts.iter().find_map(|name| object.get(*name));
            inner.map(|inner| words(inner, parts)).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// Seconds since 1970 that are taken for a day: from 2001 to 2030. Behind it numbers can be days and hours, `2025030408`.
const DAYS: std::ops::Range<i64> = 1_000_000_000..1_900_000_000;

/// A day as machines write it: without the fraction of seconds since 1970; none for a number that is no such.
fn day(words: &str) -> Option<String> {
    let whole = words.trim().split('.').next().unwrap_or_default();
    if !matches!(whole.len(), SECONDS | MILLISECONDS) || !is_number(whole) {
        return Some(words.to_owned());
    }
    moment(whole).filter(|seconds| DAYS.contains(seconds)).map(|_| whole.to_owned())
}

/// Digits of seconds since 1970, and of milliseconds, in this century.
const SECONDS: usize = 10;
const MILLISECONDS: usize = 13;

/// A moment as machines write it, in seconds since 1970; none without an offset, since it may be hours away.
pub fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let number: Option<i64> = text.parse().ok();
    match (number, text.len()) {
        (Some(seconds), SECONDS) => return Some(seconds),
        (Some(milliseconds), MILLISECONDS) => return Some(milliseconds / 1000),
        _ => {}
    }
    let stamp = text.parse::<Timestamp>().ok();
    let stamp = stamp.or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    stamp.map(Timestamp::as_second)
}
