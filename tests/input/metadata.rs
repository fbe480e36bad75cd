//! Does a page's own word for machines become the right claims?

use phin::config::Limits;
use phin::finding::{Evidence, Field};
use phin::page::metadata::METAS;
use phin::page::{html, plain};
use phin::source::Form;

/// Every claim of a page for a field, in order, with where it comes from.
fn claims(source: &str, field: Field) -> Vec<(String, String)> {
    let page = html::parse(source, &Limits::default());
    let claims = page.claims.into_iter().filter(|claim| claim.field == field);
    claims
        .map(|claim| match claim.evidence {
            Evidence::Metadata(place) => (claim.value, place.into_owned()),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn values(source: &str, field: Field) -> Vec<String> {
    claims(source, field).into_iter().map(|(value, _)| value).collect()
}

fn first(source: &str, field: Field) -> Option<String> {
    values(source, field).into_iter().next()
}

fn json_ld(json: &str) -> String {
    format!("<html><head><script type='application/ld+json'>{json}</script></head><p>Text")
}

#[test]
fn an_article_in_json_ld_says_all_of_its_fields() {
    let page = json_ld(
        r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge opens &amp; ferry stops",
        "datePublished": "2025-05-01T09:00:00+07:00", "dateModified": "2025-05-02", "articleSection": ["Town", "River"],
        "keywords": "bridge, ferry", "author": [{"@type": "Person", "name": "Ann Miller"}, {"name": "Bo Lind"}],
        "publisher": {"@type": "Organization", "name": "The Thistledown Post"}, "url": "https://thistledown.example/bridge"}"#,
    );
    let one = |field| values(&page, field).join("; ");
    assert_eq!(one(Field::Title), "Bridge opens & ferry stops");
    assert_eq!(
        claims(&page, Field::Published),
        [("2025-05-01T09:00:00+07:00".to_owned(), "json-ld datePublished".to_owned())]
    );
    assert_eq!(one(Field::Updated), "2025-05-02");
    assert_eq!(one(Field::Author), "Ann Miller; Bo Lind");
    assert_eq!(one(Field::Publisher), "The Thistledown Post");
    assert_eq!(one(Field::Section), "Town; River");
    assert_eq!(one(Field::Tags), "bridge; ferry");
    assert_eq!(one(Field::Url), "https://thistledown.example/bridge");
}

#[test]
fn an_article_in_a_graph_is_found_and_references_are_followed() {
    let page = json_ld(
        r##"{"@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": "WebPage", "datePublished": "2020-01-01"},
        {"@type": ["Article", "NewsArticle"], "datePublished": "2025-05-01", "author": {"@id": "#ann"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Miller"}]}"##,
    );
    assert_eq!(first(&page, Field::Author).as_deref(), Some("Ann Miller"));
    assert_eq!(first(&page, Field::Published).as_deref(), Some("2025-05-01"));
}

#[test]
fn the_entries_of_a_live_blog_say_nothing_of_the_article() {
    let page = json_ld(
        r#"{"@type": "LiveBlogPosting", "headline": "Storm: live", "datePublished": "2025-05-01",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Roof gone", "datePublished": "2025-05-02", "author": "Bo"}]}"#,
    );
    assert_eq!(values(&page, Field::Published), ["2025-05-01"]);
    assert!(values(&page, Field::Author).is_empty());
    assert_eq!(values(&page, Field::Title), ["Storm: live"]);
}

#[test]
fn broken_json_ld_is_mended() {
    let faults = [
        "{\"@type\": \"NewsArticle\", \"headline\": \"One\nline\", \"datePublished\": \"2025-05-01\",}",
        "<!-- {\"@type\": \"NewsArticle\", \"datePublished\": \"2025-05-01\", \"keywords\": [\"a\", \"b\", ]} -->",
        "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-05-01\", \"description\": \"it\\'s\"}\n//]]>",
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;datePublished&quot;: &quot;2025-05-01&quot;};",
    ];
    for fault in faults {
        assert_eq!(
            first(&json_ld(fault), Field::Published).as_deref(),
            Some("2025-05-01"),
            "{fault}"
        );
    }
    assert!(
        values(&json_ld("{\"@type\": \"NewsArticle\" \"datePublished\""), Field::Published)
            .is_empty()
    );
}

#[test]
fn deep_json_ld_is_no_danger() {
    let deep = "{\"@graph\": [".repeat(20_000);
    assert!(values(&json_ld(&deep), Field::Title).is_empty());
}

#[test]
fn stronger_sources_come_first_and_rivals_stay() {
    let page = "<html><head><title>Bridge opens - Post</title><meta property='og:title' content='Bridge opens'>\
        <meta property='og:site_name' content='Post'><meta name='date' content='2025-05-03'>\
        <meta property='article:published_time' content='2025-05-01'><link rel=canonical href='https://post.example/b'>\
        <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-05-02\"}</script>\
        </head><body><time datetime='2025-05-04'>4 May</time><p>Text</p>";
    let expected = [
        ("2025-05-02", "json-ld datePublished"),
        ("2025-05-01", "meta article:published_time"),
        ("2025-05-03", "meta date"),
        ("2025-05-04", "time datetime"),
    ];
    let expected: Vec<(String, String)> =
        expected.into_iter().map(|(value, place)| (value.to_owned(), place.to_owned())).collect();
    assert_eq!(claims(page, Field::Published), expected);
    assert_eq!(values(page, Field::Url), ["https://post.example/b"]);
    assert_eq!(values(page, Field::Title), ["Bridge opens"]);
}

#[test]
fn the_headline_that_readers_see_is_the_title() {
    let page = "<title>Ferry stops after sixty years, bridge opens in May | Post</title>\
        <meta property='og:title' content='Ferry stops, bridge opens'>\
        <h1>Thistledown Post</h1><h1>Ferry stops after sixty years</h1><p>Text</p>";
    assert_eq!(first(page, Field::Title).as_deref(), Some("Ferry stops after sixty years"));
    let page = "<title>Ferry stops</title><h1>Menu</h1><p>Text</p>";
    assert_eq!(first(page, Field::Title).as_deref(), Some("Ferry stops"));
}

#[test]
fn the_name_of_the_site_is_cut_from_a_title_only_where_it_is_known_to_be_one() {
    let title = |site: &str, title: &str| {
        let page =
            format!("<title>{title}</title><meta property='og:site_name' content='{site}'><p>Text");
        first(&page, Field::Title).unwrap()
    };
    assert_eq!(title("The Post", "Ferry stops | The Post"), "Ferry stops");
    assert_eq!(title("The Post", "The Post: Ferry stops"), "Ferry stops");
    assert_eq!(title("", "Ferry stops - a village mourns"), "Ferry stops - a village mourns");
}

#[test]
fn a_heading_that_the_title_begins_with_shows_what_is_headline_and_what_site() {
    let page = "<title>What do ferries carry? | Coast Notes</title><h1>They carry love, most of all</h1>\
        <h2>What do ferries carry?</h2><p>Text";
    assert_eq!(first(page, Field::Title).as_deref(), Some("What do ferries carry?"));
    let related =
        "<title>Coast Notes | Ferry stops after sixty years</title><h2>Coast Notes</h2><p>Text";
    assert_eq!(
        first(related, Field::Title).as_deref(),
        Some("Coast Notes | Ferry stops after sixty years")
    );
    let twice = "<title>Ferry stops | River | The Post</title><meta property='og:site_name' content='The Post'>\
        <meta property='og:url' content='https://post.example/river/ferry'><p>Text";
    assert_eq!(first(twice, Field::Title).as_deref(), Some("Ferry stops"));
    let motto = "<title>Ferry stops | Coast Lantern</title>\
        <meta property='og:site_name' content='The Coast Lantern - News of the shore'><p>Text";
    assert_eq!(first(motto, Field::Title).as_deref(), Some("Ferry stops"));
}

#[test]
fn headings_that_are_links_to_other_pages_are_no_headline() {
    let page = "<title>Where to swim in Lamvan | Post</title><link rel=canonical href='https://post.example/swim'>\
        <h1><a href='/'>Post</a></h1><h1>The best beaches of Lamvan for swimmers</h1>\
        <h1><a href='/row'>Where to row in Lamvan</a></h1><p>Text";
    assert_eq!(
        first(page, Field::Title).as_deref(),
        Some("The best beaches of Lamvan for swimmers")
    );
    let own = "<title>Ferry stops | Post</title><link rel=canonical href='https://post.example/ferry'>\
        <h1><a href='/ferry/'>Ferry stops for good</a></h1><p>Text";
    assert_eq!(first(own, Field::Title).as_deref(), Some("Ferry stops for good"));
    let home =
        "<title>lantern.example Slow boats</title><h1><a href='/'>lantern.example</a></h1><p>Text";
    assert_eq!(first(home, Field::Title).as_deref(), Some("Slow boats"));
}

#[test]
fn the_part_of_a_headline_that_machines_are_told_is_the_title() {
    let label = "<title>[17] Slow boats of the delta</title><meta property='og:title' content='Slow boats of the delta'>\
        <h1><span>Title:</span>Slow boats of the delta</h1><p>Text";
    let found = values(label, Field::Title);
    assert_eq!(found.first().map(String::as_str), Some("Slow boats of the delta"));
    assert!(found.contains(&"Title:Slow boats of the delta".to_owned()), "{found:?}");
    let spot = "<title>Reed Coffee | Shop of Apps</title><h1><b>Get what they use</b> <span>Reed Coffee</span></h1><p>Text";
    assert_eq!(first(spot, Field::Title).as_deref(), Some("Reed Coffee"));
}

#[test]
fn a_headline_is_spelled_as_machines_are_told_where_style_alone_changes_it() {
    let glued = "<title>Night Ferry Crew | Post</title><h1>NIGHT<span>FERRY</span>CREW</h1><p>Text";
    assert_eq!(first(glued, Field::Title).as_deref(), Some("Night Ferry Crew"));
    let shouted = "<title>The best ferries of 2025: what crews say</title>\
        <h1>THE BEST FERRIES IN 2025: WHAT CREWS SAY</h1><p>Text";
    assert_eq!(
        first(shouted, Field::Title).as_deref(),
        Some("The best ferries of 2025: what crews say")
    );
    let broken = "<title>Post</title><h1>Ferry stops<br>after sixty years<svg><title>icon</title></svg></h1><p>Text";
    assert_eq!(first(broken, Field::Title).as_deref(), Some("Ferry stops after sixty years"));
}

#[test]
fn the_only_headline_of_a_page_is_its_title_in_whatever_words_machines_are_told() {
    let page = "<title>Boatmen in Lamvan - prices 5 / 2025</title>\
        <h1>How much does a day on the river cost in summer?</h1><p>Text";
    assert_eq!(
        first(page, Field::Title).as_deref(),
        Some("How much does a day on the river cost in summer?")
    );
    let one_word = "<title>Your harbour checklist: a planning guide</title><h1>Planning</h1><h1>Harbour planning: a guide</h1>";
    assert_eq!(first(one_word, Field::Title).as_deref(), Some("Harbour planning: a guide"));
}

#[test]
fn a_saved_page_that_does_not_say_its_address_has_the_one_that_the_browser_noted() {
    let saved = "<!-- saved from url=(0032)https://post.example/town/bridge -->\n<p>Text";
    assert_eq!(values(saved, Field::Url), ["https://post.example/town/bridge"]);
    let told = saved.replace("<p>", "<link rel=canonical href='https://post.example/b'><p>");
    assert_eq!(first(&told, Field::Url).as_deref(), Some("https://post.example/b"));
    let local = "<!-- saved from url=(0014)about:internet -->\n<p>Text";
    assert!(values(local, Field::Url).is_empty());
}

#[test]
fn addresses_are_no_names_and_scripts_no_addresses() {
    let page = "<meta property='article:author' content='https://social.example/ann'><meta name=author content='Ann'>\
        <meta name=publisher content='desk@post.example'><link rel=canonical href='javascript:alert(1)'>\
        <meta property='og:url' content='/relative'><p>Text";
    assert_eq!(values(page, Field::Author), ["Ann"]);
    assert!(values(page, Field::Publisher).is_empty());
    assert!(values(page, Field::Url).is_empty());
}

#[test]
fn microdata_and_time_elements_say_dates_and_names() {
    let page = "<article><span itemprop=author itemscope><b itemprop=name>Ann Miller</b></span>\
        <meta itemprop=dateModified content='2025-05-02'>\
        <time itemprop=datePublished datetime='2025-05-01T08:00'>1 May</time><p>Text</p></article>";
    assert_eq!(values(page, Field::Author), ["Ann Miller"]);
    assert_eq!(first(page, Field::Published).as_deref(), Some("2025-05-01T08:00"));
    assert_eq!(first(page, Field::Updated).as_deref(), Some("2025-05-02"));
}

#[test]
fn a_name_behind_the_headline_whose_class_says_author_is_the_author() {
    let page = "<p class=author-name>Other Person</p><h1>Ferry stops</h1><span class='article__author'>by our staff in 3 places</span>\
        <p class='comment-author'>Some Reader</p><span class='story-authorName'>Ann van der Miller</span><p>Text";
    assert_eq!(values(page, Field::Author), ["Ann van der Miller"]);
    let named = "<meta name=author content='Bo Lind'><h1>Ferry stops</h1><p class=post-author>Ann Miller</p>";
    // What a second source says stays among the claims, unused.
    assert_eq!(values(named, Field::Author), ["Bo Lind", "Ann Miller"]);
}

#[test]
fn several_times_without_a_word_for_publication_say_nothing() {
    let page = "<ul><li><time datetime='2025-05-01'></time>A<li><time datetime='2025-05-02'></time>B</ul><p>Text";
    assert!(values(page, Field::Published).is_empty());
}

#[test]
fn of_several_moments_the_one_behind_the_headline_is_the_page_s() {
    let page = "<nav><time datetime='2025-05-09'></time></nav><h1>Ferry stops after sixty years</h1>\
        <p>What the crew says</p><time datetime='2025-05-01T08:00:00Z'>2 hours ago</time>\
        <aside><time datetime='2025-05-03'></time><time datetime='2025-05-04'></time></aside><p>Text";
    assert_eq!(values(page, Field::Published), ["2025-05-01T08:00:00Z"]);
    let abbreviated = "<h1>Ferry stops</h1><abbr class='published' title='2025-05-01T08:00:00+02:00'>Thursday</abbr><p>Text";
    assert_eq!(values(abbreviated, Field::Published), ["2025-05-01T08:00:00+02:00"]);
    let no_moment =
        "<h1>Ferry stops</h1><span class='date' title='Show all of May'>May</span><p>Text";
    assert!(values(no_moment, Field::Published).is_empty());
}

#[test]
fn json_in_a_meta_element_and_in_the_state_of_scripts_says_dates() {
    let json_ld = r#"<meta name="script:ld+json" content="{&quot;@type&quot;: &quot;Article&quot;, &quot;datePublished&quot;: &quot;2025-05-01&quot;}"><p>Text"#;
    assert_eq!(
        claims(json_ld, Field::Published),
        [("2025-05-01".to_owned(), "json-ld datePublished".to_owned())]
    );
    let state = [
        r#"<meta name="page-data" content='{"title": "Ferry", "pub_date": "2025-05-01T08:00:00Z"}'><p>Text"#,
        r#"<script>window.state = {"slug": "ferry", "publicationDate": "2025-05-01T08:00:00Z"}</script><p>Text"#,
        r"<script>var page = {publishDate: '2025-05-01T08:00:00Z'};</script><p>Text",
    ];
    for state in state {
        assert_eq!(
            claims(state, Field::Published),
            [("2025-05-01T08:00:00Z".to_owned(), "script".to_owned())],
            "{state}"
        );
    }
    let object = r#"<meta name="parsely-page" content='{"pub_date": "2025-05-01T08:00:00Z", "authors": ["Ann Lee"]}'><p>Text"#;
    assert_eq!(
        claims(object, Field::Published),
        [("2025-05-01T08:00:00Z".to_owned(), "meta parsely-pub-date".to_owned())]
    );
    assert_eq!(values(object, Field::Author), ["Ann Lee"]);
    let several =
        r#"<script>[{"publishDate": "2025-05-01"}, {"publishDate": "2025-05-02"}]</script><p>Text"#;
    assert!(values(several, Field::Published).is_empty());
}

#[test]
fn of_several_articles_in_json_ld_the_one_with_the_address_of_the_page_is_its() {
    let page = r#"<link rel=canonical href="https://post.example/ferry"><script type="application/ld+json">[
        {"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2025-05-02", "url": "https://post.example/bridge"},
        {"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2025-05-01", "mainEntityOfPage": {"@id": "https://post.example/ferry/"},
         "author": {"@type": "Person", "name": ["Ann Miller", "Bo Lind"]}}]</script><p>Text"#;
    assert_eq!(first(page, Field::Published).as_deref(), Some("2025-05-01"));
    assert_eq!(values(page, Field::Author), ["Ann Miller", "Bo Lind"]);
}

#[test]
fn of_the_parts_of_a_box_about_the_writer_the_first_is_the_name() {
    let page = "<h1>Ferry stops</h1><div class=article__author><img src=a><div><span>Ann Miller</span><span>Founder at Oakford</span></div></div>";
    assert_eq!(values(page, Field::Author), ["Ann Miller"]);
    let thai = "<h1>เรือข้ามฟาก</h1><span class='post-author'>สมชาย ใจดี</span>";
    assert_eq!(values(thai, Field::Author), ["สมชาย ใจดี"]);
    let note = "<meta name='twitter:data1' content='Est. reading time'><meta name='twitter:data2' content='5 minutes'><p>Text";
    assert!(values(note, Field::Author).is_empty());
    let given = "<meta name='twitter:data1' content='Kit'><meta name='twitter:data2' content='5 minutes'><p>Text";
    assert_eq!(values(given, Field::Author), ["Kit"]);
}

#[test]
fn the_language_of_the_page_is_kept_as_written() {
    let page = html::parse("<html lang='de-AT'><p>Text", &Limits::default());
    assert_eq!(page.language.as_deref(), Some("de-AT"));
}

#[test]
fn the_names_of_meta_elements_are_in_small_letters_and_stand_once() {
    let mut all: Vec<&String> = METAS.values().flatten().collect();
    assert!(METAS.len() == 8 && all.len() > 100, "{}", all.len());
    assert!(all.iter().all(|name| **name == name.to_lowercase().trim()));
    all.sort();
    let before = all.len();
    all.dedup();
    assert_eq!(all.len(), before);
}

#[test]
fn a_site_is_known_by_its_host_and_by_what_the_page_calls_it_anywhere() {
    let titles = [
        "<title>Ferry stops - The Harbour Post</title><link rel=canonical href='https://www.harbourpost.example/a'><p>Text",
        "<title>Ferry stops | Harbour</title><meta name='apple-mobile-web-app-title' content='Harbour'><p>Text",
        r#"<title>Ferry stops | Harbour News</title><script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Harbour News"}]}</script><p>Text"#,
        "<title>Ferry stops_Lantern</title><div class='article-title'>Ferry stops</div><p>Text",
    ];
    for page in titles {
        assert_eq!(first(page, Field::Title).as_deref(), Some("Ferry stops"), "{page}");
    }
    let other = "<title>Ferry stops - a village mourns</title><link rel=canonical href='https://lage.example/a'><p>Text";
    assert_eq!(first(other, Field::Title).as_deref(), Some("Ferry stops - a village mourns"));
}

#[test]
fn a_date_by_its_class_is_one_also_where_the_text_goes_on_behind_it() {
    let page = "<h1>Ferry stops</h1><div><span class='news-date-time'>31.05.2024</span>The ferry made its last trip.</div>";
    assert_eq!(
        claims(page, Field::Published),
        [("31.05.2024".to_owned(), "class date".to_owned())]
    );
    for other in ["event-date", "date-updated", "reading-time"] {
        let page = format!("<h1>Ferry stops</h1><span class='{other}'>31.05.2024</span><p>Text");
        assert!(values(&page, Field::Published).is_empty(), "{other}");
    }
}

#[test]
fn json_ld_beyond_mending_still_names_the_day() {
    let page = json_ld(
        r#"{"@type": "NewsArticle", "headline": "The "last" ferry" stops, "datePublished": "2025-05-01T08:00:00Z"}"#,
    );
    assert_eq!(
        claims(&page, Field::Published),
        [("2025-05-01T08:00:00Z".to_owned(), "script".to_owned())]
    );
}

#[test]
fn before_a_headline_and_around_a_colon_only_the_very_name_of_a_site_is_cut() {
    let kept = [
        ("Tide", "Tide to come: what the harbour does now"),
        ("Tide", "Tides: what the harbour does now"),
        ("The Post", "The Post Office is late - a village waits"),
    ];
    for (site, title) in kept {
        let page = format!(
            "<title>{title}</title><meta property='og:site_name' content='{site}'>\
             <link rel=canonical href='https://tide.example/a'><p>Text"
        );
        assert_eq!(first(&page, Field::Title).as_deref(), Some(title));
    }
    let longer = "<title>Ferry stops - Tide Science Blog</title><meta property='og:site_name' content='Tide'><p>Text";
    assert_eq!(first(longer, Field::Title).as_deref(), Some("Ferry stops"));
}

#[test]
fn a_headline_in_two_parts_keeps_both_where_machines_are_told_both() {
    let page = "<title>Analysis: Why ferries stop</title><h1><span>Analysis</span><span>Why ferries stop</span></h1><p>Text";
    assert_eq!(first(page, Field::Title).as_deref(), Some("Analysis: Why ferries stop"));
}

#[test]
fn the_source_of_front_matter_is_an_address_or_a_name() {
    let claims = |source: &str| {
        let text =
            format!("---\ntitle: The bell\nsource: {source}\n---\n\n# The bell\n\nIt rang.\n");
        let page = plain::parse_as(Form::Markdown, &text, &Limits::default());
        let of = |field| page.claims.iter().filter(move |claim| claim.field == field);
        [Field::Url, Field::Publisher]
            .map(|field| of(field).map(|claim| claim.value.clone()).collect::<Vec<_>>())
    };
    let address = "https://mill-post.example/bell";
    assert_eq!(claims(address), [vec![address.to_owned()], vec![]]);
    assert_eq!(claims(&format!("\"{address}\"")), [vec![address.to_owned()], vec![]]);
    assert_eq!(claims("Mill Post"), [vec![], vec!["Mill Post".to_owned()]]);
}
