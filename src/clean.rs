//! One document from raw to article: parse, detect, apply the rules, assemble; pure, and cannot fail.

use globset::{Glob, GlobMatcher};
use jiff::Timestamp;
use serde::Serialize;

use crate::article::{self, Article};
use crate::config::{Clean, Config, DateOrder, Limits, Site};
use crate::dates::{self, Hints, Role, When};
use crate::error::{Error, Result};
use crate::finding::{Claim, Evidence, Field};
use crate::lang::{self, detect};
use crate::learn::Outline;
use crate::names;
use crate::page::{self, Block, Page, metadata};
use crate::rules::line_model::table::Table;
use crate::rules::segments;
use crate::rules::shape::Shape;
use crate::rules::user::Filter;
use crate::rules::{self, Context, Sought};
use crate::source::Raw;
use crate::text::{self, Span};

/// Cleans documents by one configuration. Shared between threads; knows no other document.
#[derive(Debug)]
pub struct Cleaner {
    config: Config,
    filters: Vec<Filter>,
    sites: Vec<(GlobMatcher, Site)>,
    tables: Vec<(Sought, Table)>,
    /// The settings that cleaning reads, as text.
    settings: String,
}

/// What the line model sees of a block.
#[derive(Debug, Serialize)]
pub struct Observation {
    /// Its words.
    pub words: String,
    /// Whether the rules before the model left it.
    pub is_left: bool,
    /// Its signs.
    pub signs: Vec<i16>,
}

/// A document whose page is made and that is yet to be cleaned.
#[derive(Debug)]
pub struct Opened {
    /// What is known of it but for its text.
    raw: Raw,
    page: Page,
    /// What its blocks look like.
    shapes: Vec<Shape>,
    outline: Outline,
}

impl Opened {
    /// What learning needs of it.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Bytes that it takes, near enough.
    pub fn size(&self) -> usize {
        let Page { text, blocks, layout, linked, reading, .. } = &self.page;
        // A reading holds the text of the document beside its own.
        let texts = if reading.is_some() { 3 } else { 1 };
        text.len() * texts
            + size_of_val(blocks.as_slice())
            + size_of_val(self.shapes.as_slice())
            + size_of_val(layout.areas.as_slice())
            + size_of_val(layout.places.as_slice())
            + size_of_val(linked.as_slice())
            + layout.article_body.as_ref().map_or(0, String::len)
    }
}

impl Cleaner {
    /// A cleaner for a configuration.
    ///
    /// # Errors
    /// [`Error::Usage`] for a filter whose pattern, globs or examples are wrong, and for a rule that does not exist.
    pub fn new(config: &Config) -> Result<Cleaner> {
        let filters = config.filter.iter().map(Filter::compile).collect::<Result<_>>()?;
        let mut sites = Vec::new();
        for site in &config.site {
            let glob = Glob::new(&site.host)
                .map_err(|error| Error::Usage(format!("site {:?}: {error}", site.host)))?;
            sites.push((glob.compile_matcher(), site.clone()));
        }
        let settings = settings(config);
        Ok(Cleaner { config: config.clone(), filters, sites, tables: Vec::new(), settings })
    }

    /// The same with other trees that look for something, for the tools that learn and measure them.
    #[must_use]
    pub fn with_table(mut self, sought: Sought, table: Table) -> Cleaner {
        self.tables.push((sought, table));
        self
    }

    /// The article of a raw document.
    pub fn clean(&self, raw: &Raw) -> Article {
        self.clean_knowing(raw, &[])
    }

    /// What learning needs of a raw document.
    pub fn outline(&self, raw: &Raw) -> Outline {
        let page = self.page(raw);
        Outline::of(&page, &rules::shapes(&page), address(&page))
    }

    /// The blocks of a raw document, by their spans in the text of its article.
    pub fn blocks(&self, raw: &Raw) -> Vec<Span> {
        let page = self.page(raw);
        let place = |block: Block| {
            page.reading.as_ref().map_or(block.span, |reading| reading.whole(block.span))
        };
        page.blocks.iter().copied().map(place).collect()
    }

    /// Makes the page of a raw document.
    pub fn open(&self, mut raw: Raw) -> Opened {
        let page = self.page(&raw);
        let shapes = rules::shapes(&page);
        let outline = Outline::of(&page, &shapes, address(&page));
        raw.text = String::new();
        Opened { raw, page, shapes, outline }
    }

    /// The article of a document of which `learned`, the numbers of blocks in order, are known to be boilerplate, and what
    /// learning needs of it.
    pub fn clean_opened(&self, opened: Opened, learned: &[usize]) -> (Article, Outline) {
        let seen = (opened.page, opened.shapes);
        (self.clean_page(&opened.raw, seen, learned), opened.outline)
    }

    /// The article of a raw document of which `learned`, the numbers of blocks in order, are known to be boilerplate.
    pub fn clean_knowing(&self, raw: &Raw, learned: &[usize]) -> Article {
        let page = self.page(raw);
        let shapes = rules::shapes(&page);
        self.clean_page(raw, (page, shapes), learned)
    }

    fn clean_page(
        &self,
        raw: &Raw,
        (mut page, shapes): (Page, Vec<Shape>),
        learned: &[usize],
    ) -> Article {
        page.warnings.extend(raw.warnings.iter().cloned());
        let host = address(&page);
        let site = host.as_deref().and_then(|host| self.site(host));
        let detected =
            detect::detect(&sample(&page), &self.config.input.languages).map(|found| found.tag);
        let tag = site.map(|site| site.language.clone()).filter(|tag| !tag.is_empty()).or(detected);
        let mut context = self.context((&page, shapes), site, tag.as_deref(), raw);
        context.host.clone_from(&host);
        context.learned = learned;
        let spoken: Vec<&Filter> = self
            .filters
            .iter()
            .filter(|filter| filter.is_for(&raw.file, host.as_deref(), tag.as_deref()))
            .collect();
        let mut verdict = rules::run(&context, &spoken, &|rule| self.is_on(rule, site));
        if let Some(site) = site.filter(|site| !site.publisher.is_empty()) {
            let evidence = Evidence::Metadata("config site".into());
            verdict.claims.insert(
                0,
                Claim { field: Field::Publisher, value: site.publisher.clone(), evidence },
            );
        }
        let hints = Hints { lang: context.dated, order: context.date_order, zone: context.zone };
        read_dates(&mut verdict.claims, &hints);
        claim_dates_of_addresses(&mut verdict.claims);
        let mut article = article::assemble(page, verdict, &self.config);
        let paragraphs = article.paragraphs.iter();
        let paragraphs: Vec<String> = paragraphs.map(|it| it.read(&article.text)).collect();
        // The language of the body, which menus and captions in other languages do not blur.
        let spoken = detect::detect(&paragraphs.join("\n\n"), &self.config.input.languages);
        article.language = spoken.map(|found| found.tag).or(tag);
        if is_mixed(&paragraphs, article.language.as_deref()) {
            article.warnings.push("mixed_language".to_owned());
            article.warnings.sort();
        }
        article
    }

    /// What the trees that look for something see of every block of a document; for the tools that learn them.
    pub fn observe(&self, raw: &Raw, sought: Sought) -> Vec<Observation> {
        let page = self.page(raw);
        let tag =
            detect::detect(&sample(&page), &self.config.input.languages).map(|found| found.tag);
        let context = self.context((&page, rules::shapes(&page)), None, tag.as_deref(), raw);
        let seen = page.blocks.iter().zip(rules::observe(&context, sought));
        seen.map(|(block, (is_left, signs))| Observation {
            words: block.span.of(&page.text).to_owned(),
            is_left,
            signs,
        })
        .collect()
    }

    /// What, besides the bytes of a document and the program, decides its article while nothing is learned: the text of
    /// the settings that cleaning reads, what the place of the document says of it, and the file's name and time where a
    /// setting looks at them. Part of the store's key.
    pub fn key(&self, raw: &Raw) -> String {
        let by_name = self.filters.iter().any(Filter::minds_file);
        let file = if by_name { raw.file.as_str() } else { "" };
        let time = self.time(raw);
        let Raw { encoding, warnings, told, .. } = raw;
        format!("{}\n{file}\n{time:?}\n{encoding}\n{warnings:?}\n{told:?}", self.settings)
    }

    /// When a document was there, as far as a setting lets its relative times count from that.
    fn time(&self, raw: &Raw) -> Option<i64> {
        match self.config.input.reference_time.as_str() {
            "modified" => raw.modified,
            "fetched" => raw.fetched,
            _ => None,
        }
    }

    /// The page of a raw document, with the segments of one that is on one line.
    fn page(&self, raw: &Raw) -> Page {
        let mut page = page::parse(raw, &self.config.limits);
        segments::cut(&mut page);
        page
    }

    fn context<'a>(
        &'a self,
        (page, shapes): (&'a Page, Vec<Shape>),
        site: Option<&'a Site>,
        tag: Option<&str>,
        raw: &Raw,
    ) -> Context<'a> {
        let mut context = Context::new(page, shapes, tag.and_then(lang::get));
        context.dated = tag.and_then(lang::for_dates);
        context.date_order = site
            .map(|site| site.date_order)
            .filter(|order| *order != DateOrder::Auto)
            .unwrap_or(self.config.input.date_order);
        context.zone = site.map(|site| site.time_zone.as_str()).filter(|zone| !zone.is_empty());
        let time = self.time(raw).and_then(|seconds| Timestamp::from_second(seconds).ok());
        context.reference = time.or_else(|| self.config.input.reference_time.parse().ok());
        for (sought, table) in &self.tables {
            match sought {
                Sought::Article => context.table = Some(table),
                Sought::Headline => context.headline = Some(table),
            }
        }
        context
    }

    fn site(&self, host: &str) -> Option<&Site> {
        self.sites.iter().find(|(glob, _)| glob.is_match(host)).map(|(_, site)| site)
    }

    fn is_on(&self, rule: &str, site: Option<&Site>) -> bool {
        let by_site = site.and_then(|site| site.rules.get(rule));
        let by_config = self.config.clean.rules.get(rule);
        *by_site.or(by_config).unwrap_or(&true)
    }
}

/// The settings that decide articles and outlines, as text.
fn settings(config: &Config) -> String {
    // How many threads there are changes no article.
    let limits = Limits { threads: 0, ..config.limits.clone() };
    // What is learned is handed over block by block.
    let Clean { keep, rules, .. } = &config.clean;
    serde_json::json!([
        (keep, rules),
        config.metadata,
        limits,
        config.filter,
        config.site,
        config.input.languages,
        config.input.reference_time,
        config.input.date_order,
    ])
    .to_string()
}

/// The host that a page says it comes from: of its own address, else of the last address on a line of its own or in a
/// short line, where sources stand.
fn address(page: &Page) -> Option<String> {
    let claimed = page
        .claims
        .iter()
        .filter(|claim| claim.field == Field::Url)
        .find_map(|claim| names::host(&claim.value));
    claimed.or_else(|| {
        let lines =
            page.blocks.iter().rev().take(LINES_WITH_SOURCE).map(|block| block.span.of(&page.text));
        lines.filter_map(written_address).find_map(names::host)
    })
}

/// The first word of a line that begins as an address does.
fn written_address(line: &str) -> Option<&str> {
    let begins =
        |at: &usize| text::before(line, *at).chars().next_back().is_none_or(char::is_whitespace);
    let at = memchr::memmem::find_iter(line.as_bytes(), "http").find(begins)?;
    text::after(line, at).split_whitespace().next()
}

/// How many lines from the end a source line stands, at most: related links and a footer may follow it.
const LINES_WITH_SOURCE: usize = 40;

/// Letters by which the language of a page is told.
const SAMPLE: usize = 2_000;

/// The longest blocks of a page, in their order, up to what detection reads: menus are many and short.
fn sample(page: &Page) -> String {
    let mut blocks: Vec<_> = page.blocks.iter().map(|block| block.span).collect();
    blocks.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
    let mut letters = 0;
    let mut chosen = Vec::new();
    for span in blocks {
        if letters >= SAMPLE {
            break;
        }
        letters += span.len();
        chosen.push(span);
    }
    chosen.sort();
    let words: Vec<&str> = chosen.iter().map(|span| span.of(&page.text)).collect();
    words.join("\n")
}

/// Pages write the dates of their metadata in many ways; one that cannot be read is no claim, and one that is said to be
/// that of a change is one of a change. Scripts that name several days speak of several articles.
fn read_dates(claims: &mut Vec<Claim>, hints: &Hints<'_>) {
    claims.retain_mut(|claim| {
        let is_date = matches!(claim.field, Field::Published | Field::Updated);
        let Evidence::Metadata(place) = &claim.evidence else { return true };
        if !is_date {
            return true;
        }
        let is_shown = place == metadata::TIME || place == metadata::DATED;
        let when = dates::machine(&claim.value).map(|when| (when, Role::Unsaid));
        let when = when.or_else(|| in_words(&claim.value, is_shown, hints));
        let Some((when, role)) = when else { return false };
        if role == Role::Updated {
            claim.field = Field::Updated;
        }
        claim.value = when.to_text();
        true
    });
    let is_script = |claim: &Claim| matches!(&claim.evidence, Evidence::Metadata(place) if place == metadata::SCRIPT);
    let day = |claim: &Claim| text::head(&claim.value, DAY).to_owned();
    let mut days: Vec<String> = claims.iter().filter(|claim| is_script(claim)).map(day).collect();
    days.dedup();
    if days.len() > 1 {
        claims.retain(|claim| !is_script(claim));
    }
}

/// Letters of `YYYY-MM-DD`.
const DAY: usize = 10;

/// The date that words say, and what it says of itself; of several the one of publication. Beside the date, words that are
/// shown may say who wrote the text.
fn in_words(words: &str, is_shown: bool, hints: &Hints<'_>) -> Option<(When, Role)> {
    let mut found = dates::line(words, hints);
    if found.is_empty() && is_shown {
        found = dates::beside(words, hints);
    }
    let best = found.iter().min_by_key(|found| match found.role {
        Role::Published => 0,
        Role::Unsaid => 1,
        Role::Updated => 2,
    })?;
    Some((best.when?, best.role))
}

/// The address of the source may hold the day of publication; the rules cannot say so, since it is no part of the text.
fn claim_dates_of_addresses(claims: &mut Vec<Claim>) {
    let urls: Vec<String> = claims
        .iter()
        .filter(|claim| claim.field == Field::Url)
        .map(|claim| claim.value.clone())
        .collect();
    for url in urls {
        if let Some((when, digits)) = dates::in_address(&url) {
            let evidence = Evidence::Address(digits);
            claims.push(Claim { field: Field::Published, value: when.to_text(), evidence });
        }
    }
}

/// Whether a good part of the paragraphs is in another language than the whole.
fn is_mixed(paragraphs: &[String], tag: Option<&str>) -> bool {
    tag.is_some_and(|tag| detect::is_mixed(paragraphs.iter().map(String::as_str), tag))
}
