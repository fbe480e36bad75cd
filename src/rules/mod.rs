//! Rules mark what is boilerplate and claim what is metadata; they never cut. A file and a row a rule.

mod agency_prefix;
mod article_area;
mod author_note;
mod before_title;
mod boxes;
mod breadcrumb;
mod byline;
mod comment_count;
mod comments;
mod date_line;
mod date_prefix;
mod end_mark;
mod flow;
mod footer;
mod furniture;
mod image_placeholder;
mod invisible_character;
pub mod line_model;
mod link_list;
mod lone_name;
mod main_content;
mod navigation_menu;
mod near_title;
mod near_writers;
mod person;
mod photo_caption;
mod related_links;
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
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::config::DateOrder;
use crate::dates::Hints;
use crate::finding::{Claim, Evidence, Field, Label, Mark};
use crate::lang::Lang;
use crate::page::{Block, Linked, Page};
use crate::text::{self, Span};
use article_area::ArticleArea;
use line_model::table::{TABLE, Table};
use memo::Memo;
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
    line_model::RULE,
    agency_prefix::RULE,
    end_mark::RULE,
    main_content::RULE,
    author_note::RULE,
    near_title::RULE,
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
    /// How 03/04/2025 is read.
    pub date_order: DateOrder,
    /// The IANA time zone of its site, where configuration names one.
    pub zone: Option<&'a str>,
    /// The host that the page says it comes from.
    pub host: Option<String>,
    /// What "7 minutes ago" counts from.
    pub reference: Option<jiff::Timestamp>,
    /// The weights of the line model.
    pub table: &'a Table,
    /// The numbers of the blocks that the folder shows to be boilerplate, in order.
    pub learned: &'a [usize],
    memos: Vec<Memo>,
}

impl<'a> Context<'a> {
    /// The context of a page, without hints.
    pub fn new(page: &'a Page, lang: Option<&'a Lang>) -> Context<'a> {
        let shapes = page.blocks.iter().map(|block| Shape::of(block.span.of(&page.text))).collect();
        Context {
            page,
            shapes,
            lang,
            date_order: DateOrder::Auto,
            zone: None,
            host: None,
            reference: None,
            table: &TABLE,
            learned: &[],
            memos: page.blocks.iter().map(|_| Memo::default()).collect(),
        }
    }

    /// The words of a block.
    pub fn words(&self, block: &Block) -> &'a str {
        block.span.of(&self.page.text)
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

    /// Whether the page is one of HTML, where boxes say more than the order of lines.
    fn has_boxes(&self) -> bool {
        !self.page.layout.areas.is_empty()
    }

    /// Whether most letters of a block are words of links; no for plain text without link syntax, which does not say so.
    fn is_link(&self, at: usize) -> bool {
        if let Some(linked) = self.page.linked.get(at) {
            return *linked != Linked::No;
        }
        self.page.layout.places.get(at).is_some_and(|place| place.linked * 2 > place.letters)
    }

    /// What helps to read a date on this page.
    fn hints(&self, order: DateOrder) -> Hints<'a> {
        Hints { lang: self.lang, order, zone: self.zone }
    }
}

/// What the rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    marks: BTreeMap<usize, Mark>,
    claims: Vec<Claim>,
    captions: Vec<Vec<Span>>,
    title: Option<Span>,
    is_title_sure: bool,
    /// Where the last prose of the article ends, as far as a model of the whole page tells: no tail begins before it.
    article_end: usize,
    /// From the first to the last block of the article, as the same model tells.
    article: Range<usize>,
    /// The blocks that are not article, as the same model tells.
    outside: Vec<usize>,
    /// The article of an HTML page, once it was looked for.
    article_area: Option<Rc<ArticleArea>>,
    shielded: BTreeMap<usize, usize>,
    rule: Cow<'static, str>,
}

impl Findings {
    /// Marks a span, unless a mark overlaps it already or a filter protects it; says whether it did.
    pub fn mark(&mut self, span: Span, label: Label) -> bool {
        let free = !span.is_empty() && self.is_free(span) && !self.is_shielded(span);
        if free {
            self.marks.insert(span.start, Mark { span, label, rule: self.rule.clone() });
        }
        free
    }

    /// Marks what no mark covers yet of a block as the words under a picture, and remembers them as one caption.
    fn caption(&mut self, context: &Context<'_>, block: &Block) {
        let left = self.left(block, &context.page.text);
        let marked: Vec<Span> =
            left.into_iter().filter(|span| self.mark(*span, Label::PhotoCaption)).collect();
        if !marked.is_empty() {
            self.captions.push(marked);
        }
    }

    /// Marks what no mark covers yet of a block; says whether there was anything.
    fn mark_block(&mut self, context: &Context<'_>, block: &Block, label: &Label) -> bool {
        let left = self.left(block, &context.page.text);
        left.into_iter().filter(|span| self.mark(*span, label.clone())).count() > 0
    }

    /// Claims a value for a field.
    pub fn claim(&mut self, claim: Claim) {
        if !claim.value.trim().is_empty() && !self.claims.contains(&claim) {
            self.claims.push(claim);
        }
    }

    /// Claims words of the text for a field.
    pub fn claim_words(&mut self, field: Field, value: &str, span: Span) {
        let value = if value.contains('\n') {
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            value.trim().to_owned()
        };
        self.claim(Claim { field, value, evidence: Evidence::Text(span) });
    }

    /// Protects a span from every rule.
    pub fn shield(&mut self, mut span: Span) {
        // Kept disjoint, so that one look-up answers whether a span is protected.
        while let Some((start, end)) =
            self.shielded.range(..span.end).next_back().map(|(start, end)| (*start, *end))
        {
            if end <= span.start {
                break;
            }
            self.shielded.remove(&start);
            span = Span::new(span.start.min(start), span.end.max(end));
        }
        self.shielded.insert(span.start, span.end);
    }

    /// Whether no mark overlaps the span.
    pub fn is_free(&self, span: Span) -> bool {
        self.marks.range(..span.end).next_back().is_none_or(|(_, mark)| !mark.span.overlaps(span))
    }

    /// Whether a block is the headline.
    fn is_title(&self, block: &Block) -> bool {
        self.title.is_some_and(|title| title.overlaps(block.span))
    }

    fn is_shielded(&self, span: Span) -> bool {
        self.shielded
            .range(..span.end)
            .next_back()
            .is_some_and(|(start, end)| Span::new(*start, *end).overlaps(span))
    }

    /// The mark that covers the first letter of a block.
    fn label(&self, block: &Block) -> Option<&Label> {
        let (_, mark) = self.marks.range(..=block.span.start).next_back()?;
        mark.span.overlaps(block.span).then_some(&mark.label)
    }

    /// For each of the blocks of a page, in order, the mark that covers its first letter: one walk for all.
    fn labels(&self, blocks: &[Block]) -> Vec<Option<&Label>> {
        let mut marks = self.marks.values().peekable();
        let label = |block: &Block| {
            while marks.next_if(|mark| mark.span.end <= block.span.start).is_some() {}
            let mark = marks.peek().filter(|mark| mark.span.start <= block.span.start)?;
            Some(&mark.label)
        };
        blocks.iter().map(label).collect()
    }

    /// What no mark covers of a block, in order, without white space at the two ends.
    fn left(&self, block: &Block, text: &str) -> Vec<Span> {
        if self.is_free(block.span) {
            return vec![block.span];
        }
        let within = self.marks.range(block.span.start..block.span.end).map(|(_, mark)| mark.span);
        let before = self.marks.range(..block.span.start).next_back().map(|(_, mark)| mark.span);
        let holes: Vec<Span> = before.into_iter().chain(within).collect();
        text::trimmed(block.span.without(&holes), text)
    }

    /// What is left of a block when it is one stretch: the whole of it, or what stands beside one mark.
    fn open_part(&self, block: &Block, text: &str) -> Option<Span> {
        if self.is_free(block.span) {
            return Some(block.span);
        }
        match self.left(block, text).as_slice() {
            [part] => Some(*part),
            _ => None,
        }
    }

    /// The claims for a field, in the order in which they were made.
    fn claimed(&self, field: Field) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.field == field)
    }
}

/// What the rules say of a page.
#[derive(Debug, Default)]
pub struct Verdict {
    /// In order of their spans, disjoint.
    pub marks: Vec<Mark>,
    /// In the order in which they were made; those of the page itself first.
    pub claims: Vec<Claim>,
    /// Where the headline stands in the text, if it does; no mark.
    pub title: Option<Span>,
    /// The captions: the marked spans that each is made of, in order.
    pub captions: Vec<Vec<Span>>,
}

/// Whether each block of a page is left to the line model, and the signs that it sees of it; what the tool that learns its
/// weights reads.
pub fn observe(context: &Context<'_>) -> Vec<(bool, Vec<u16>)> {
    let before = |rule: &&Rule| rule.name != related_links::RULE.name;
    let rules: Vec<&Rule> = RULES.iter().take_while(before).collect();
    let findings = apply(context, &[], &rules);
    let signs = line_model::signs::signs(context, &findings);
    let blocks = context.page.blocks.iter();
    blocks.map(|block| line_model::is_left(&findings, block)).zip(signs).collect()
}

fn apply(context: &Context<'_>, filters: &[&user::Filter], rules: &[&Rule]) -> Findings {
    let mut findings = Findings { claims: context.page.claims.clone(), ..Findings::default() };
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
        title: findings.title,
        captions: findings.captions,
    }
}
