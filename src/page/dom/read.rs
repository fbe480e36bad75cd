//! The attributes of elements that anybody reads: those that phin reads, and those that decide what tree the parser builds.

use html5ever::{LocalName, local_name};

/// Attributes of pages' own, by what follows `data-`, in order.
const DATA: &[&str] = &[
    "article-date",
    "article-published",
    "component",
    "created",
    "date",
    "date-published",
    "datepublished",
    "datetime",
    "epoch",
    "first-published",
    "livestamp",
    "original-publish-date",
    "pub-date",
    "pubdate",
    "publication-date",
    "publish",
    "publish-date",
    "publish-time",
    "publishdate",
    "published",
    "published-at",
    "published-date",
    "published-on",
    "published-time",
    "publishtime",
    "time",
    "timestamp",
    "type",
    "unixtime",
    "utime",
    "value",
];

/// The name of an attribute, given in small letters, that anybody reads.
pub(super) fn name(letters: &[u8]) -> Option<LocalName> {
    Some(match letters {
        b"class" => local_name!("class"),
        b"content" => local_name!("content"),
        b"datetime" => local_name!("datetime"),
        b"encoding" => local_name!("encoding"),
        b"hidden" => local_name!("hidden"),
        b"href" => local_name!("href"),
        b"http-equiv" => local_name!("http-equiv"),
        b"id" => local_name!("id"),
        b"itemprop" => local_name!("itemprop"),
        b"lang" => local_name!("lang"),
        b"name" => local_name!("name"),
        b"placeholder" => local_name!("placeholder"),
        b"property" => local_name!("property"),
        b"pubdate" => LocalName::from("pubdate"),
        b"rel" => local_name!("rel"),
        b"role" => local_name!("role"),
        b"shadowrootmode" => local_name!("shadowrootmode"),
        b"style" => local_name!("style"),
        b"title" => local_name!("title"),
        b"type" => local_name!("type"),
        b"xml:lang" => local_name!("xml:lang"),
        _ => {
            let own = letters.strip_prefix(b"data-")?;
            DATA.binary_search_by(|known| known.as_bytes().cmp(own)).ok()?;
            LocalName::from(str::from_utf8(letters).ok()?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order() {
        assert!(DATA.is_sorted());
        assert_eq!(name(b"data-utime").as_deref(), Some("data-utime"));
        assert_eq!(name(b"data-x"), None);
    }
}
