//! The user's own filters: a literal line or a pattern, for some sites, files or languages.

use std::borrow::Cow;

use globset::{Glob, GlobMatcher};
use regex::{Regex, RegexBuilder};

use super::{Context, Findings};
use crate::config::{self, Action};
use crate::error::{Error, Result};
use crate::finding::Label;
use crate::text::Span;

/// The most memory that one compiled pattern may take, in bytes: `\pL{1000}{10}` must be an error, not a stall.
const PATTERN_SIZE: usize = 1 << 20;

/// A compiled filter.
#[derive(Debug)]
pub struct Filter {
    name: String,
    label: Label,
    action: Action,
    what: What,
    site: Option<GlobMatcher>,
    file: Option<GlobMatcher>,
    language: String,
}

#[derive(Debug)]
enum What {
    /// A line that is this or begins with it.
    Line(String),
    /// What this matches within a line.
    Pattern(Regex),
}

impl Filter {
    /// Compiles a filter and holds it against its own examples.
    ///
    /// # Errors
    /// A pattern that is none or too large, a glob that is none, an example that does not hold: one line, with the name.
    pub fn compile(filter: &config::Filter) -> Result<Filter> {
        let wrong = |what: String| Error::Usage(format!("filter {:?}: {what}", filter.name));
        let what = match (filter.literal.trim(), filter.pattern.as_str()) {
            ("", "") => {
                return Err(wrong("has neither match nor pattern; give it one of them".to_owned()));
            }
            (literal, "") => What::Line(literal.to_owned()),
            ("", pattern) => What::Pattern(
                RegexBuilder::new(pattern)
                    .size_limit(PATTERN_SIZE)
                    .build()
                    .map_err(|error| wrong(format!("pattern: {}", one_line(&error))))?,
            ),
            _ => return Err(wrong("has both match and pattern; keep one of them".to_owned())),
        };
        let glob = |pattern: &str| -> Result<Option<GlobMatcher>> {
            if pattern.is_empty() {
                return Ok(None);
            }
            let glob = Glob::new(pattern).map_err(|error| wrong(one_line(&error)))?;
            Ok(Some(glob.compile_matcher()))
        };
        let compiled = Filter {
            name: filter.name.clone(),
            label: Label::named(&filter.kind),
            action: filter.action,
            what,
            site: glob(&filter.site)?,
            file: glob(&filter.file)?,
            language: filter.language.clone(),
        };
        compiled.check(filter).map_err(wrong)?;
        Ok(compiled)
    }

    fn check(&self, filter: &config::Filter) -> std::result::Result<(), String> {
        if let Some(line) = filter.removes.iter().find(|line| self.find(line).is_empty()) {
            return Err(format!(
                "does not match its example in removes: {line:?}; mend the pattern or the example"
            ));
        }
        if let Some(line) = filter.keeps.iter().find(|line| !self.find(line).is_empty()) {
            return Err(format!(
                "matches its counter-example in keeps: {line:?}; make the pattern narrower"
            ));
        }
        Ok(())
    }

    /// Whether the filter speaks about a document.
    pub fn is_for(&self, file: &str, host: Option<&str>, language: Option<&str>) -> bool {
        let site =
            self.site.as_ref().is_none_or(|glob| host.is_some_and(|host| glob.is_match(host)));
        let tag = self.language.is_empty()
            || language.is_some_and(|tag| {
                tag == self.language || tag.split('-').next() == Some(&self.language)
            });
        site && tag && self.file.as_ref().is_none_or(|glob| glob.is_match(file))
    }

    /// Whether the name of the file decides where the filter speaks.
    pub fn minds_file(&self) -> bool {
        self.file.is_some()
    }

    /// Where it matches in a line: the whole line for a literal, each match for a pattern.
    pub fn find(&self, line: &str) -> Vec<Span> {
        let whole = Span::all(line).trimmed(line);
        match &self.what {
            What::Line(literal) if whole.of(line).starts_with(literal.as_str()) => vec![whole],
            What::Line(_) => Vec::new(),
            What::Pattern(pattern) => {
                let spans =
                    pattern.find_iter(line).map(|found| Span::new(found.start(), found.end()));
                spans.filter(|span| !span.is_empty()).collect()
            }
        }
    }

    /// Marks or protects what it matches on a page.
    pub(super) fn apply(&self, context: &Context<'_>, findings: &mut Findings) {
        findings.rule = Cow::Owned(self.name.clone());
        for block in &context.page.blocks {
            for span in self.find(context.words(block)) {
                let span = span.shifted(block.span.start);
                match self.action {
                    Action::Keep => findings.shield(span),
                    Action::Remove => {
                        findings.mark(span, self.label.clone());
                    }
                }
            }
        }
    }
}

/// The last line of an error's text, which is the one that says what is wrong.
fn one_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned()
}
