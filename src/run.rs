//! A run on one screen: clean each, group all, write in order.

/// What happens during a run, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A stage begins with so many steps: `cleaning`, `grouping`, `writing`.
    Stage(&'static str, usize),
    /// One step of the stage is done, on this file.
    Step(&'a str),
}
