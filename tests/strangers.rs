//! Do two thousand unrelated articles in English and German stay alone, and are translations still found among them?

use std::fmt::Write as _;

use phin::article::Article;
use phin::config::Dedup;
use phin::dedup::{Known, Sketch, group, sketch};

use crate::support::article;

/// What news is about everywhere, in both languages: places, things, months.
const SHARED: [[&str; 2]; 60] = [
    ["Germany", "Deutschland"],
    ["France", "Frankreich"],
    ["Italy", "Italien"],
    ["Spain", "Spanien"],
    ["Poland", "Polen"],
    ["Austria", "Österreich"],
    ["Switzerland", "Schweiz"],
    ["Japan", "Japan"],
    ["China", "China"],
    ["India", "Indien"],
    ["Brazil", "Brasilien"],
    ["Canada", "Kanada"],
    ["Turkey", "Türkei"],
    ["Greece", "Griechenland"],
    ["Norway", "Norwegen"],
    ["Berlin", "Berlin"],
    ["Paris", "Paris"],
    ["London", "London"],
    ["Rome", "Rom"],
    ["Vienna", "Wien"],
    ["Brussels", "Brüssel"],
    ["Prague", "Prag"],
    ["Warsaw", "Warschau"],
    ["Moscow", "Moskau"],
    ["Tokyo", "Tokio"],
    ["horse", "Pferd"],
    ["bridge", "Brücke"],
    ["bicycle", "Fahrrad"],
    ["hospital", "Krankenhaus"],
    ["school", "Schule"],
    ["ship", "Schiff"],
    ["train", "Zug"],
    ["fire", "Feuer"],
    ["snow", "Schnee"],
    ["church", "Kirche"],
    ["apple", "Apfel"],
    ["dog", "Hund"],
    ["police", "Polizei"],
    ["football", "Fußball"],
    ["money", "Geld"],
    ["museum", "Museum"],
    ["garden", "Garten"],
    ["tree", "Baum"],
    ["bread", "Brot"],
    ["clock", "Uhr"],
    ["EU", "EU"],
    ["NATO", "NATO"],
    ["UN", "UN"],
    ["UEFA", "UEFA"],
    ["WHO", "WHO"],
    ["on 3 March", "am 3. März"],
    ["on 14 May", "am 14. Mai"],
    ["on 21 June", "am 21. Juni"],
    ["on 9 October", "am 9. Oktober"],
    ["on 28 November", "am 28. November"],
    ["English", "Englisch"],
    ["French", "Französisch"],
    ["dollar", "Dollar"],
    ["euro", "Euro"],
    ["the Internet", "das Internet"],
];

/// Persons that many stories are about.
const PERSONS: [&str; 24] = [
    "Anna Berger",
    "Peter Novak",
    "Maria Costa",
    "John Harlow",
    "Elif Kaya",
    "Ivan Petrov",
    "Laura Rossi",
    "Omar Haddad",
    "Yuki Tanaka",
    "Erik Lund",
    "Marta Silva",
    "Paul Weber",
    "Nina Fischer",
    "Tom Baker",
    "Karin Holm",
    "Luis Ortega",
    "Sofia Marin",
    "Jan Kowal",
    "Petra Vogel",
    "David Stone",
    "Clara Wolf",
    "Hugo Martin",
    "Irina Popova",
    "Kofi Mensah",
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % end
    }

    /// One of so many, the first ones far more often.
    fn often(&mut self, end: usize) -> usize {
        let first = self.below(end) + 1;
        self.below(first)
    }
}

/// A word of one of the two languages that the other does not have.
fn word(rank: usize, german: usize) -> String {
    let syllables =
        ["ba", "den", "fli", "gor", "hu", "ker", "lan", "mis", "nu", "pra", "set", "wol"];
    let mut dice = Dice((rank * 2 + german) as u64);
    let word: String = (0..=rank % 3).map(|_| syllables[dice.below(12)]).collect();
    if german == 1 && rank.is_multiple_of(3) {
        return capital(&word);
    }
    word
}

/// A word with its first letter large.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// An article about things that others are about, too: fifteen sentences with figures as news has them.
fn stranger(seed: usize) -> Article {
    let german = seed % 2;
    let mut dice = Dice(seed as u64 * 7_919);
    let cast: Vec<&str> = (0..4).map(|_| PERSONS[dice.often(24)]).collect();
    let subjects: Vec<usize> = (0..8).map(|_| dice.often(60)).collect();
    let mut text = String::new();
    for sentence in 0..15 {
        let mut opens = true;
        for _ in 0..9 + dice.below(9) {
            let next = match dice.below(40) {
                0 => cast[dice.below(4)].to_owned(),
                1..=2 => SHARED[subjects[dice.below(8)]][german].to_owned(),
                3 => (1 + dice.often(60)).to_string(),
                4 => (2025 - dice.often(20)).to_string(),
                5 => format!("{} {}", 100 * (1 + dice.below(40)), ["percent", "Prozent"][german]),
                _ => word(dice.often(3_000), german),
            };
            let next = if opens { capital(&next) } else { next };
            write!(text, "{}{next}", if opens { "" } else { " " }).unwrap();
            opens = false;
        }
        text.push_str(if sentence % 3 == 2 { ".\n" } else { ". " });
    }
    article(&text, ["en", "de"][german])
}

/// One event in both languages, from a number that all of its figures depend on.
fn told(story: usize) -> [Article; 2] {
    let (a, b, c) = (1_207 + story * 613, 31 + story * 7, 18 + story);
    let (who, where_) = (PERSONS[story % 24], SHARED[story % 25]);
    let english = format!(
        "{who} said on Tuesday that {a} people in {} had signed the letter about the old ferry.\n\
         Of the {b},400 tons that it carried in a year, {c}.5 percent was salt; the rest was timber for the yard at Quellmoor-{story}.\n\
         The next crossing is planned for {} August, and {} tickets are left.",
        where_[0],
        1 + story % 28,
        310 + story
    );
    let german = format!(
        "{who} sagte am Dienstag, {a} Menschen in {} hätten den Brief über die alte Fähre unterschrieben.\n\
         Von den {b}.400 Tonnen, die sie im Jahr trug, waren {c},5 Prozent Salz, der Rest war Holz für die Werft in Quellmoor-{story}.\n\
         Die nächste Überfahrt ist für den {}. August geplant, {} Karten sind noch zu haben.",
        where_[1],
        1 + story % 28,
        310 + story
    );
    [article(&english, "en"), article(&german, "de")]
}

#[test]
fn two_thousand_strangers_stay_alone_and_translations_are_found_among_them() {
    const STRANGERS: usize = 2_000;
    let mut articles: Vec<Article> = (0..STRANGERS).map(stranger).collect();
    articles.extend((0..20).flat_map(told));
    let sketches: Vec<Sketch> = articles.iter().map(sketch).collect();
    let load = |at: usize| Ok(articles[at].clone());
    let places = group(&sketches, &Known::default(), &Dedup::default(), &load).unwrap();
    let story = |at: usize| if at < STRANGERS { at } else { STRANGERS + (at - STRANGERS) / 2 };
    let mut found = 0;
    for (at, place) in places.iter().enumerate() {
        assert_eq!(story(place.leader), story(at), "{place:?}\n{}", articles[at].text);
        found += usize::from(place.link.is_some());
    }
    assert!(found >= 19, "{found} of 20 translations are found among strangers");
}
