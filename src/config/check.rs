//! Whether what a key holds makes sense: globs, patterns, shares, times, languages, zones, names.

use globset::Glob;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use regex::RegexBuilder;

use super::layer::Layer;
use super::shape::nearest;
use super::{Action, Config, Filter, Names, Site};
use crate::error::{Error, Result};
use crate::finding::Label;

/// Largest compiled pattern of a filter, in bytes: hundreds of times what a line of a website needs, and below what
/// makes a run slow to start: `\pL{1000}{10}` is an error, not a stall.
pub const PATTERN_SIZE: usize = 1 << 20;

/// Most worker threads; more than any machine has processors, so that a slip is told from a wish.
const MOST_THREADS: usize = 1024;

/// Fields that `metadata.fields` can name.
const FIELDS: &[&str] =
    &["title", "published", "updated", "author", "publisher", "url", "agency", "section", "tags"];

/// Least documents that a line can be learned from: what two articles have in common one may quote from the other.
const LEAST_DOCUMENTS: usize = 3;

/// What a wrong name is compared with.
struct Known<'a> {
    what: &'a str,
    names: &'a [&'a str],
}

/// A check of a configuration, with the layers it was made of, to say where a value stands.
pub(super) struct Check<'a> {
    pub(super) config: &'a Config,
    pub(super) layers: &'a [Layer],
    pub(super) names: &'a Names,
}

impl Check<'_> {
    pub(super) fn all(&self) -> Result<()> {
        self.input()?;
        self.output()?;
        self.clean()?;
        self.dedup()?;
        self.limits()?;
        for (index, filter) in self.config.filter.iter().enumerate() {
            self.filter(index, filter)?;
        }
        for (index, site) in self.config.site.iter().enumerate() {
            self.site(index, site)?;
        }
        self.tests()
    }

    fn input(&self) -> Result<()> {
        let input = &self.config.input;
        self.globs("input.include", &input.include)?;
        self.globs("input.exclude", &input.exclude)?;
        for (index, tag) in input.languages.iter().enumerate() {
            self.language(&format!("input.languages.{index}"), "input.languages", tag)?;
        }
        let time = input.reference_time.as_str();
        let is_source = matches!(time, "none" | "modified" | "fetched");
        if !is_source && time.parse::<Timestamp>().is_err() {
            let expected = "none, modified, fetched, or a time like 2025-08-13T09:00:00+07:00";
            return Err(self.wrong("input.reference_time", &format!("{time:?} is not {expected}")));
        }
        Ok(())
    }

    fn output(&self) -> Result<()> {
        let output = &self.config.output;
        let formats = Known { what: "format", names: &self.names.formats };
        self.listed("output.formats", &output.formats, &formats)?;
        if output.formats.is_empty() {
            let advice = format!("name at least one of {}", self.names.formats.join(", "));
            return Err(self.wrong("output.formats", &format!("no format; {advice}")));
        }
        let columns = Known { what: "column", names: &self.names.columns };
        self.listed("output.columns", &output.columns, &columns)?;
        self.no_twins("output.formats", &output.formats)?;
        self.no_twins("output.columns", &output.columns)?;
        let delimiter = output.delimiter;
        if !delimiter.is_ascii() || delimiter.is_alphanumeric() || "\"\r\n".contains(delimiter) {
            let expected = "a comma, a semicolon, a tab or the like";
            let wrong = format!("{delimiter:?} cannot stand between cells; take {expected}");
            return Err(self.wrong("output.delimiter", &wrong));
        }
        Ok(())
    }

    fn clean(&self) -> Result<()> {
        let own: Vec<&str> = self.config.filter.iter().map(|filter| &*filter.kind).collect();
        let mut kinds: Vec<&str> = Label::ALL.iter().map(|(_, name, _)| *name).collect();
        kinds.extend(own);
        let known = Known { what: "kind", names: &kinds };
        self.listed("clean.keep", &self.config.clean.keep, &known)?;
        for rule in self.config.clean.rules.keys() {
            self.rule("clean.rules", rule)?;
        }
        self.share("clean.learn_min_share", self.config.clean.learn_min_share)?;
        if self.config.clean.learn_min_documents < LEAST_DOCUMENTS {
            let wrong = format!("what fewer than {LEAST_DOCUMENTS} documents share may be chance");
            return Err(self.wrong("clean.learn_min_documents", &wrong));
        }
        let fields = Known { what: "field", names: FIELDS };
        self.listed("metadata.fields", &self.config.metadata.fields, &fields)
    }

    fn dedup(&self) -> Result<()> {
        let dedup = &self.config.dedup;
        self.share("dedup.near_similarity", dedup.near_similarity)?;
        self.share("dedup.translation_score", dedup.translation_score)?;
        let kinds = Known { what: "kind of sameness", names: &["exact", "near", "translation"] };
        self.listed("dedup.fold", &dedup.fold, &kinds)?;
        let wishes = ["original", "newest", "oldest", "longest"];
        for (index, wish) in dedup.prefer.iter().enumerate() {
            let host = wish.contains('.');
            if !host && !wishes.contains(&wish.as_str()) && !is_tag(wish) {
                let known = Known { what: "preference", names: &wishes };
                let rest = "a language tag or a host";
                return Err(self.unknown(&format!("dedup.prefer.{index}"), wish, &known, rest));
            }
        }
        Ok(())
    }

    fn limits(&self) -> Result<()> {
        let limits = &self.config.limits;
        self.share("limits.removed_share", limits.removed_share)?;
        if limits.threads > MOST_THREADS {
            let wrong = format!("{} threads are too many; at most {MOST_THREADS}", limits.threads);
            return Err(self.wrong("limits.threads", &wrong));
        }
        let sizes = [
            ("limits.file", limits.file == 0),
            ("limits.decompressed", limits.decompressed == 0),
            ("limits.ratio", limits.ratio == 0),
            ("limits.line", limits.line == 0),
            ("limits.depth", limits.depth == 0),
            ("limits.attributes", limits.attributes == 0),
            ("limits.nodes", limits.nodes == 0),
        ];
        match sizes.iter().find(|(_, zero)| *zero) {
            Some((key, _)) => Err(self.wrong(key, "0 would leave nothing to read; at least 1")),
            None => Ok(()),
        }
    }

    fn filter(&self, index: usize, filter: &Filter) -> Result<()> {
        let path = |key: &str| format!("filter.{index}.{key}");
        let named = if filter.name.is_empty() { "unnamed" } else { &filter.name };
        let wrong = |key: &str, what: &str| {
            Err(self.wrong(&path(key), &format!("filter {named:?}: {what}")))
        };
        if filter.name.is_empty() {
            return wrong("name", "no name; give it one, the ledger shows it as rule");
        }
        let twin = self.config.filter.iter().position(|other| other.name == filter.name);
        let is_rule = self.names.rules.contains(&filter.name.as_str());
        if twin != Some(index) || is_rule || filter.name == Label::Learned.name() {
            return wrong("name", "the name is taken; the ledger tells rules apart by name");
        }
        if filter.kind.is_empty() && filter.action == Action::Remove {
            return wrong("kind", "no kind; name what it removes, as in kind = \"promotion\"");
        }
        match (filter.literal.is_empty(), filter.pattern.is_empty()) {
            (true, true) => return wrong("match", "neither match nor pattern; write one of them"),
            (false, false) => return wrong("pattern", "both match and pattern; write one of them"),
            _ => {}
        }
        let pattern = RegexBuilder::new(&filter.pattern).size_limit(PATTERN_SIZE).build();
        if let Err(error) = pattern {
            return wrong("pattern", &regex_message(&error));
        }
        self.glob(&path("site"), "filter.site", &filter.site)?;
        self.glob(&path("file"), "filter.file", &filter.file)?;
        self.language(&path("language"), "filter.language", &filter.language)
    }

    fn site(&self, index: usize, site: &Site) -> Result<()> {
        let path = |key: &str| format!("site.{index}.{key}");
        if site.host.is_empty() {
            return Err(self.wrong(&path("host"), "no host; name the site, as in \"*.vov.vn\""));
        }
        self.glob(&path("host"), "site.host", &site.host)?;
        self.language(&path("language"), "site.language", &site.language)?;
        if !site.time_zone.is_empty() && TimeZone::get(&site.time_zone).is_err() {
            let zone = &site.time_zone;
            let wrong = format!("unknown time zone {zone:?}; write one like Asia/Ho_Chi_Minh");
            return Err(self.wrong(&path("time_zone"), &wrong));
        }
        site.rules.keys().try_for_each(|rule| self.rule(&path("rules"), rule))
    }

    fn tests(&self) -> Result<()> {
        let columns = Known { what: "column", names: &self.names.columns };
        for (index, test) in self.config.test.iter().enumerate() {
            if test.file.is_empty() {
                let wrong = "no file; name one below the input folder";
                return Err(self.wrong(&format!("test.{index}.file"), wrong));
            }
            for column in test.expect.keys() {
                if !columns.names.contains(&column.as_str()) {
                    let path = format!("test.{index}.expect.{column}");
                    return Err(self.unknown(&path, column, &columns, ""));
                }
            }
        }
        Ok(())
    }

    fn globs(&self, key: &str, globs: &[String]) -> Result<()> {
        globs
            .iter()
            .enumerate()
            .try_for_each(|(index, glob)| self.glob(&format!("{key}.{index}"), key, glob))
    }

    fn glob(&self, path: &str, shown: &str, glob: &str) -> Result<()> {
        Glob::new(glob).map(drop).map_err(|error| {
            self.wrong_at(path, &format!("{shown}: glob {glob:?}: {}", error.kind()))
        })
    }

    fn language(&self, path: &str, shown: &str, tag: &str) -> Result<()> {
        if tag.is_empty() && !shown.starts_with("input") || is_tag(tag) {
            return Ok(());
        }
        let advice = "write one like vi, en or zh-Hant";
        Err(self.wrong_at(path, &format!("{shown}: {tag:?} is no language tag; {advice}")))
    }

    fn rule(&self, path: &str, rule: &str) -> Result<()> {
        let known = Known { what: "rule", names: &self.names.rules };
        if known.names.contains(&rule) {
            return Ok(());
        }
        Err(self.unknown(&format!("{path}.{rule}"), rule, &known, "phin rules lists them"))
    }

    fn share(&self, key: &str, share: f64) -> Result<()> {
        if (0.0..=1.0).contains(&share) {
            return Ok(());
        }
        Err(self.wrong(key, &format!("{share} is no share; write a number from 0 to 1")))
    }

    fn listed(&self, key: &str, values: &[String], known: &Known<'_>) -> Result<()> {
        let stranger =
            values.iter().enumerate().find(|(_, value)| !known.names.contains(&value.as_str()));
        match stranger {
            Some((index, name)) => Err(self.unknown(&format!("{key}.{index}"), name, known, "")),
            None => Ok(()),
        }
    }

    fn no_twins(&self, key: &str, values: &[String]) -> Result<()> {
        let twin = values
            .iter()
            .enumerate()
            .find(|(index, value)| values.iter().position(|other| other == *value) != Some(*index));
        match twin {
            Some((_, value)) => Err(self.wrong(key, &format!("{value} stands here twice"))),
            None => Ok(()),
        }
    }

    /// A name that is none, with the nearest that is.
    fn unknown(&self, path: &str, name: &str, known: &Known<'_>, rest: &str) -> Error {
        let advice = match nearest(name, known.names) {
            Some(right) => format!("did you mean {right}?"),
            None if known.names.len() > 12 && !rest.is_empty() => rest.to_owned(),
            None if rest.is_empty() => format!("known are {}", known.names.join(", ")),
            None => format!("known are {}; {rest}", known.names.join(", ")),
        };
        let last = self.layer(path).map(|layer| layer.value(path));
        let place = last.unwrap_or_else(|| "configuration".to_owned());
        Error::Usage(format!("{place}: unknown {} {name}; {advice}", known.what))
    }

    /// A value that is wrong, by its key.
    fn wrong(&self, key: &str, what: &str) -> Error {
        let shown: Vec<&str> =
            key.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
        self.wrong_at(key, &format!("{}: {what}", shown.join(".")))
    }

    fn wrong_at(&self, path: &str, what: &str) -> Error {
        let place = self.layer(path).map(|layer| layer.value(path));
        // A key that is missing has no place; the table it is missing from has.
        let place = place.or_else(|| {
            let (table, _) = path.rsplit_once('.')?;
            self.layer(table).map(|layer| layer.key(table))
        });
        let place = place.unwrap_or_else(|| "configuration".to_owned());
        Error::Usage(format!("{place}: {what}"))
    }

    /// The last layer that says something about a path; later ones win.
    fn layer(&self, path: &str) -> Option<&Layer> {
        self.layers.iter().rev().find(|layer| layer.says(path))
    }
}

/// A BCP 47 tag by its form: a language of two or three letters, then subtags of two to eight letters or digits.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// What the regex crate says, on one line: its last line tells what is wrong, those above draw the pattern.
fn regex_message(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(limit) = error {
        return format!("the pattern needs more than {limit} bytes; repeat fewer things");
    }
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    format!("pattern: {}", last.trim_start_matches("error: "))
}
