//! Does a model of embeddings decide where figures and names leave a pair in doubt?

use std::fs;

use crate::support::Workdir;

const TEXT: &str = "The old bridge at Port Elsvik was closed on Monday after a ship had hit it.\n";

#[cfg(not(feature = "embed"))]
#[test]
fn a_model_in_a_program_without_embeddings_stops_the_run_and_says_what_to_do() {
    let work = Workdir::new().raw("a.txt", TEXT).config("[dedup]\nembed = \"model\"\n");
    fs::create_dir(work.path("model")).unwrap();
    for file in ["tokenizer.json", "model.safetensors", "config.json"] {
        work.write(&format!("model/{file}"), "{}");
    }
    let said = work.run([]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("--features embed; see dedup.embed"), "{}", said.stderr);
}

#[test]
fn a_model_that_is_not_there_stops_the_run_before_it_writes() {
    let work = Workdir::new().raw("a.txt", TEXT).config("[dedup]\nembed = \"nowhere\"\n");
    let said = work.run([]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("tokenizer.json: "), "{}", said.stderr);
    assert!(said.stderr.contains("see dedup.embed"), "{}", said.stderr);
    assert!(!work.path("cleaned/articles.csv").exists());
}

#[cfg(feature = "embed")]
mod built_in {
    use std::fmt::Write as _;

    use phin::article::Article;
    use phin::config::Dedup;
    use phin::dedup::{Known, Lexicon, Model, Place, Sketch, group, sketch};

    use super::{TEXT, Workdir, fs};
    use crate::support::article;

    /// Words of the model: of each meaning one in each of two made-up languages.
    const MEANINGS: usize = 300;
    /// Stories told in both languages: fewer than a run needs to learn words from, so that the model alone decides.
    const STORIES: usize = 7;
    /// Numbers a vector has.
    const WIDTH: usize = 64;

    fn random(seed: u64) -> u64 {
        let z = (seed ^ 0x5bf0_3635).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33
    }

    fn below(seed: usize, end: usize) -> usize {
        usize::try_from(random(seed as u64)).unwrap() % end
    }

    /// The word of a meaning in one of the two languages.
    fn word(meaning: usize, language: usize) -> String {
        let syllables = [
            ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"],
            ["na", "pe", "qi", "ro", "su", "ta", "ve", "wi", "yo", "zu"],
        ];
        [meaning / 100 % 10, meaning / 10 % 10, meaning % 10]
            .map(|digit| syllables[language][digit])
            .concat()
    }

    /// `tokenizer.json`: words between spaces, in small letters.
    fn tokenizer() -> String {
        let mut vocabulary = String::from("\"[UNK]\":0");
        for (id, meaning, language) in ids() {
            write!(vocabulary, ",\"{}\":{id}", word(meaning, language)).unwrap();
        }
        format!(
            r#"{{"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
            "normalizer":{{"type":"Lowercase"}},"pre_tokenizer":{{"type":"Whitespace"}},
            "post_processor":null,"decoder":null,
            "model":{{"type":"WordLevel","vocab":{{{vocabulary}}},"unk_token":"[UNK]"}}}}"#
        )
    }

    fn ids() -> impl Iterator<Item = (usize, usize, usize)> {
        (0..2 * MEANINGS).map(|at| (at + 1, at / 2, at % 2))
    }

    /// `model.safetensors`: two words of one meaning have one vector.
    fn weights() -> Vec<u8> {
        let rows = 2 * MEANINGS + 1;
        let mut data: Vec<u8> = vec![0; WIDTH * 4];
        for (_, meaning, _) in ids() {
            for part in 0..WIDTH {
                let number = if below(meaning * WIDTH + part, 2) == 0 { -1.0_f32 } else { 1.0 };
                data.extend(number.to_le_bytes());
            }
        }
        let head = format!(
            r#"{{"embeddings":{{"dtype":"F32","shape":[{rows},{WIDTH}],"data_offsets":[0,{}]}}}}"#,
            data.len()
        );
        let mut file = (head.len() as u64).to_le_bytes().to_vec();
        file.extend(head.bytes());
        file.extend(data);
        file
    }

    fn model() -> Model {
        Model::parse(tokenizer().as_bytes(), &weights(), b"{\"normalize\":true}").unwrap()
    }

    /// A story of forty words in one of the languages, with two figures that both tellings have and four of its own.
    fn told(story: usize, language: usize) -> Article {
        let mut text = String::new();
        for at in 0..40 {
            write!(text, "{} ", word(below(story * 40 + at, MEANINGS), language)).unwrap();
            if at % 6 == 5 {
                let own = if at % 18 == 5 { 0 } else { 501 + language };
                write!(text, "{} ", 10_007 + below(story * 40 + at * 977 + own, 80_000)).unwrap();
            }
        }
        article(&text, ["en", "de"][language])
    }

    /// The places of documents, grouped with settings of a run.
    fn placed(articles: &[Article], model: Model, settings: &Dedup) -> Vec<Place> {
        let sketches: Vec<Sketch> = articles.iter().map(sketch).collect();
        let known = Known { lexicon: Lexicon::default(), model };
        group(&sketches, &known, settings, &|at| Ok(articles[at].clone())).unwrap()
    }

    fn places(articles: &[Article], model: Model) -> Vec<Place> {
        placed(articles, model, &Dedup::default())
    }

    #[test]
    fn what_texts_mean_is_evidence_for_and_against() {
        let articles: Vec<Article> =
            (0..STORIES).flat_map(|at| [told(at, 0), told(at, 1)]).collect();
        let linked = |places: &[Place]| places.iter().filter(|place| place.link.is_some()).count();
        let score = |places: &[Place]| -> f64 {
            places.iter().filter_map(|place| Some(place.link.as_ref()?.score)).sum()
        };
        // Two figures in common are not enough for who wants to be surer than by default.
        let sure = Dedup { translation_score: 0.75, ..Dedup::default() };
        let without = placed(&articles, Model::default(), &sure);
        let with = placed(&articles, model(), &sure);
        assert!(linked(&with) > linked(&without), "{without:?} {with:?}");
        assert!(score(&with) > score(&without) + 1.0, "{without:?} {with:?}");
        for (at, place) in with.iter().enumerate() {
            assert_eq!(place.leader / 2, at / 2, "{with:?}");
            if let Some(link) = &place.link {
                assert!(link.evidence.contains("meaning alike by "), "{}", link.evidence);
            }
        }
        // The same figures in texts of other words: the model speaks against.
        let strange: Vec<Article> = articles
            .iter()
            .enumerate()
            .map(|(at, article)| {
                if at % 2 == 0 { article.clone() } else { told_with_words_of(at / 2, at / 2 + 12) }
            })
            .collect();
        let (without, with) = (places(&strange, Model::default()), places(&strange, model()));
        assert!(linked(&with) < linked(&without).max(1), "{without:?} {with:?}");
    }

    /// The figures of a story among the words of another.
    fn told_with_words_of(story: usize, other: usize) -> Article {
        let figures = told(story, 1);
        let words = told(other, 1);
        let mut words = words.text.split(' ').filter(|word| !word.starts_with(char::is_numeric));
        let text: Vec<&str> =
            figures
                .text
                .split(' ')
                .map(|part| {
                    if part.starts_with(char::is_numeric) {
                        part
                    } else {
                        words.next().unwrap_or("")
                    }
                })
                .collect();
        article(&text.join(" "), "de")
    }

    #[test]
    fn the_order_of_documents_and_threads_change_nothing() {
        let articles: Vec<Article> = (0..12).flat_map(|at| [told(at, 0), told(at, 1)]).collect();
        let backward: Vec<Article> = articles.iter().rev().cloned().collect();
        let count = articles.len();
        let first = places(&articles, model());
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let second = one.install(|| places(&backward, model()));
        for (at, place) in first.iter().enumerate() {
            let again = &second[count - 1 - at];
            assert_eq!(place.leader, count - 1 - again.leader);
            assert_eq!(
                place.link.as_ref().map(|link| (&link.evidence, link.score.to_bits())),
                again.link.as_ref().map(|link| (&link.evidence, link.score.to_bits()))
            );
        }
    }

    #[test]
    fn a_model_is_read_from_a_folder_and_a_broken_one_is_told() {
        let work = Workdir::new().raw("a.txt", TEXT).config("[dedup]\nembed = \"model\"\n");
        fs::create_dir(work.path("model")).unwrap();
        work.write("model/tokenizer.json", tokenizer());
        work.write("model/config.json", "{\"normalize\": true}");
        fs::write(work.path("model/model.safetensors"), weights()).unwrap();
        assert_eq!(work.run([]).code, 0);
        fs::write(work.path("model/model.safetensors"), b"no tensors").unwrap();
        let said = work.run([]);
        assert_eq!(said.code, 2, "{}", said.stderr);
        assert!(said.stderr.contains("safetensors"), "{}", said.stderr);
        assert!(said.stderr.contains("see dedup.embed"), "{}", said.stderr);
        let mut cut = weights();
        cut.truncate(cut.len() - 9);
        fs::write(work.path("model/model.safetensors"), cut).unwrap();
        assert_eq!(work.run([]).code, 2);
    }
}
