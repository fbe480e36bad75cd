//! `phin explain`: every line of a document with its fate, every field with its evidence.

use std::io::Write;
use std::path::{Path, PathBuf};

use phin::article::{Article, Sourced};
use phin::clean::Cleaner;
use phin::config::Config;
use phin::error::{Error, Result};
use phin::run::{self, Each, Earlier, Watch, file_below};
use phin::source::{self, Listing, Place, Raw, Source};
use phin::store::Store;
use serde_json::{Value, json};

use super::pieces::{Fate, Piece, by_line, pieces};
use super::terminal::shown;
use super::{ATTENTION, Explain, FINE, Outcome};

pub(super) fn explain(args: &Explain, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(None)?;
    let cleaner = Cleaner::new(&config)?;
    let mut code = FINE;
    for file in &args.files {
        let source = find(&config, file)?;
        match source::read(&source, &config) {
            Ok(raw) => {
                let article = cleaner.clean_knowing(&raw, &learned(&config, &cleaner, &raw)?);
                let pieces = pieces(&article).map_err(|what| {
                    Error::Bug(format!("{}: a bug in phin: {what}", source.file))
                })?;
                let lines = by_line(&article.text, &pieces);
                if args.json {
                    writeln!(out, "{}", object(&source.file, &article, &lines))?;
                } else {
                    print(&source.file, &article, &lines, out)?;
                }
            }
            Err(problem) => {
                code = ATTENTION;
                if args.json {
                    writeln!(out, "{}", json!({ "file": source.file, "problem": problem }))?;
                } else {
                    let line = format!(
                        "{}: {}: {}; {}",
                        problem.file, problem.code, problem.message, problem.advice
                    );
                    writeln!(out, "{}", shown(&line))?;
                }
            }
        }
    }
    Ok(code)
}

/// The blocks of a document that its folder shows to be boilerplate, where the configuration asks for them.
fn learned(config: &Config, cleaner: &Cleaner, raw: &Raw) -> Result<Vec<usize>> {
    if !config.clean.learn {
        return Ok(Vec::new());
    }
    let place = std::env::temp_dir();
    let folder = tempfile::tempdir().map_err(|error| Error::output(&place, &error))?;
    let store = Store::open(folder.path())?;
    let earlier = Earlier::Ignored;
    let each = Each { config, cleaner, store: &store, earlier, watch: &Watch::NOBODY };
    let listing = run::open(source::list(&config.input)?, config, folder.path(), each.watch)?;
    Ok(run::reading(&each, &listing, raw)?.blocks)
}

/// The document by its path, or by its name below the input folder; a record by its number behind that.
fn find(config: &Config, file: &Path) -> Result<Source> {
    let shown = file.display();
    if let Some(path) = place(config, file) {
        let mut found = opened(config, &path)?;
        return match (found.pop(), found.len() + 1) {
            (Some(source), 1) if matches!(source.place, Place::File(_)) => Ok(source),
            (Some(_), count) => Err(Error::Usage(format!(
                "{shown}: holds {count} documents; name one by its number, as in {shown}#1"
            ))),
            (None, _) => Err(Error::Usage(format!(
                "{shown}: holds no document that can be read; phin check tells why"
            ))),
        };
    }
    let name = file.to_string_lossy();
    let number = name.rsplit_once('#');
    let path = number.and_then(|(path, _)| place(config, Path::new(path)));
    let (Some((_, number)), Some(path)) = (number, path) else {
        let folder = config.input.folder.display();
        return Err(Error::Usage(format!("{shown}: no such file, neither here nor in {folder}")));
    };
    let wanted = format!("{}#{number}", file_below(&config.input.folder, &path));
    let found = opened(config, &path)?.into_iter().find(|source| source.file == wanted);
    found.ok_or_else(|| {
        Error::Usage(format!("{shown}: there is no document of that number; phin check tells why"))
    })
}

/// A file that is there, or in the input folder.
fn place(config: &Config, file: &Path) -> Option<PathBuf> {
    let below = config.input.folder.join(file);
    [file.to_owned(), below].into_iter().find(|path| path.is_file())
}

/// The documents of a file.
fn opened(config: &Config, path: &Path) -> Result<Vec<Source>> {
    let file = file_below(&config.input.folder, path);
    let sources = vec![Source::file(file, path.to_owned())];
    let listing = Listing { sources, ..Listing::default() };
    Ok(run::open(listing, config, &std::env::temp_dir(), &Watch::NOBODY)?.sources)
}

fn print(
    file: &str,
    article: &Article,
    lines: &[(usize, Piece<'_>)],
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let language = article.language.as_deref().unwrap_or("language unknown");
    writeln!(out, "{} ({})", shown(file), shown(language))?;
    for (name, sourced) in fields(article) {
        writeln!(out, "  {name:<10} {}  [{}]", shown(&sourced.value), shown(&sourced.evidence))?;
    }
    let index = article.line_index();
    for (claim, why_not) in article.claims.iter().zip(&article.unused) {
        if let Some(why_not) = why_not {
            let words = claim.evidence.words(&article.text, &index);
            let (value, words) = (shown(&claim.value), shown(&words));
            writeln!(out, "  {:<10} {value}  [{words}] not used: {why_not}", claim.field.name())?;
        }
    }
    if !article.warnings.is_empty() {
        writeln!(out, "  {:<10} {}", "warnings", shown(&article.warnings.join(", ")))?;
    }
    for (number, piece) in lines {
        let fate = match piece.fate {
            Fate::Title => "= title".to_owned(),
            Fate::Kept => "  kept".to_owned(),
            Fate::Caption => "= caption".to_owned(),
            Fate::Removed(entry) => format!("- {} by {}", entry.label.name(), entry.rule),
        };
        let words = shown(piece.span.of(&article.text));
        writeln!(out, "{number:>5} {:<36} | {words}", shown(&fate))?;
    }
    writeln!(out)
}

fn fields(article: &Article) -> Vec<(&'static str, &Sourced)> {
    let mut fields = Vec::new();
    let single = [
        ("title", &article.title),
        ("published", &article.published),
        ("updated", &article.updated),
        ("publisher", &article.publisher),
        ("url", &article.url),
        ("agency", &article.agency),
        ("section", &article.section),
    ];
    fields.extend(single.iter().filter_map(|(name, field)| Some((*name, field.as_ref()?))));
    fields.extend(article.authors.iter().map(|author| ("author", author)));
    fields.extend(article.tags.iter().map(|tag| ("tags", tag)));
    fields
}

fn object(file: &str, article: &Article, lines: &[(usize, Piece<'_>)]) -> Value {
    let fields: Vec<Value> = fields(article)
        .into_iter()
        .map(|(name, Sourced { value, evidence })| {
            json!({ "field": name, "value": value, "evidence": evidence })
        })
        .collect();
    let lines: Vec<Value> = lines
        .iter()
        .map(|(number, piece)| {
            let (fate, kind, rule) = match piece.fate {
                Fate::Title => ("title", None, None),
                Fate::Kept => ("kept", None, None),
                Fate::Caption => ("caption", None, None),
                Fate::Removed(entry) => {
                    ("removed", Some(entry.label.name()), Some(entry.rule.as_ref()))
                }
            };
            json!({
                "line": number, "start": piece.span.start, "end": piece.span.end,
                "fate": fate, "kind": kind, "rule": rule, "text": piece.span.of(&article.text),
            })
        })
        .collect();
    json!({
        "file": file, "language": article.language, "warnings": article.warnings,
        "fields": fields, "claims": article.claims, "why_not": article.unused, "lines": lines,
    })
}
