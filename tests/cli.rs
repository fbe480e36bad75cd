//! Does the real binary keep its word: exit codes, messages, reruns, broken input?

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use phin::config::Config;
use phin::error::Error;
use phin::run::{Earlier, Event, Watch, run};
use phin::store::lock::Lock;

use crate::support::{Workdir, files_below, said};

/// Two invented articles that tell nothing of each other.
const BRIDGE: &str = "\
The bridge over the Lenta is open again

Share this article
After two years of work the old bridge over the river Lenta was opened to traffic on Monday morning, the city said.

About 300 people came to watch the first tram cross it. The work took eight months longer than planned, because the \
builders found the remains of a mill under the third pillar.
";
const HARVEST: &str = "\
Orchards of the valley expect a late harvest

The growers of the upper valley expect to pick their apples three weeks later than last year. A cold spring held back \
the blossom, the growers' union said in its yearly report.

Prices should stay where they are, since stocks are still high.
";

fn two_articles() -> Workdir {
    Workdir::new().raw("a.txt", BRIDGE).raw("sub/b.txt", HARVEST)
}

#[test]
fn a_run_without_arguments_reads_raw_and_writes_cleaned() {
    let work = two_articles();
    let said = work.run([]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{}", said.stdout);
    assert!(
        said.stdout.starts_with("2 inputs in raw\n       2 articles    in 2 stories\n"),
        "{}",
        said.stdout
    );
    let articles = work.file("cleaned/articles.csv");
    assert!(articles.contains("The bridge over the Lenta is open again"));
    assert!(articles.contains("sub/b.txt"));
    assert_eq!(work.run(["run"]).stdout, said.stdout);
}

#[test]
fn with_json_the_summary_is_one_object() {
    let work = two_articles().raw("empty.txt", "");
    let said = work.run(["--json"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.stdout.lines().count(), 1);
    let summary: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    for (key, count) in
        [("inputs", 3), ("articles", 2), ("duplicates", 0), ("problems", 1), ("skipped", 0)]
    {
        assert_eq!(summary[key], count, "{key}");
    }
    assert_eq!(summary["problems_by_code"]["IN-EMPTY"]["first"], "empty.txt");
    assert_eq!(
        summary,
        serde_json::from_str::<serde_json::Value>(&work.file("cleaned/summary.json")).unwrap()
    );
}

#[test]
fn quiet_says_nothing_and_verbose_says_every_problem() {
    let work = two_articles().raw("empty.txt", "");
    let quiet = work.run(["-q"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (1, "", ""));
    let verbose = work.run(["-v"]);
    assert!(verbose.stderr.starts_with("phin: empty.txt: IN-EMPTY: "), "{}", verbose.stderr);
    assert_eq!(verbose.stderr.lines().count(), 1);
}

#[test]
fn broken_files_are_problems_and_change_nothing_for_the_others() {
    let clean = two_articles();
    assert_eq!(clean.run([]).code, 0);
    let broken = two_articles()
        .raw("0-empty.txt", "")
        .raw("1-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
        .raw("2-blank.txt", " \n\t\n");
    let said = broken.run([]);
    assert_eq!(said.code, 1, "{}", said.stdout);
    let rows = |work: &Workdir| work.file("cleaned/articles.json");
    assert_eq!(rows(&broken), rows(&clean));
    assert_eq!(broken.file("cleaned/problems.csv").lines().count(), 4);
}

#[test]
fn a_missing_input_folder_is_wrong_usage() {
    let work = Workdir::new();
    let said = work.run([]);
    assert_eq!(said.code, 2);
    let message =
        "phin: raw: no such folder; name the folder of scraped articles, as in phin raw\n";
    assert_eq!(said.stderr, message);
    assert!(!work.path("cleaned").exists());
    work.write("notes.txt", "x");
    let message =
        "phin: notes.txt: not a folder; name the folder of scraped articles, as in phin raw\n";
    assert_eq!(work.run(["notes.txt"]).stderr, message);
}

#[test]
fn a_mistyped_command_is_told_from_a_folder() {
    let said = two_articles().run(["chekc"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.stderr,
        "phin: chekc: no such folder, nor a command; did you mean phin check?\n"
    );
}

#[test]
fn an_empty_input_folder_is_no_error_and_says_what_was_looked_for() {
    let work = Workdir::new();
    fs::create_dir(work.path("raw")).unwrap();
    let said = work.run([]);
    assert_eq!(said.code, 0);
    assert!(said.stdout.contains("no file matched; input.include is **/*\n"), "{}", said.stdout);
}

#[test]
fn output_inside_the_input_is_refused() {
    let work = two_articles();
    for out in ["raw", "raw/cleaned", "./raw/../raw/x/y", "."] {
        let input = if out == "." { "." } else { "raw" };
        let said = work.run([input, "--out", out]);
        assert_eq!(said.code, 2, "{out}");
        let message = format!(
            "phin: {out}: the output would be written into the input folder {input}; choose a folder outside of it \
             with --out\n"
        );
        assert_eq!(said.stderr, message);
    }
    assert_eq!(work.run(["raw/sub", "--out", "sub"]).code, 0);
}

#[test]
fn a_wrong_key_is_named_on_one_line_and_nothing_is_read() {
    let work = two_articles().config("[output]\nfromats = [\"csv\"]\n");
    let said = work.run([]);
    assert_eq!(said.code, 2);
    let message =
        "phin: config.toml:2:1: unknown key output.fromats; did you mean output.formats?\n";
    assert_eq!(said.stderr, message);
    assert!(!work.path("cleaned").exists());
    let said = two_articles().run(["--set", "output.fromats=csv"]);
    assert_eq!(
        said.stderr,
        "phin: --set: unknown key output.fromats; did you mean output.formats?\n"
    );
    assert_eq!(
        two_articles().run(["--format", "cvs"]).stderr,
        "phin: --format: unknown format cvs; did you mean csv?\n"
    );
    let said = two_articles().run(["--threads", "many"]);
    assert_eq!(
        said.stderr,
        "phin: --threads: limits.threads is a whole number from 0 on, not \"many\"\n"
    );
    assert_eq!(two_articles().run(["--no-such-flag"]).code, 2);
}

#[test]
fn a_configuration_that_is_named_has_to_be_there() {
    let said = two_articles().run(["--config", "none.toml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.stderr.starts_with("phin: none.toml: cannot read the configuration: "),
        "{}",
        said.stderr
    );
}

#[test]
fn flags_and_set_stand_for_keys() {
    let work = two_articles().config("[output]\nformats = [\"csv\"]\nreport = true\n");
    let said = work.run([
        "raw",
        "--out",
        "clean",
        "--format",
        "json,jsonl",
        "--set",
        "output.report=false",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let names: Vec<String> = work.results("clean").into_iter().map(|(name, _)| name).collect();
    assert!(
        names.contains(&"articles.jsonl".to_owned()) && names.contains(&"articles.json".to_owned()),
        "{names:?}"
    );
    assert!(
        !names.contains(&"articles.csv".to_owned()) && !names.contains(&"report.html".to_owned()),
        "{names:?}"
    );
}

#[test]
fn an_output_folder_that_is_a_file_ends_the_run_with_3() {
    let work = two_articles();
    work.write("cleaned", "mine");
    let said = work.run([]);
    assert_eq!(said.code, 3);
    assert!(said.stderr.starts_with("phin: cleaned: "), "{}", said.stderr);
    assert_eq!((said.stderr.lines().count(), work.file("cleaned").as_str()), (1, "mine"));
}

#[test]
fn a_second_run_is_told_who_holds_the_folder() {
    let work = two_articles();
    let lock = Lock::take(&work.path("cleaned")).unwrap();
    let said = work.run([]);
    assert_eq!(said.code, 4);
    let pid = std::process::id();
    assert_eq!(
        said.stderr,
        format!(
            "phin: cleaned: process {pid} is writing here; wait for it, or choose another folder with --out\n"
        )
    );
    drop(lock);
    assert_eq!(work.run([]).code, 0);
}

#[test]
fn the_same_input_gives_the_same_bytes_again_fresh_and_on_any_number_of_threads() {
    let work = two_articles().raw("c.txt", BRIDGE).raw("d.html", format!("<p>{HARVEST}</p>"));
    work.run(["--threads", "1"]);
    let first = work.results("cleaned");
    assert!(first.len() > 5);
    for arguments in [["--threads", "8"], ["--threads", "1"], ["--fresh", "-q"], ["--out", "other"]]
    {
        work.run(arguments);
        let folder = if arguments[0] == "--out" { "other" } else { "cleaned" };
        assert_eq!(work.results(folder), first, "{arguments:?}");
    }
}

#[test]
fn a_rerun_cleans_what_changed_and_forgets_what_is_gone() {
    let work = two_articles();
    work.run([]);
    let entries = |work: &Workdir| files_below(&work.path("cleaned/.store")).len();
    assert_eq!(entries(&work), 4); // two articles, the index, .gitignore
    work.write("raw/c.txt", HARVEST.replace("apples", "pears"));
    work.run([]);
    assert_eq!(entries(&work), 5);
    fs::remove_file(work.path("raw/a.txt")).unwrap();
    work.run([]);
    assert_eq!(entries(&work), 4);
    assert!(!work.file("cleaned/articles.csv").contains("Lenta"));
}

#[test]
fn a_damaged_store_heals() {
    let work = two_articles();
    work.run([]);
    let first = work.results("cleaned");
    for path in files_below(&work.path("cleaned/.store")) {
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    work.write("cleaned/.store/.tmpleftover", "half");
    assert_eq!(work.run([]).code, 0);
    assert_eq!(work.results("cleaned"), first);
    assert!(!work.path("cleaned/.store/.tmpleftover").exists());
}

#[test]
fn an_interrupted_run_leaves_the_old_outputs_and_the_next_goes_on() {
    let work = two_articles();
    work.run([]);
    let before = work.results("cleaned");
    for number in 0..20 {
        work.write(
            &format!("raw/new-{number}.txt"),
            HARVEST.replace("three", &format!("{number} or so")),
        );
    }
    let mut config = Config::default();
    config.input.folder = work.path("raw");
    config.output.folder = work.path("cleaned");
    let steps = AtomicUsize::new(0);
    let event = |event: Event<'_>| {
        steps.fetch_add(usize::from(matches!(event, Event::Step(_))), Ordering::Relaxed);
    };
    let watch = Watch { event: &event, stop: &|| steps.load(Ordering::Relaxed) >= 10 };
    assert!(matches!(run(&config, Earlier::Used, &watch), Err(Error::Interrupted)));
    assert_eq!(work.results("cleaned"), before);

    assert_eq!(work.run([]).code, 0);
    let resumed = work.results("cleaned");
    assert_eq!(work.run(["--out", "other"]).code, 0);
    assert_eq!(resumed, work.results("other"));
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_program_between_documents() {
    let work = Workdir::new();
    for number in 0..3000 {
        work.write(&format!("raw/{number}.txt"), format!("{BRIDGE}\nNumber {number} of many.\n"));
    }
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut command = work.command(["--threads", "1"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = work.path("cleaned/.store");
        let before = files_below(&out).len();
        while files_below(&out).len() < before + 3 {
            std::thread::yield_now();
        }
        let pid = child.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-s", signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        let said = said(child.wait_with_output().unwrap());
        assert_eq!(said.code, code, "{}", said.stdout);
        assert_eq!(said.stderr, "phin: interrupted: the same command goes on from here\n");
        assert!(!work.path("cleaned/articles.csv").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_that_closes_is_quiet() {
    let work = two_articles();
    for arguments in [["rules", "--json"], ["run", "--json"], ["explain", "raw/a.txt"]] {
        let mut child =
            work.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let said = said(child.wait_with_output().unwrap());
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn init_writes_the_commented_configuration_once() {
    let work = Workdir::new();
    assert_eq!(work.run(["init"]).code, 0);
    assert_eq!(work.file("config.toml"), phin::config::COMMENTED);
    work.write("config.toml", "# mine\n");
    let said = work.run(["init"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.stderr,
        "phin: config.toml: there is one already; move it away to start afresh\n"
    );
    assert_eq!(work.file("config.toml"), "# mine\n");
}

#[test]
fn check_says_what_a_run_would_read_and_writes_nothing() {
    let work = two_articles().raw("c.HTML", "<p>x</p>").raw("d.xyz", "x");
    let said = work.run(["check"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(
        said.stdout.contains("raw: 3 files to read: .html 1 · .txt 2\n1 left out"),
        "{}",
        said.stdout
    );
    assert!(!work.path("cleaned").exists());
    let object: serde_json::Value =
        serde_json::from_str(&work.run(["check", "--json"]).stdout).unwrap();
    assert_eq!((&object["files"], &object["endings"][".txt"]), (&3.into(), &2.into()));
    assert_eq!(work.run(["check", "--set", "limits.file=0"]).code, 2);
}

#[test]
fn explain_gives_every_line_its_fate() {
    let work = two_articles();
    for file in ["raw/a.txt", "a.txt"] {
        let said = work.run(["explain", file]);
        assert_eq!(said.code, 0, "{}", said.stderr);
        assert!(said.stdout.starts_with("a.txt (en)\n"), "{}", said.stdout);
        let fate =
            |words: &str| said.stdout.lines().find(|line| line.contains(words)).unwrap().to_owned();
        assert!(fate("| The bridge over").contains("= title"));
        assert!(fate("| Share this article").contains("- share_link by "));
        assert!(fate("| After two years").contains(" kept "));
    }
    let said = work.run(["explain", "--json", "a.txt"]);
    let object: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let lines = object["lines"].as_array().unwrap();
    assert_eq!(lines.iter().filter(|line| line["fate"] == "kept").count(), 2);
    assert!(lines.iter().any(|line| line["kind"] == "share_link" && line["line"] == 3));
    assert_eq!(object["fields"][0]["field"], "title");
    assert_eq!(work.run(["explain", "none.txt"]).code, 2);
}

#[test]
fn explain_shows_what_would_move_the_cursor() {
    let work = Workdir::new().raw(
        "a.txt",
        "A title to read\n\nIt says \u{202e}desrever and goes on for a while here.\n",
    );
    let said = work.run(["explain", "a.txt"]);
    assert!(said.stdout.contains(r"\u{202e}"), "{}", said.stdout);
    assert!(!said.stdout.contains('\u{202e}'));
}

#[test]
fn restore_gives_the_document_back_letter_for_letter() {
    let work = two_articles()
        .raw("c.txt", format!("\u{feff}{}\r\n\r\nLast words of it.", BRIDGE.replace('\n', "\r\n")));
    work.run(["--format", "jsonl"]);
    for (file, text) in [
        ("a.txt", BRIDGE.to_owned()),
        ("sub/b.txt", HARVEST.to_owned()),
        ("c.txt", format!("{BRIDGE}\n\nLast words of it.")),
    ] {
        let said = work.run(["restore", &phin::record::id(file)]);
        assert_eq!((said.code, said.stdout.as_str()), (0, text.as_str()), "{}", said.stderr);
        assert_eq!(work.run(["restore", file]).stdout, text);
    }
    let said = work.run(["restore", "n_000000000000"]);
    assert_eq!(said.code, 2);
    let message = "no such document; the column id of articles and duplicates has the names";
    assert_eq!(said.stderr, format!("phin: cleaned: n_000000000000: {message}\n"));
    assert_eq!(work.run(["restore", "a.txt", "--out", "none"]).code, 2);
}

#[test]
fn verify_holds_an_output_folder_to_its_summary() {
    for format in ["csv", "json", "jsonl"] {
        let work = two_articles().raw("c.txt", BRIDGE);
        work.run(["--format", format, "--set", "output.delimiter=;"]);
        let said = work.run(["verify"]);
        assert_eq!(said.code, 0, "{format}: {}{}", said.stdout, said.stderr);
        assert!(said.stdout.ends_with("references: all agree\n"), "{}", said.stdout);

        let name = format!("cleaned/articles.{format}");
        let text = work.file(&name);
        work.write(&name, text.replacen("Lenta", "Lento", 1));
        let said = work.run(["verify", "cleaned"]);
        assert_eq!(said.code, 1);
        let message = format!("articles.{format}: its bytes are not those that were written\n");
        assert!(said.stdout.starts_with(&message), "{}", said.stdout);
        fs::remove_file(work.path(&name)).unwrap();
        assert_eq!(work.run(["verify"]).code, 1);
    }
    assert_eq!(Workdir::new().run(["verify"]).code, 2);
}

#[test]
fn test_runs_the_blocks_and_the_examples_of_the_filters() {
    let block = |title: &str, lacks: &str| {
        format!(
            "[[test]]\nfile = \"a.txt\"\nexpect = {{ title = \"{title}\", language = \"en\" }}\n\
             contains = [\"the first tram\"]\nlacks = [\"{lacks}\"]\nstory_with = \"c.txt\"\n"
        )
    };
    let right = block("The bridge over the Lenta is open again", "Share this");
    let work = two_articles().raw("c.txt", BRIDGE).config(&right);
    let said = work.run(["test"]);
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (0, "ok   a.txt\n1 tests, 0 failed\n"),
        "{}",
        said.stderr
    );
    assert!(!work.path("cleaned").exists());

    work.write("config.toml", block("A bridge", "300 people").replace("c.txt", "sub/b.txt"));
    let said = work.run(["test"]);
    assert_eq!(said.code, 1);
    assert_eq!(
        said.stdout,
        "FAIL a.txt\n     title is \"The bridge over the Lenta is open again\", not \"A bridge\"\n     \
         the text contains \"300 people\"\n     sub/b.txt tells another story\n1 tests, 1 failed\n"
    );

    work.write(
        "config.toml",
        "[[filter]]\nname = \"x\"\nkind = \"y\"\nmatch = \"Share\"\nremoves = [\"Print\"]\n",
    );
    let said = work.run(["test"]);
    assert_eq!(said.code, 1);
    assert!(said.stdout.starts_with("FAIL filters\n     filter \"x\": "), "{}", said.stdout);
    let said = work.run([]);
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
}

#[test]
fn lists_have_a_line_each() {
    let work = Workdir::new();
    for (list, one) in
        [("rules", "navigation_menu"), ("columns", "published_evidence"), ("formats", "jsonl")]
    {
        let said = work.run([list]);
        assert_eq!(said.code, 0);
        assert!(said.stdout.lines().any(|line| line.starts_with(one)), "{}", said.stdout);
        let array: serde_json::Value =
            serde_json::from_str(&work.run([list, "--json"]).stdout).unwrap();
        assert_eq!(array.as_array().unwrap().len(), said.stdout.lines().count());
    }
    assert_eq!(work.run(["languages"]).code, 0);
    assert!(work.run(["completions", "bash"]).stdout.contains("phin"));
    assert!(work.run(["man"]).stdout.starts_with(".ie"), "{}", work.run(["man"]).stdout);
}
