//! Does a document become the right blocks?

use std::fmt::Write as _;

use phin::config::Limits;
use phin::page::dom::Dom;
use phin::page::layout::Says;
use phin::page::named::Names;
use phin::page::seen::Seen;
use phin::page::{Kind, Page, html, plain};
use phin::source::Form;

fn page(source: &str) -> Page {
    html::parse(source, &Limits::default())
}

/// The blocks of an HTML document, each with its kind.
fn blocks(source: &str) -> Vec<(Kind, String)> {
    let page = page(source);
    page.blocks.iter().map(|block| (block.kind, block.span.of(&page.text).to_owned())).collect()
}

fn words(source: &str) -> Vec<String> {
    blocks(source).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn each_block_element_is_a_block_and_inline_elements_are_not() {
    let source = "<body><h1>Bridge  <em>opens</em></h1>\n<p>Fir<b>st</b>\nline<br>Second</p><div>Third<p>Fourth</div>";
    assert_eq!(page(source).text, "Bridge opens\n\nFirst line\nSecond\n\nThird\n\nFourth");
    assert_eq!(blocks(source)[0], (Kind::Heading(1), "Bridge opens".to_owned()));
}

#[test]
fn what_is_not_shown_leaves_no_text() {
    let source = "<head><title>T</title></head><script>s</script><style>y</style><noscript>n</noscript>\
        <template>t</template><svg><text>v</text></svg><p hidden>h</p><div style='display: none'>d</div>\
        <img alt='alt'><iframe>i</iframe><!-- c --><p>Shown&nbsp;here</p>";
    assert_eq!(words(source), ["Shown\u{a0}here"]);
}

#[test]
fn an_article_for_readers_without_scripts_is_shown() {
    let source = "<noscript><p>One</p><p class=x>Two</p><p>Three</p></noscript><noscript><p>Allow scripts</p></noscript>";
    assert_eq!(words(source), ["One", "Two", "Three"]);
}

#[test]
fn most_of_a_page_is_never_hidden() {
    assert_eq!(
        words("<p>a</p><div style='display:none'><p>The whole story is in here.</p></div>").len(),
        2
    );
}

#[test]
fn a_part_that_came_late_stands_in_its_place() {
    let source = "<p>One</p><!--$?--><template id='B:0'></template><p>Loading</p><!--/$--><p>Four</p>\
        <div hidden id='S:0'><p>Two</p><template id='P:1'></template></div><div hidden id='S:1'><p>Three</p></div>\
        <div hidden id='S:2'><p>Never shown</p></div>";
    assert_eq!(words(source), ["One", "Two", "Three", "Four"]);
}

#[test]
fn a_late_part_that_belongs_into_itself_is_read_once() {
    let source = "<p>One</p><template id='B:0'></template><p>Three</p>\
        <div hidden id='S:0'><p>Two</p><template id='B:0'></template></div>";
    assert_eq!(words(source), ["One", "Two", "Three"]);
}

#[test]
fn words_under_a_picture_are_apart_whatever_element_they_stand_in() {
    let source =
        "<div><span><img src='a.jpg'><em class='img_desc'>Under it</em></span>The text.</div>";
    let found = blocks(source);
    assert_eq!(found[0], (Kind::Caption, "Under it".to_owned()));
    assert_eq!(found[1], (Kind::Text, "The text.".to_owned()));
}

#[test]
fn structure_gives_the_kind() {
    let source = "<header><p>Site</p></header><nav><ul><li>Home</li></ul></nav>\
        <article><header><h1>Title</h1></header><ul><li>Item</li></ul>\
        <table><tr><td>Cell</td><td><p>Words in a layout table</p></td></tr></table>\
        <figure><img><figcaption>Under it</figcaption></figure><p class='wp-caption-text'>Beside</p>\
        <p>Body of the article, which is longer than the rest of the page.</p></article>\
        <form>Mail <button>Send</button></form><footer>Foot</footer><div role=navigation>More</div>";
    let kinds: Vec<Kind> = blocks(source).into_iter().map(|(kind, _)| kind).collect();
    let expected = [
        Kind::Chrome,
        Kind::Chrome,
        Kind::Heading(1),
        Kind::Item,
        Kind::Cell,
        Kind::Text,
        Kind::Caption,
        Kind::Caption,
        Kind::Text,
        Kind::Chrome,
        Kind::Chrome,
        Kind::Chrome,
        Kind::Chrome,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn a_form_around_the_whole_page_is_no_chrome() {
    let source = "<form><p>All of the page stands in a form.</p><p>Really all.</p></form>";
    assert!(blocks(source).iter().all(|(kind, _)| *kind == Kind::Text));
}

#[test]
fn preformatted_text_keeps_its_lines() {
    assert_eq!(words("<pre>one\n  two\n\nthree</pre>"), ["one", "two", "three"]);
}

#[test]
fn blocks_are_composed_and_free_of_control_characters() {
    assert_eq!(words("<p>e&#770;&#769; &#7;x&#x2028;y</p>"), ["ế \u{fffd}x y"]);
}

#[test]
fn blocks_hold_every_letter_once() {
    let page = page("<ul><li>a<li>b<p>c</ul>d<table><tr><td>e<td>f</table>");
    let whole: String = page.text.split_whitespace().collect();
    let parts: String = page.blocks.iter().map(|block| block.span.of(&page.text)).collect();
    assert_eq!(whole, parts);
    assert!(page.blocks.iter().all(|block| !block.span.of(&page.text).contains('\n')));
}

#[test]
fn deep_nesting_is_cut_and_the_text_below_is_read() {
    let flat = Limits { depth: 50, ..Limits::default() };
    for unit in [
        "<div>",
        "<ul><li>",
        "<span>",
        "<b>",
        "<table><tr><td>",
        "<li><ul></li>",
        "<x-y><div></x-y>",
    ] {
        let source = unit.repeat(5_000) + "<p>Below</p>";
        let page = html::parse(&source, &flat);
        assert_eq!(page.text, "Below", "{unit}");
        assert_eq!(page.warnings, ["html_depth"], "{unit}");
    }
}

#[test]
fn paragraphs_in_hundreds_of_boxes_are_read_without_structure_in_the_end() {
    let source = "<div>".repeat(400) + &"<p>word</p>".repeat(50_000) + "<h2>The end</h2>";
    let page = page(&source);
    assert_eq!(page.blocks.len(), 50_001);
    assert!(page.text.ends_with("word\nThe end"));
    assert_eq!(page.warnings, ["html_depth"]);
}

#[test]
fn many_paragraphs_and_items_without_end_tags_are_not_deep() {
    let flat = Limits { depth: 20, ..Limits::default() };
    let source = "<ul>".to_owned()
        + &"<li>a<b>b</b>".repeat(3_000)
        + "</ul><table>"
        + &"<tr><td>c<td>d".repeat(3_000)
        + "</table>"
        + &"<p>e".repeat(3_000)
        + "<svg>"
        + &"<path/>".repeat(3_000)
        + "</svg>";
    let page = html::parse(&source, &flat);
    assert!(page.warnings.is_empty(), "{:?}", page.warnings);
    assert_eq!(page.blocks.len(), 12_000);
}

#[test]
fn attributes_above_the_limit_are_cut_and_the_words_stay() {
    let mut source = "<p ".to_owned();
    for number in 0..5_000 {
        write!(source, "a{number}='>' ").unwrap();
    }
    let page = page(&(source + ">Words</p>"));
    assert_eq!(
        (page.text.as_str(), page.warnings.as_slice()),
        ("Words", &["html_attributes".to_owned()][..])
    );
}

#[test]
fn above_the_limit_of_nodes_words_are_read_without_structure() {
    let small = Limits { nodes: 100, ..Limits::default() };
    let source =
        "<p>word</p>".repeat(100) + "<script>code</script><p>The <b>last</b> &amp; end</p>";
    let page = html::parse(&source, &small);
    assert_eq!(page.blocks.len(), 101);
    assert!(page.text.ends_with("\nThe last & end"), "{}", page.text);
    assert_eq!(page.warnings, ["html_nodes"]);
}

#[test]
fn formatting_that_is_left_open_does_not_multiply() {
    let mut source = String::new();
    for number in 0..5_000 {
        write!(source, "<p><b id={number}>x").unwrap();
    }
    assert_eq!(page(&source).blocks.len(), 5_000);
}

#[test]
fn a_script_in_scripts_is_read_once() {
    let date = r#"{"datePublished": "2025-08-13"}"#;
    let source = format!("<svg>{}{date}", "<script>".repeat(400));
    let dom = Dom::of_document(&source, &Limits::default());
    assert_eq!(Seen::read(&dom, &Names::read(&dom)).script_dates.len(), 1);
}

#[test]
fn what_calls_itself_a_title_and_says_nothing_is_not_looked_at_for_ever() {
    let empty = "<div class=title><i></i></div>".repeat(3_000);
    let said = |empty: &str| {
        let source = format!("{empty}<div class=title>Ferry</div>");
        let dom = Dom::of_document(&source, &Limits::default());
        Seen::read(&dom, &Names::read(&dom)).headings.len()
    };
    assert_eq!((said(""), said(&empty)), (1, 0));
}

#[test]
fn what_is_never_closed_does_not_swallow_the_page() {
    for start in [
        "<!-- ",
        "<!-- a <!-- b",
        "<script>var a = \"",
        "<script><!-- <script>",
        "<style>p { ",
        "<title>",
        "<title><title><textarea><title>",
        "<textarea>",
        "<a href=\"x",
        "<a href='x' title=\"y",
        "<a href=\"x><b id='y",
        "<plaintext>",
    ] {
        let page = page(&format!("<p>Before</p>{start}<p>After the break</p><p>End</p>"));
        assert!(page.text.ends_with("After the break\n\nEnd"), "{start}: {}", page.text);
    }
    for (rest, words) in [
        ("less < more <a href", "less < more <a href"),
        ("less < more <!-- a", "less < more a"),
        ("less <more <!doctype", "less <more <!doctype"),
    ] {
        assert_eq!(page(&format!("<p>Before</p>{rest}")).text, format!("Before\n\n{words}"));
    }
}

#[test]
fn headings_of_markdown_are_headings_and_its_items_items() {
    let source = "# One\n### Three\n#hashtag\n* item\n####### seven\nText # no\n";
    let page = plain::parse_as(Form::Markdown, source, &Limits::default());
    let kinds: Vec<Kind> = page.blocks.iter().map(|block| block.kind).collect();
    let expected =
        [Kind::Heading(1), Kind::Heading(3), Kind::Text, Kind::Item, Kind::Text, Kind::Text];
    let reads = "One\nThree\n#hashtag\n* item\n####### seven\nText # no\n";
    assert_eq!((kinds.as_slice(), page.text.as_str()), (&expected[..], reads));
    assert_eq!(plain::parse("# One").blocks[0].kind, Kind::Text);
}

#[test]
fn a_line_over_the_limit_becomes_several_blocks_with_all_of_its_letters() {
    let limits = Limits { line: 16, ..Limits::default() };
    let source = "short\none two three four five\nđđđđđđđđđđđđđđđđ\n";
    let page = plain::parse_as(Form::Plain, source, &limits);
    let words: Vec<&str> = page.blocks.iter().map(|block| block.span.of(source)).collect();
    assert_eq!(words, ["short", "one two three", "four five", "đđđđđđđđ", "đđđđđđđđ"]);
    assert_eq!((page.text.as_str(), page.warnings), (source, vec!["long_line".to_owned()]));
}

#[test]
fn plain_text_stays_as_it_is_letter_for_letter() {
    let source = "  # Title\r\n\n* item\n- item\nText  \u{200b}\n";
    let page = plain::parse(source);
    assert_eq!(page.text, source);
}

#[test]
fn boxes_say_what_they_hold_and_which_blocks() {
    let source = "<body><div class='articleBody__text-2'><p>One</p><p>Two <a href=x>link</a></p></div>\
        <div id=related-posts class='col-4'><a href=y>Three</a></div><div class=shopping-cart-note>Four</div>";
    let layout = page(source).layout;
    let boxes = |says: Says| -> Vec<std::ops::Range<usize>> {
        let areas = layout.areas.iter().filter(|area| area.says.any(says));
        areas.map(|area| area.blocks.clone()).collect()
    };
    assert_eq!(boxes(Says::BODY), vec![std::ops::Range { start: 0, end: 2 }]);
    assert_eq!(boxes(Says::RELATED), vec![std::ops::Range { start: 2, end: 3 }]);
    assert!(boxes(Says::NAVIGATION).is_empty());
    let linked: Vec<(usize, usize)> =
        layout.places.iter().map(|place| (place.linked, place.letters)).collect();
    assert_eq!(linked, [(0, 3), (4, 7), (5, 5), (0, 4)]);
}

#[test]
fn an_id_that_is_a_heading_in_other_words_says_nothing() {
    let source = "<h2 id=related-posts>Related</h2><section id=what-the-related-posts-tell-us><p>One</p></section>";
    assert!(page(source).layout.areas.iter().all(|area| area.says.is_empty()));
}

#[test]
fn plain_text_has_no_boxes() {
    assert_eq!(plain::parse("One\nTwo").layout, phin::page::layout::Layout::default());
}
