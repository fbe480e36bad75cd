//! `[input.fields]`: what the fields of records are called.

use serde::{Deserialize, Serialize};

/// For each piece of a record the names it can have, the most wanted first. Case, accents, blanks and signs between words do
/// not count: `Publish Date` is `publish_date`. Names of other languages are those that people write over columns.
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
        let names = |names: &str| names.split(", ").map(str::to_owned).collect();
        Fields {
            html: names(
                "html, raw_html, page_html, html_content, content_html, body_html, article_html",
            ),
            text: names(
                "text, body, content, article_text, full_text, maintext, plain_text, raw_text, \
                 article, article_body, content_text, article_content, text_content, body_text, \
                 post_content, paragraphs, Inhalt, texte, contenu, texto, contenido, conteúdo, testo, \
                 nội dung, текст, 正文, 内容, 本文, 본문",
            ),
            url: names(
                "url, source_url, article_url, link, uri, canonical_url, canonical_link, web_url, \
                 page_url, article_link, permalink, source, đường dẫn, 链接",
            ),
            title: names(
                "title, headline, article_title, web_title, post_title, Titel, Überschrift, titre, \
                 título, titolo, tiêu đề, заголовок, 标题, タイトル, 제목",
            ),
            date: names(
                "date_published, published, published_at, publish_date, published_date, \
                 publication_date, date_publish, pub_date, web_publication_date, article_date, \
                 post_date, date, Datum, Veröffentlicht, fecha, date de publication, ngày đăng, дата, \
                 发布时间, 日期, 日付, 날짜",
            ),
            updated: names("updated, updated_at, modified, date_modified, last_modified"),
            author: names(
                "author, authors, byline, creator, article_author, Autor, Verfasser, auteur, autore, \
                 tác giả, автор, 作者, 著者",
            ),
            publisher: names(
                "publisher, sitename, site_name, outlet, meta_site_name, source_hostname, source_name",
            ),
            section: names(
                "section, category, categories, section_name, Rubrik, rubrique, chuyên mục",
            ),
            tags: names("tags, keywords"),
            fetched: names(
                "fetched, fetched_at, fetch_time, crawled_at, crawl_date, scraped_at, date_download, \
                 retrieved_at",
            ),
        }
    }
}
