//! `phin restore`: a document's text, put together again from what was kept of it and what was taken out.

use std::io::Write;

use phin::article::Article;
use phin::error::{Error, Result};
use phin::run::store_folder;
use phin::store::{Store, index};
use phin::text::Span;

use super::pieces::pieces;
use super::{FINE, Outcome, Restore};

pub(super) fn restore(args: &Restore, out: &mut dyn Write) -> Outcome {
    let config = args.settings.read(None)?;
    let folder = store_folder(&config.output.folder);
    let Some(entry) = index::find(&folder, &args.id)? else {
        let place = config.output.folder.display();
        let what = "no such document; the column id of articles and duplicates has the names";
        return Err(Error::Usage(format!("{place}: {}: {what}", args.id)).into());
    };
    let Some(article) = Store::open(&folder)?.get(&entry.key) else {
        let message = format!("what was kept of {} is gone; run phin again", entry.file);
        return Err(Error::Output { place: folder, message }.into());
    };
    out.write_all(text(&entry.file, &article)?.as_bytes())?;
    Ok(FINE)
}

/// The pieces in order, and the white space between them.
fn text(file: &str, article: &Article) -> Result<String> {
    let pieces = pieces(article)
        .map_err(|what| Error::Bug(format!("{file}: the pieces do not make the text: {what}")))?;
    let mut text = String::with_capacity(article.text.len());
    let mut end = 0;
    for piece in pieces {
        text.push_str(Span::new(end, piece.span.start).of(&article.text));
        text.push_str(piece.span.of(&article.text));
        end = piece.span.end;
    }
    text.push_str(Span::new(end, article.text.len()).of(&article.text));
    Ok(text)
}
