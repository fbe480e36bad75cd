//! What the tests share: a folder to work in, the real binary, the corpus.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use phin::article::{Article, Passage};
use phin::text::lines;
use tempfile::TempDir;

/// An empty folder, gone when the test ends, in which the real binary runs.
pub(crate) struct Workdir {
    folder: TempDir,
}

/// What a run of the binary said.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code; that of a shell, 128 and the signal, where a signal ended it.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Workdir {
    pub(crate) fn new() -> Workdir {
        Workdir { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a file below `raw/`.
    pub(crate) fn raw(self, name: &str, text: impl AsRef<[u8]>) -> Workdir {
        self.write(&format!("raw/{name}"), text);
        self
    }

    /// Writes `config.toml`.
    pub(crate) fn config(self, text: &str) -> Workdir {
        self.write("config.toml", text);
        self
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The binary with these arguments, in this folder, not yet started.
    pub(crate) fn command<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phin"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("SOURCE_DATE_EPOCH");
        command
    }

    /// Runs the binary with these arguments, in this folder.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Output {
        said(self.command(arguments).output().unwrap())
    }

    /// The text of a file.
    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file of an output folder with its bytes, in order of names; what is hidden is left out.
    pub(crate) fn results(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }
}

/// What a process said, and how it ended.
pub(crate) fn said(output: std::process::Output) -> Output {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    Output {
        code: output.status.code().unwrap_or_else(|| 128 + signal.unwrap_or(0)),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder, in order of paths.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(files_below(&entry));
        } else {
            files.push(entry);
        }
    }
    files.sort();
    files
}

/// An article of a language whose paragraphs are the lines of a text that are not empty.
pub(crate) fn article(text: &str, language: &str) -> Article {
    let full = lines(text).filter(|line| !line.of(text).trim().is_empty());
    Article {
        paragraphs: full.map(|span| Passage { spans: vec![span] }).collect(),
        text: text.to_owned(),
        language: Some(language.to_owned()),
        ..Article::default()
    }
}
