//! `phin verify`: do the files of an output folder agree with `summary.json`, and with each other?
use super::{FINE, Outcome, Verify};
use std::io::Write;
pub(super) fn verify(_args: &Verify, _out: &mut dyn Write) -> Outcome {
    Ok(FINE)
}
