//! Which files are read, and what is said of the others?

use phin::error::Error;
use phin::source::{self, Form};

use super::{Folder, code, read};

#[test]
fn files_come_in_order_of_their_names_from_any_depth() {
    let folder = Folder::new().with("b.txt", "b").with("a/z.html", "z").with("a.md", "a");
    assert_eq!(folder.names(), ["a.md", "a/z.html", "b.txt"]);
}

#[test]
fn hidden_files_and_side_files_are_left_out_and_other_kinds_are_counted() {
    let folder = Folder::new()
        .with("a.txt", "a")
        .with(".hidden.txt", "h")
        .with(".git/b.txt", "b")
        .with("a.txt.meta.json", "{}")
        .with("photo.png", "p")
        .with("no-extension", "n");
    assert_eq!(folder.names(), ["a.txt"]);
    assert_eq!(folder.list().skipped, 2);
}

#[test]
fn an_ignore_file_of_git_hides_nothing() {
    let folder = Folder::new().with(".gitignore", "*.txt").with("a.txt", "a");
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn globs_choose_and_the_rest_is_counted() {
    let folder =
        Folder::new().with("2024/a.txt", "a").with("2025/b.txt", "b").with("2025/c.md", "c");
    let mut config = folder.config();
    config.input.include = vec!["2025/*".to_owned()];
    config.input.exclude = vec!["**/*.md".to_owned()];
    let listing = source::list(&config.input).unwrap();
    assert_eq!(listing.sources.len(), 1);
    assert_eq!(listing.sources[0].file, "2025/b.txt");
    assert_eq!(listing.skipped, 2);
}

#[test]
fn a_glob_that_is_none_names_its_key() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.input.exclude = vec!["a[".to_owned()];
    let Err(Error::Usage(message)) = source::list(&config.input) else { panic!("no error") };
    assert!(message.starts_with("input.exclude: "), "{message}");
}

#[test]
fn an_empty_folder_is_fine_and_a_missing_one_is_told_with_what_to_do() {
    let folder = Folder::new();
    assert!(folder.names().is_empty());
    let mut config = folder.config();
    config.input.folder = folder.path().join("none");
    let Err(Error::Usage(message)) = source::list(&config.input) else { panic!("no error") };
    assert!(message.contains("no such folder; make it"), "{message}");
    let file = Folder::new().with("a.txt", "a");
    config.input.folder = file.path().join("a.txt");
    let Err(Error::Usage(message)) = source::list(&config.input) else { panic!("no error") };
    assert!(message.contains("is a file"), "{message}");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::{Folder, source};

    #[test]
    fn links_are_skipped_and_followed_only_inside_of_the_folder() {
        let elsewhere = Folder::new().with("secret.txt", "s");
        let folder = Folder::new().with("real/a.txt", "a");
        symlink(elsewhere.path().join("secret.txt"), folder.path().join("out.txt")).unwrap();
        symlink(elsewhere.path(), folder.path().join("outer")).unwrap();
        symlink(folder.path().join("real/a.txt"), folder.path().join("in.txt")).unwrap();
        symlink(folder.path(), folder.path().join("loop")).unwrap();
        symlink("/nonexistent", folder.path().join("dangling.txt")).unwrap();
        let listing = folder.list();
        assert_eq!((folder.names(), listing.skipped), (vec!["real/a.txt".to_owned()], 5));
        assert!(listing.problems.is_empty());

        let mut config = folder.config();
        config.input.follow_links = true;
        let listing = source::list(&config.input).unwrap();
        let files: Vec<_> = listing.sources.iter().map(|source| source.file.as_str()).collect();
        assert_eq!(files, ["in.txt", "real/a.txt"]);
        let problems: Vec<_> =
            listing.problems.iter().map(|it| (it.file.as_str(), it.code.as_str())).collect();
        let expected = [("dangling.txt", "IN-READ"), ("out.txt", "IN-LINK"), ("outer", "IN-LINK")];
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_socket_is_skipped_without_waiting() {
        let folder = Folder::new();
        let _socket = UnixListener::bind(folder.path().join("socket.html")).unwrap();
        let listing = folder.list();
        assert_eq!((listing.sources.len(), listing.skipped), (0, 1));
    }

    #[test]
    fn names_that_are_no_utf8_are_shown_escaped_and_stay_apart() {
        let folder = Folder::new().with("bad\\xff.txt", "one");
        let odd = folder.path().join(OsStr::from_bytes(b"bad\xff.txt"));
        std::fs::write(odd, "two").unwrap();
        let listing = folder.list();
        let files: Vec<_> = listing.sources.iter().map(|source| source.file.as_str()).collect();
        assert_eq!(files, ["bad\\\\xff.txt", "bad\\xff.txt"]);
        let raw = source::read(&listing.sources[1], &folder.config()).unwrap();
        assert_eq!(raw.text, "two");
    }

    #[test]
    fn a_name_cannot_steer_a_terminal() {
        let folder = Folder::new().with("a\u{1b}[31m\n\u{202e}b.txt", "a");
        assert_eq!(folder.names(), ["a\\u{1b}[31m\\u{a}\\u{202e}b.txt"]);
    }
}

#[test]
fn a_file_without_a_visible_letter_is_empty() {
    for bytes in ["", " \n\t\n", "\u{feff}", "\u{200b}\u{200d}\n\u{ad}", "\0\0"] {
        assert_eq!(code("a.txt", bytes), if bytes == "\0\0" { "IN-BINARY" } else { "IN-EMPTY" });
    }
}

#[test]
fn a_file_over_the_limit_is_a_problem() {
    let folder = Folder::new().with("a.txt", "0123456789").with("b.txt", "01234567");
    let mut config = folder.config();
    config.limits.file = 8;
    let listing = folder.list();
    let problem = source::read(&listing.sources[0], &config).unwrap_err();
    assert_eq!(problem.code, "LIM-FILE");
    assert!(problem.message.contains("10 bytes"), "{problem:?}");
    assert_eq!(source::read(&listing.sources[1], &config).unwrap().text, "01234567");
}

#[test]
fn a_file_that_vanished_has_changed() {
    let folder = Folder::new();
    assert_eq!(folder.read("gone.txt").unwrap_err().code, "IN-CHANGED");
}

#[test]
fn what_is_no_text_is_named_by_its_bytes() {
    let cases: [(&[u8], &str); 4] = [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"a\x00b\x01c\x02\x03d\x04e\x00\x00\x00\x00", "binary data"),
    ];
    for (bytes, kind) in cases {
        let problem = read("a.html", bytes).unwrap_err();
        assert_eq!(problem.code, "IN-BINARY");
        assert!(problem.message.contains(kind), "{problem:?}");
    }
}

#[test]
fn the_bytes_say_whether_a_file_is_html() {
    let form = |name: &str, text: &str| read(name, text).unwrap().form;
    assert_eq!(form("a.txt", "<!DOCTYPE html><p>Text"), Form::Html);
    assert_eq!(form("a.txt", "<?xml version='1.0'?>\n<!-- saved -->\n<HTML lang=de>"), Form::Html);
    assert_eq!(form("a.txt", "<htmlish> is no element"), Form::Plain);
    assert_eq!(form("a.html", "Only words, 3 < 4"), Form::Plain);
    assert_eq!(form("a.htm", "<p>Text"), Form::Html);
    assert_eq!(form("a.md", "# Title"), Form::Markdown);
    assert_eq!(form("a.text", "Title"), Form::Plain);
}

#[test]
fn the_hash_is_blake3_of_the_bytes() {
    let raw = read("a.txt", "abc").unwrap();
    assert_eq!(raw.hash, "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
    assert_eq!(raw.file, "a.txt");
    assert!(raw.modified.is_some());
}
