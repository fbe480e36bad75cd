//! The words in which rules speak: a label, a mark, a claim and its evidence.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{LineIndex, Span};

/// What kind of boilerplate a span is; the `kind` column of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A list of sections, places or links to walk the site by.
    NavigationMenu,
    /// The path to the page: `Home › Politics › Europe`.
    Breadcrumb,
    /// The title once more.
    RepeatedTitle,
    /// A line that says when the page was published or changed.
    DateLine,
    /// A date glued before a line that goes on with something else.
    DatePrefix,
    /// `7 minutes ago`: a time that says nothing without knowing when it was read.
    RelativeTime,
    /// Buttons: share, print, follow, original article.
    ShareLink,
    /// The words under a picture, and who took it.
    PhotoCaption,
    /// What a page shows where a picture stands: `<headline> - Ảnh 1.`.
    ImagePlaceholder,
    /// Who wrote it.
    Byline,
    /// The agency or outlet before the first words: `VGP -`, `Paris (AFP) -`.
    AgencyPrefix,
    /// The sign that the text is over: `./.`, `（完）`.
    EndMark,
    /// Where the text was first printed: `Source: https://…`.
    SourceLine,
    /// How many comments there are.
    CommentCount,
    /// Readers' comments and the box to write one.
    Comments,
    /// Links to other articles.
    RelatedLinks,
    /// Newsletters, apps, subscriptions, calls to follow.
    Promotion,
    /// Keywords of the article.
    Tags,
    /// Copyright, licence, contact: the foot of the site.
    Footer,
    /// Advertisements and the word that announces them.
    Advertisement,
    /// HTML outside of the article.
    SiteChrome,
    /// What a page says that is no article: an error, a check of the browser, a login.
    NoArticle,
    /// A character that no reader sees.
    InvisibleCharacter,
    /// A sign of the document's format: the target of a link, emphasis, a rule between paragraphs.
    Markup,
    /// What this corpus itself showed to be boilerplate.
    Learned,
    /// The kind a user's filter gives.
    User(Arc<str>),
}

impl Label {
    /// Every label that phin itself gives, in the order of the documentation, with one sentence each.
    pub const ALL: &[(Label, &'static str, &'static str)] = &[
        (
            Label::NavigationMenu,
            "navigation_menu",
            "a list of sections, places or links to walk the site by",
        ),
        (Label::Breadcrumb, "breadcrumb", "the path to the page"),
        (Label::RepeatedTitle, "repeated_title", "the title once more"),
        (Label::DateLine, "date_line", "a line that says when the page was published or changed"),
        (
            Label::DatePrefix,
            "date_prefix",
            "a date glued before a line that goes on with something else",
        ),
        (Label::RelativeTime, "relative_time", "a time that counts from when the page was read"),
        (Label::ShareLink, "share_link", "buttons: share, print, follow, original article"),
        (Label::PhotoCaption, "photo_caption", "the words under a picture, and who took it"),
        (Label::ImagePlaceholder, "image_placeholder", "what a page shows where a picture stands"),
        (Label::Byline, "byline", "who wrote it"),
        (Label::AgencyPrefix, "agency_prefix", "the agency or outlet before the first words"),
        (Label::EndMark, "end_mark", "the sign that the text is over"),
        (Label::SourceLine, "source_line", "where the text was first printed"),
        (Label::CommentCount, "comment_count", "how many comments there are"),
        (Label::Comments, "comments", "readers' comments and the box to write one"),
        (Label::RelatedLinks, "related_links", "links to other articles"),
        (Label::Promotion, "promotion", "newsletters, apps, subscriptions, calls to follow"),
        (Label::Tags, "tags", "keywords of the article"),
        (Label::Footer, "footer", "copyright, licence, contact: the foot of the site"),
        (Label::Advertisement, "advertisement", "advertisements and the word that announces them"),
        (Label::SiteChrome, "site_chrome", "HTML outside of the article"),
        (
            Label::NoArticle,
            "no_article",
            "what a page says that is no article: an error, a check of the browser, a login",
        ),
        (Label::InvisibleCharacter, "invisible_character", "a character that no reader sees"),
        (
            Label::Markup,
            "markup",
            "signs of the document's format: targets of links, emphasis, rules",
        ),
        (Label::Learned, "learned", "what this corpus itself showed to be boilerplate"),
    ];

    /// The name in configuration and outputs.
    pub fn name(&self) -> &str {
        if let Label::User(name) = self {
            return name;
        }
        Label::ALL.iter().find(|(label, ..)| label == self).map_or("", |(_, name, _)| name)
    }

    /// The label of that name; a name that phin does not give itself is a user's.
    pub fn named(name: &str) -> Label {
        Label::ALL
            .iter()
            .find(|(_, known, _)| *known == name)
            .map_or_else(|| Label::User(Arc::from(name)), |(label, ..)| label.clone())
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
        Ok(Label::named(&Cow::<'de, str>::deserialize(deserializer)?))
    }
}

/// A span that is no part of the body, what it is, and the rule that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// The name of the rule or of the user's filter.
    pub rule: Cow<'static, str>,
}

/// A piece of metadata that can be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The headline.
    Title,
    /// When it was first published: `YYYY-MM-DD`, or RFC 3339 with an offset.
    Published,
    /// When it was last changed: as `Published`.
    Updated,
    /// One person or desk a claim.
    Author,
    /// The outlet that speaks.
    Publisher,
    /// Where the story was first printed, as far as the document says.
    Url,
    /// The wire agency or the outlet's prefix.
    Agency,
    /// The section of the site.
    Section,
    /// One keyword a claim.
    Tags,
}

/// Where a claim comes from. Declared strongest first: [`Evidence::rank`] decides between rival claims.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// What the page says of itself to machines: `json-ld datePublished`.
    Metadata(Cow<'static, str>),
    /// Words of the visible text.
    Text(Span),
    /// A part of the document's own address, or of its source's: `20250927104908`.
    Address(String),
}

impl Field {
    /// The name in configuration and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Published => "published",
            Field::Updated => "updated",
            Field::Author => "author",
            Field::Publisher => "publisher",
            Field::Url => "url",
            Field::Agency => "agency",
            Field::Section => "section",
            Field::Tags => "tags",
        }
    }
}

impl Evidence {
    /// How strong: 0 the strongest. Between claims of one rank the earlier wins.
    pub fn rank(&self) -> u8 {
        match self {
            Evidence::Metadata(_) => 0,
            Evidence::Text(_) => 1,
            Evidence::Address(_) => 2,
        }
    }

    /// Place and words: `text line 70: "August 13, 2025 9:00 AM GMT+7"`.
    pub fn words(&self, text: &str, lines: &LineIndex) -> String {
        match self {
            Evidence::Metadata(place) => place.to_string(),
            Evidence::Text(span) => {
                format!("text line {}: \"{}\"", lines.line(span.start), span.of(text))
            }
            Evidence::Address(part) => format!("url: {part}"),
        }
    }
}

/// One value for a field, with its evidence. Unknown is the absence of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// Which field.
    pub field: Field,
    /// Its value, as it would stand in a column.
    pub value: String,
    /// Where it comes from.
    pub evidence: Evidence,
}
