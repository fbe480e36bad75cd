//! What the HTML standard says of element names, as far as the guard needs it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A name in small letters as a number, which compares faster than text. Of a name longer than 16 letters the last 16
/// count.
pub type Key = u128;

/// The number of a name.
pub const fn key(name: &str) -> Key {
    let mut rest = name.as_bytes();
    let mut key = 0;
    while let Some((first, tail)) = rest.split_first() {
        key = (key << 8) | first.to_ascii_lowercase() as Key;
        rest = tail;
    }
    key
}

/// A set of groups that an element belongs to.
pub type Groups = u32;

/// Elements without content.
pub const VOID: Groups = 1;
/// Elements of which a document has one, however often they are written.
pub const ONCE: Groups = 1 << 1;
/// Elements whose content is no markup.
pub const RAW_TEXT: Groups = 1 << 2;
/// Elements in which `/>` closes.
pub const FOREIGN: Groups = 1 << 3;
/// Elements that are made anew in the next paragraph when they are left open.
pub const FORMATTING: Groups = 1 << 4;
/// Elements that end the search for the start of an inline element.
pub const SPECIAL: Groups = 1 << 5;
/// Elements beyond which an end tag has no effect.
pub const SCOPE: Groups = 1 << 6;
/// What more ends the search for an open paragraph.
pub const BUTTON: Groups = 1 << 7;
/// What more ends the search for an open `<li>` behind `</li>`.
pub const LIST: Groups = 1 << 8;
/// What alone ends the search for a part of a table.
pub const TABLE_SCOPE: Groups = 1 << 9;
/// What ends the search for the item that a new item closes.
pub const ITEM_SCOPE: Groups = 1 << 10;
/// Start tags that close an open paragraph.
pub const CLOSES_P: Groups = 1 << 11;
/// Parts of a table, and the table itself.
pub const TABLE_PART: Groups = 1 << 12;
/// Special elements that stand inside of a line.
pub const IN_LINE: Groups = 1 << 13;

/// Elements that break the line and that a start tag always makes, wherever it stands.
pub const APART: Groups = 1 << 14;

/// Which elements are in which groups (HTML, 13.1.2, 13.2.4.2, 13.2.4.3 and 13.2.6.4.7).
const TABLE: &[(Groups, &str)] = &[
    (
        VOID | SPECIAL | IN_LINE,
        "area base basefont bgsound embed img input keygen link meta param source track wbr",
    ),
    (VOID | SPECIAL, "br col frame"),
    (VOID | SPECIAL | CLOSES_P, "hr"),
    (VOID | IN_LINE, "image command"),
    (ONCE | SPECIAL | ITEM_SCOPE, "html head body"),
    (RAW_TEXT | SPECIAL | IN_LINE, "script style iframe noembed noframes noscript textarea"),
    (RAW_TEXT | SPECIAL, "title"),
    (RAW_TEXT | SPECIAL | CLOSES_P, "xmp"),
    (FOREIGN, "svg math"),
    (FORMATTING, "a b big code em font i nobr s small strike strong tt u"),
    (SPECIAL | SCOPE | ITEM_SCOPE | IN_LINE, "applet object marquee"),
    (SPECIAL | SCOPE | ITEM_SCOPE | TABLE_SCOPE | IN_LINE, "template"),
    (SCOPE | ITEM_SCOPE, "foreignobject desc mi mo mn ms mtext annotation-xml"),
    (SPECIAL | SCOPE | ITEM_SCOPE | TABLE_SCOPE | TABLE_PART | CLOSES_P, "table"),
    (SPECIAL | SCOPE | ITEM_SCOPE | TABLE_PART, "caption td th"),
    (SPECIAL | ITEM_SCOPE | TABLE_PART, "colgroup tbody thead tfoot tr"),
    (SPECIAL | ITEM_SCOPE | BUTTON | IN_LINE, "button"),
    (SPECIAL | ITEM_SCOPE | IN_LINE, "select"),
    (SPECIAL | ITEM_SCOPE | LIST | CLOSES_P | APART, "ol ul"),
    (SPECIAL | ITEM_SCOPE | CLOSES_P | APART, "li dd dt"),
    (SPECIAL | CLOSES_P | APART, "address div p"),
    (SPECIAL | CLOSES_P, "plaintext"),
    (
        SPECIAL | ITEM_SCOPE | CLOSES_P | APART,
        "article aside blockquote center details dialog dir dl fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 \
         header hgroup main menu nav search section summary",
    ),
    (SPECIAL | ITEM_SCOPE | CLOSES_P, "form listing pre"),
    (SPECIAL | ITEM_SCOPE, "frameset"),
];

/// The groups of each name of `TABLE`.
static GROUPS: LazyLock<FxHashMap<Key, Groups>> = LazyLock::new(|| {
    let names = |(groups, names): &(Groups, &'static str)| {
        let groups = *groups;
        names.split_whitespace().map(move |name| (key(name), groups))
    };
    TABLE.iter().flat_map(names).collect()
});

/// The groups that an element belongs to.
pub fn groups(key: Key) -> Groups {
    GROUPS.get(&key).copied().unwrap_or_default()
}

/// Whether an element stands inside of a line. Unknown ones do, as in a browser.
pub fn is_inline(groups: Groups) -> bool {
    groups & SPECIAL == 0 || groups & IN_LINE != 0
}

/// Which start tags close which open elements, up to which.
pub const IMPLIED_ENDS: &[(&[Key], &[Key], Groups)] = &[
    (&[key("li")], &[key("li")], ITEM_SCOPE),
    (&[key("dd"), key("dt")], &[key("dd"), key("dt")], ITEM_SCOPE),
    (&[key("td"), key("th")], &[key("td"), key("th")], TABLE_SCOPE),
    (&[key("tr")], &[key("tr")], TABLE_SCOPE),
    (
        &[key("tbody"), key("thead"), key("tfoot")],
        &[key("tbody"), key("thead"), key("tfoot")],
        TABLE_SCOPE,
    ),
    (&[key("button")], &[key("button")], SCOPE),
];

/// Which start tags close which elements only if these are the innermost ones.
pub const CLOSES_INNERMOST: &[(&[Key], &[Key])] = &[
    (&[key("option"), key("optgroup")], &[key("option")]),
    (&[key("rb"), key("rp"), key("rt"), key("rtc")], &[key("rb"), key("rp"), key("rt")]),
];
