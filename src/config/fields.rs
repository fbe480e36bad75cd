//! `[input.fields]`: what the fields of records are called.

use serde::{Deserialize, Serialize};

/// For each piece of a record the names it can have, the most wanted first. Case, blanks and signs between words do not
/// count: `Publish Date` is `publish_date`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// The page as HTML; it goes before the text.
    pub html: Vec<String>,
    /// The text of the article.
    pub text: Vec<String>,
    /// Where it was published.
    pub url: Vec<String>,
    /// The headline.
    pub title: Vec<String>,
    /// When it was published.
    pub date: Vec<String>,
    /// When it was changed.
    pub updated: Vec<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// The outlet.
    pub publisher: Vec<String>,
    /// The section of the site.
    pub section: Vec<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// When it was fetched; never a date of publication.
    pub fetched: Vec<String>,
}

impl Default for Fields {
    fn default() -> Fields {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Fields {
            html: names(&["html", "raw_html", "page_html", "html_content", "content_html"]),
            text: names(&[
                "text",
                "body",
                "content",
                "article_text",
                "full_text",
                "maintext",
                "plain_text",
                "raw_text",
                "article",
                "article_body",
            ]),
            url: names(&["url", "source_url", "article_url", "link", "uri", "canonical_url"]),
            title: names(&["title", "headline"]),
            date: names(&[
                "date_published",
                "published",
                "published_at",
                "publish_date",
                "published_date",
                "publication_date",
                "date_publish",
                "pub_date",
                "date",
            ]),
            updated: names(&[
                "updated",
                "updated_at",
                "modified",
                "date_modified",
                "last_modified",
            ]),
            author: names(&["author", "authors", "byline", "creator"]),
            publisher: names(&["publisher", "sitename", "site_name", "outlet"]),
            section: names(&["section", "category"]),
            tags: names(&["tags", "keywords"]),
            fetched: names(&[
                "fetched",
                "fetched_at",
                "fetch_time",
                "crawled_at",
                "crawl_date",
                "scraped_at",
                "date_download",
                "retrieved_at",
            ]),
        }
    }
}
