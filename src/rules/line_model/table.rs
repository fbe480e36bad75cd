//! The trees as they were learned: a line a tree, read once.

use std::sync::LazyLock;

use super::REACH;
use super::signs::{Rows, Sign};

/// What the table says.
#[derive(Clone, Debug, Default)]
pub struct Table {
    nodes: Vec<Node>,
    /// The first node of each tree.
    roots: Vec<usize>,
    /// What speaks for the article at every block, beside what the trees say.
    bias: i64,
    /// What a change between article and surroundings costs.
    pub(super) change: i64,
    /// Blocks of a page below which there is no room for a whole site around an article: what is around it is little, and
    /// what the other rules know.
    pub(in crate::rules) least_page: usize,
    /// Blocks outside of the article from which the surroundings are a site's; fewer are as likely an article's own.
    pub(super) least_outside: usize,
}

/// A question of a tree, or its answer.
#[derive(Clone, Copy, Debug)]
enum Node {
    /// Whether the number in a column is `most` or less: the next node then, else the one at `other`.
    Ask { column: usize, most: i16, other: usize },
    /// How much speaks for the article, in thousandths of the logarithm of the odds.
    Say(i64),
}

/// The table; a line that is none counts for nothing here, and a test names it.
pub(in crate::rules) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("trees.tsv")));

/// The table of the headline: what speaks for each line to be it.
pub(in crate::rules) static HEADLINE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("headline.tsv")));

impl Table {
    /// The trees in a text as `tools/line_model.py` writes it.
    pub fn read(text: &str) -> Table {
        let mut table = Table::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, rest) = line.split_once('\t').unwrap_or_default();
            match name {
                "bias" => table.bias = rest.parse().unwrap_or_default(),
                "change" => table.change = rest.parse().unwrap_or_default(),
                "least_page" => table.least_page = rest.parse().unwrap_or_default(),
                "least_outside" => table.least_outside = rest.parse().unwrap_or_default(),
                "tree" => table.plant(rest),
                _ => {}
            }
        }
        table
    }

    /// Adds a tree, whose nodes stand in the order in which they are met, what is asked after a yes first; one that is not
    /// whole is left out.
    fn plant(&mut self, text: &str) {
        let start = self.nodes.len();
        // Questions whose answer to a no is not met yet.
        let mut open: Vec<usize> = Vec::new();
        let mut is_whole = false;
        for word in text.split_whitespace() {
            if is_whole {
                break;
            }
            let Some(node) = Node::read(word) else { return self.nodes.truncate(start) };
            let at = self.nodes.len();
            self.nodes.push(node);
            if let Node::Ask { .. } = node {
                open.push(at);
                continue;
            }
            match open.pop().and_then(|asked| self.nodes.get_mut(asked)) {
                Some(Node::Ask { other, .. }) => *other = at + 1,
                _ => is_whole = true,
            }
        }
        if is_whole {
            self.roots.push(start);
        } else {
            self.nodes.truncate(start);
        }
    }

    /// How much speaks at a block for what the trees look for, in thousandths of the logarithm of the odds.
    pub(in crate::rules) fn says(&self, rows: &Rows, at: usize) -> i64 {
        self.bias + self.roots.iter().map(|root| self.answer(*root, rows, at)).sum::<i64>()
    }

    fn answer(&self, root: usize, rows: &Rows, at: usize) -> i64 {
        let mut node = root;
        // A question leads to later nodes only, so that this ends.
        loop {
            match self.nodes.get(node) {
                Some(Node::Ask { column, most, other }) => {
                    node = if rows.value(at, *column) <= *most { node + 1 } else { *other };
                }
                Some(Node::Say(said)) => return *said,
                None => return 0,
            }
        }
    }
}

impl Node {
    /// Reads `weight+1<=12`, a question to the block behind, or `-250`.
    fn read(word: &str) -> Option<Node> {
        let Some((asked, most)) = word.split_once("<=") else {
            return word.parse().ok().map(Node::Say);
        };
        let sign = asked.find(['+', '-']).unwrap_or(asked.len());
        let (name, place) = asked.split_at_checked(sign)?;
        let place: isize = if place.is_empty() { 0 } else { place.parse().ok()? };
        let place = REACH.checked_add_signed(place).filter(|place| *place <= 2 * REACH)?;
        let sign = Sign::ALL.iter().position(|(_, known, _)| *known == name)?;
        let column = place * Sign::ALL.len() + sign;
        Some(Node::Ask { column, most: most.parse().ok()?, other: usize::MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_of_the_table_is_whole() {
        let text = include_str!("trees.tsv");
        let trees = text.lines().filter(|line| line.starts_with("tree\t")).count();
        assert!(trees > 0);
        assert_eq!(TABLE.roots.len(), trees);
    }

    #[test]
    fn a_tree_that_is_not_whole_is_left_out() {
        let table = Table::read(
            "tree\tweight<=3 1\ntree\tno_sign<=3 1 2\ntree\tweight+9<=3 1 2\ntree\t7\n",
        );
        assert_eq!((table.roots, table.nodes.len()), (vec![0], 1));
    }

    #[test]
    fn a_question_goes_to_its_first_answer_after_a_yes() {
        let table = Table::read("tree\tweight-1<=3 gap<=0 1 2 3\n");
        let found: Vec<_> = table
            .nodes
            .iter()
            .filter_map(|node| if let Node::Ask { other, .. } = node { Some(*other) } else { None })
            .collect();
        assert_eq!(found, [4, 3]);
    }
}
