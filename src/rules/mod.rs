//! Rules mark what is boilerplate and claim what is metadata; they never cut. A file and a row a rule.

mod agency_prefix;
mod article_area;
mod asides;
mod author_note;
mod before_title;
mod boxes;
mod breadcrumb;
mod byline;
mod calls;
mod comment_count;
mod comment_thread;
mod comments;
mod covered;
mod date_line;
mod date_prefix;
mod end_mark;
mod findings;
mod flow;
mod footer;
mod furniture;
mod glued_menu;
mod head_note;
mod headline;
mod image_placeholder;
mod invisible_character;
mod known;
mod leftovers;
pub mod line_model;
mod link_list;
mod listing;
mod lone_name;
mod main_content;
mod navigation_menu;
mod near_dates;
mod near_title;
mod near_writers;
mod no_article;
mod person;
mod photo_caption;
mod related_links;
mod repeated_text;
mod rights;
mod said;
pub mod segments;
pub mod shape;
mod memo;
mod site_chrome;
mod source_line;
mod tail;
mod teasers;
mod title;
pub mod user;
mod zones;

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::config::DateOrder;
use crate::dates::Hints;
use crate::finding::{Claim, Label, Mark};
use crate::lang::Lang;
use crate::page::{Block, Page};
use crate::text::Span;
pub use findings::Findings;
use known::Known;
use line_model::rows::Rows;
use line_model::spelled::Spelled;
use line_model::table::{HEADLINE, TABLE, Table};
use memo::{Folded, Memo};
use shape::Shape;

/// A rule: a name, a sentence, and a function.
pub struct Rule {
    /// Its name in configuration and in the ledger.
    pub name: &'static str,
    /// What it marks or claims, in one sentence.
    pub summary: &'static str,
    /// Looks at a page and says what it found.
    pub scan: fn(&Context<'_>, &mut Findings),
}

/// Every rule, in the order in which they run: an earlier mark keeps a later one off its span. Those that need one line
/// alone come first; those that ask where in the page a line stands build on them.
pub static RULES: &[Rule] = &[
    invisible_character::RULE,
    site_chrome::RULE,
    date_prefix::RULE,
    source_line::RULE,
    furniture::RULE,
    comment_count::RULE,
    image_placeholder::RULE,
    date_line::RULE,
    photo_caption::RULE,
    breadcrumb::RULE,
    glued_menu::RULE,
    navigation_menu::RULE,
    byline::RULE,
    link_list::RULE,
    title::RULE,
    before_title::RULE,
    related_links::RULE,
    comments::RULE,
    footer::RULE,
    lone_name::RULE,
    tail::RULE,
    comment_thread::RULE,
    head_note::RULE,
    line_model::RULE,
    agency_prefix::RULE,
    end_mark::RULE,
    main_content::RULE,
    repeated_text::RULE,
    author_note::RULE,
    near_title::RULE,
    listing::RULE,
    no_article::RULE,
];

/// What the ledger shows as rule where the folder showed a line to be boilerplate; no rule of a page.
pub const LEARNED: &str = "learned";

/// What a rule may look at.
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page,
    /// What each block looks like, in order of the blocks.
    pub shapes: Vec<Shape>,
    /// What is known of its language.
    pub lang: Option<&'a Lang>,
    /// The language whose dates it has; of some languages phin knows no more.
    pub dated: Option<&'a Lang>,
    /// How 03/04/2025 is read.
    pub date_order: DateOrder,
    /// The IANA time zone of its site, where configuration names one.
    pub zone: Option<&'a str>,
    /// The host that the page says it comes from.
    pub host: Option<String>,
    /// What "7 minutes ago" counts from.
    pub reference: Option<jiff::Timestamp>,
    /// Other trees for the line model than its own.
    pub table: Option<&'a Table>,
    /// Other trees that look for the headline.
    pub headline: Option<&'a Table>,
    /// The numbers of the blocks that the folder shows to be boilerplate, in order.
    pub learned: &'a [usize],
    memos: Vec<Memo>,
    folded: OnceCell<Folded>,
    spelled: OnceCell<Spelled>,
    own_signs: OnceCell<Rows>,
    small_words: OnceCell<FxHashSet<u64>>,
    beginnings: OnceCell<FxHashSet<u64>>,
}

/// What each block of a page looks like.
pub fn shapes(page: &Page) -> Vec<Shape> {
    page.blocks.iter().map(|block| Shape::of(block.span.of(&page.text))).collect()
}

impl<'a> Context<'a> {
    /// The context of a page and its [`shapes`], without hints.
    pub fn new(page: &'a Page, shapes: Vec<Shape>, lang: Option<&'a Lang>) -> Context<'a> {
        Context {
            page,
            shapes,
            lang,
            dated: lang,
            date_order: DateOrder::Auto,
            zone: None,
            host: None,
            reference: None,
            table: None,
            headline: None,
            learned: &[],
            memos: page.blocks.iter().map(|_| Memo::default()).collect(),
            folded: OnceCell::new(),
            spelled: OnceCell::new(),
            own_signs: OnceCell::new(),
            small_words: OnceCell::new(),
            beginnings: OnceCell::new(),
        }
    }

    /// The words of a block.
    pub fn words(&self, block: &Block) -> &'a str {
        block.span.of(&self.page.text)
    }

    /// The trees of the line model, read when the first plain page asks for them.
    fn table(&self) -> &'a Table {
        self.table.unwrap_or_else(|| &TABLE)
    }

    /// The trees that look for the headline, read likewise.
    fn headline(&self) -> &'a Table {
        self.headline.unwrap_or_else(|| &HEADLINE)
    }

    /// The blocks with their numbers and shapes.
    fn blocks(
        &self,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Block, &Shape)> + ExactSizeIterator {
        self.page
            .blocks
            .iter()
            .zip(&self.shapes)
            .enumerate()
            .map(|(at, (block, shape))| (at, block, shape))
    }

    /// The language whose words stand around names on this page.
    fn spoken(&self) -> Option<&'a Lang> {
        self.lang.or(self.dated)
    }

    /// What helps to read a date on this page.
    fn hints(&self, order: DateOrder) -> Hints<'a> {
        Hints { lang: self.dated, order, zone: self.zone }
    }
}

/// What the rules say of a page.
#[derive(Debug, Default)]
pub struct Verdict {
    /// In order of their spans, disjoint.
    pub marks: Vec<Mark>,
    /// In the order in which they were made; those of the page itself first.
    pub claims: Vec<Claim>,
    /// Claims that a look at the whole page refuted, each with the reason.
    pub doubted: Vec<(Claim, &'static str)>,
    /// Where the headline stands in the text, if it does; no mark.
    pub title: Option<Span>,
    /// The captions: the marked spans that each is made of, in order.
    pub captions: Vec<Vec<Span>>,
    /// Codes of what a person should look at.
    pub warnings: Vec<&'static str>,
}

/// What trees look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The lines of the article.
    Article,
    /// The headline.
    Headline,
}

/// Whether each block of a page is left to the trees that look for something, and the signs that they see of it; what the
/// tools that learn them read.
pub fn observe(context: &Context<'_>, sought: Sought) -> Vec<(bool, Vec<i16>)> {
    let first = if sought == Sought::Headline { &title::RULE } else { &related_links::RULE };
    let rules: Vec<&Rule> = RULES.iter().take_while(|rule| rule.name != first.name).collect();
    let findings = apply(context, &[], &rules);
    let signs = match sought {
        Sought::Headline => title::signs(context, &findings),
        Sought::Article => line_model::signs::signs(context, &findings),
    };
    let seen = context.blocks();
    seen.map(|(at, block, _)| (line_model::is_left(&findings, block), signs.of(at))).collect()
}

fn apply(context: &Context<'_>, filters: &[&user::Filter], rules: &[&Rule]) -> Findings {
    let claims = context.page.claims.clone();
    let mut findings = Findings { known: Known::of(&claims), claims, ..Findings::default() };
    for filter in filters {
        filter.apply(context, &mut findings);
    }
    let has_model = rules.iter().any(|rule| rule.name == line_model::RULE.name);
    let late = rules.iter().position(|rule| is_late(rule)).unwrap_or(rules.len());
    for (at, rule) in rules.iter().enumerate() {
        if at == late {
            mark_learned(context, &mut findings);
        }
        // The first of the rules that ask where the tail begins.
        if rule.name == related_links::RULE.name {
            if has_model {
                line_model::judge(context, &mut findings);
            }
            flow::resume(context, &mut findings);
        }
        findings.rule = Cow::Borrowed(rule.name);
        (rule.scan)(context, &mut findings);
    }
    findings
}

/// Whether a rule asks what a line is by what stands around it, from the headline on. What a line says itself is more exact
/// than that it recurs, and that it recurs is more certain than its place.
fn is_late(rule: &Rule) -> bool {
    RULES
        .iter()
        .skip_while(|first| first.name != title::RULE.name)
        .any(|late| late.name == rule.name)
}

/// Marks what is left of the blocks that the folder shows to be boilerplate.
fn mark_learned(context: &Context<'_>, findings: &mut Findings) {
    findings.rule = Cow::Borrowed(LEARNED);
    for block in context.learned.iter().filter_map(|at| context.page.blocks.get(*at)) {
        findings.mark_block(context, block, &Label::Learned);
    }
}

/// Applies the user's filters and then every rule that `is_on`.
pub fn run(
    context: &Context<'_>,
    filters: &[&user::Filter],
    is_on: &dyn Fn(&str) -> bool,
) -> Verdict {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| is_on(rule.name)).collect();
    let findings = apply(context, filters, &rules);
    Verdict {
        marks: findings.marks.into_values().collect(),
        claims: findings.claims,
        doubted: findings.doubted,
        title: findings.title,
        captions: findings.captions,
        warnings: findings.warnings,
    }
}
