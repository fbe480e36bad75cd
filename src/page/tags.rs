//! What the HTML standard says of element names, as far as phin needs it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Elements without content (HTML, 13.1.2), old names among them.
static VOID: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr"
        .split(' ')
        .collect()
});

/// Elements that are made anew in the next paragraph when they are left open (HTML, 13.2.4.3).
static FORMATTING: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| "a b big code em font i nobr s small strike strong tt u".split(' ').collect());

/// Elements that break the line, as a browser shows them.
static BLOCKS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "address article aside blockquote body br button caption center col colgroup dd details dialog dir div dl dt \
     fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li \
     listing main menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea \
     tfoot th thead title tr ul xmp"
        .split_whitespace()
        .collect()
});

/// Whether an element has no content.
pub fn is_void(name: &str) -> bool {
    VOID.contains(name)
}

/// Whether an element is made anew in the next paragraph when it is left open.
pub fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(name)
}

/// Whether an element breaks the line. Unknown ones do not.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(name)
}
