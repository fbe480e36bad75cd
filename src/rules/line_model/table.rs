//! The trees as they were learned: a line a tree, read once.

use std::sync::LazyLock;

use super::REACH;
use super::signs::{Rows, Sign};

/// What the table says.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The questions, those of a column together, the least number first.
    questions: Vec<Question>,
    /// What the trees answer, tree by tree, the answer to a yes first.
    answers: Vec<i64>,
    /// The first answer of each tree.
    trees: Vec<usize>,
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

/// A question of a tree: whether the number in a column is `most` or less.
#[derive(Clone, Copy, Debug)]
struct Question {
    column: u16,
    most: i16,
    tree: u16,
    /// The answers of the tree that a no leaves over, a bit an answer.
    left: Answers,
}

/// A word of a tree: a question, or how much speaks for the article, in thousandths of the logarithm of the odds.
#[derive(Clone, Copy, Debug)]
enum Node {
    Ask { column: u16, most: i16 },
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
        table.questions.sort_by_key(|question| (question.column, question.most));
        table
    }

    /// Adds a tree, whose nodes stand in the order in which they are met, what is asked after a yes first; one that is not
    /// whole, or that has more answers than a number has bits, is left out.
    fn plant(&mut self, text: &str) {
        let Ok(tree) = u16::try_from(self.trees.len()) else { return };
        let mut answers = Vec::new();
        let mut questions: Vec<Question> = Vec::new();
        // Questions whose answer to a no is not met yet, with the first of their answers.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut is_whole = false;
        for word in text.split_whitespace() {
            if is_whole {
                break;
            }
            match Node::read(word) {
                None => return,
                Some(Node::Ask { column, most }) => {
                    open.push((questions.len(), answers.len()));
                    questions.push(Question { column, most, tree, left: Answers::MAX });
                }
                Some(Node::Say(said)) => {
                    answers.push(said);
                    match open.pop() {
                        Some((asked, first)) => {
                            if let Some(question) = questions.get_mut(asked) {
                                question.left = !(below(answers.len()) & !below(first));
                            }
                        }
                        None => is_whole = true,
                    }
                }
            }
        }
        if is_whole && answers.len() <= MOST_ANSWERS {
            self.trees.push(self.answers.len());
            self.answers.append(&mut answers);
            self.questions.append(&mut questions);
        }
    }

    /// How much speaks at each of these blocks for what the trees look for, in thousandths of the logarithm of the odds.
    ///
    /// No tree is walked: each question that is answered with no takes the answers behind its yes away from its tree, and
    /// the tree says the first that is left (Lucchese et al., "A fast algorithm to rank documents with additive ensembles of
    /// regression trees", 2015). No answer has to be foreseen for that, as it has when the way down a tree hangs on it.
    pub(in crate::rules) fn say(&self, rows: &Rows, blocks: &[usize]) -> Vec<i64> {
        let column = |one: &Question, other: &Question| one.column == other.column;
        let open = self.questions.chunk_by(column).collect();
        let asked = Asked { open, left: vec![Answers::MAX; self.trees.len()] };
        let mut said = Vec::with_capacity(blocks.len());
        self.say_of(rows, blocks, asked, &mut said);
        said
    }

    /// The same of some blocks in a row, of which `asked` is what all of them answered. Blocks that stand together are alike
    /// in most of their signs, so that each part of them answers many questions at once.
    fn say_of(&self, rows: &Rows, blocks: &[usize], mut asked: Asked<'_>, said: &mut Vec<i64>) {
        asked.ask(rows, blocks);
        if blocks.len() > 1 && !asked.open.is_empty() {
            for part in blocks.chunks(blocks.len().div_ceil(PARTS)) {
                self.say_of(rows, part, asked.clone(), said);
            }
            return;
        }
        let answer = |(left, first): (&Answers, &usize)| {
            self.answers.get(first + left.trailing_zeros() as usize).copied().unwrap_or_default()
        };
        let sum = self.bias + asked.left.iter().zip(&self.trees).map(answer).sum::<i64>();
        said.extend(blocks.iter().map(|_| sum));
    }
}

/// Parts of a row of blocks that are asked by themselves: with fewer the same blocks are looked at more often, with more
/// fewer of them answer at once.
const PARTS: usize = 8;

/// What blocks were asked so far.
#[derive(Clone)]
struct Asked<'a> {
    /// The questions that are yet to be asked, those of a column together.
    open: Vec<&'a [Question]>,
    /// Of each tree the answers that are left.
    left: Vec<Answers>,
}

impl Asked<'_> {
    /// Asks what all of these blocks give one answer to: what the least of their numbers in a column refuses, all refuse,
    /// and what the greatest does not, none does.
    fn ask(&mut self, rows: &Rows, blocks: &[usize]) {
        let left = &mut self.left;
        self.open.retain_mut(|asked| {
            let Some(Question { column, .. }) = asked.first() else { return false };
            let (mut least, mut greatest) = (i16::MAX, i16::MIN);
            for value in blocks.iter().map(|at| rows.value(*at, usize::from(*column))) {
                (least, greatest) = (least.min(value), greatest.max(value));
            }
            let mut refused = 0;
            for question in asked.iter().take_while(|question| question.most < least) {
                if let Some(left) = left.get_mut(usize::from(question.tree)) {
                    *left &= question.left;
                }
                refused += 1;
            }
            let rest = asked.get(refused..).unwrap_or_default();
            // One number alone answers all.
            let is_one = least == greatest;
            let open = if is_one { 0 } else { rest.partition_point(|it| it.most < greatest) };
            *asked = rest.get(..open).unwrap_or_default();
            !asked.is_empty()
        });
    }
}

/// Answers of one tree, a bit an answer.
type Answers = u32;

/// Answers of the largest tree: a bit of a number stands for each.
const MOST_ANSWERS: usize = Answers::BITS as usize;

/// The bits of the answers before one.
fn below(answer: usize) -> Answers {
    if answer < MOST_ANSWERS { (1 << answer) - 1 } else { Answers::MAX }
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
        let column = u16::try_from(place * Sign::ALL.len() + sign).ok()?;
        Some(Node::Ask { column, most: most.parse().ok()? })
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
        assert_eq!(TABLE.trees.len(), trees);
    }

    #[test]
    fn a_tree_that_is_not_whole_is_left_out() {
        let table = Table::read(
            "tree\tweight<=3 1\ntree\tno_sign<=3 1 2\ntree\tweight+9<=3 1 2\ntree\t7\n",
        );
        assert_eq!((table.trees, table.answers), (vec![0], vec![7]));
    }

    #[test]
    fn a_no_leaves_the_answers_that_are_not_behind_the_yes() {
        let table = Table::read("tree\tweight-1<=3 gap<=0 1 2 3\n");
        let left: Vec<Answers> = table.questions.iter().map(|question| !question.left).collect();
        assert_eq!((left, table.answers), (vec![0b11, 0b1], vec![1, 2, 3]));
    }

    #[test]
    fn a_tree_says_what_a_walk_down_its_questions_finds() {
        let text =
            "bias\t10\ntree\tweight<=3 gap<=0 1 weight<=1 2 3 gap<=2 4 5\ntree\tgap<=1 100 200\n";
        let table = Table::read(text);
        for (weight, gap, said) in [(3, 0, 111), (1, 1, 112), (2, 2, 213), (4, 2, 214), (9, 3, 215)]
        {
            let mut rows = Rows::new(1);
            rows.row(0).set(Sign::Weight, weight);
            rows.row(0).set(Sign::Gap, gap);
            assert_eq!(table.say(&rows, &[0]), [said], "{weight} {gap}");
        }
    }
}
