//! The trees as they were learned: a line a tree, read once.

use std::sync::LazyLock;

use super::REACH;
use super::rows::Rows;
use super::signs::Sign;

/// What the table says.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns that are asked.
    columns: Vec<Column>,
    /// The words of all trees, tree by tree, what is asked after a yes before what is asked after a no.
    nodes: Vec<Node>,
    /// The first word of each tree.
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

/// What is asked of the number in one column: for each of these whether it is so much or less.
#[derive(Clone, Debug)]
struct Column {
    at: usize,
    most: Vec<i16>,
}

/// A question before it has its number: whether the number in a column is `most` or less.
type Question = (usize, i16);

/// A word of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    /// A question, by its number among those of all columns, and how many words on the tree goes on after a no.
    Ask { question: u16, no: u16 },
    /// How much speaks for the article, in thousandths of the logarithm of the odds.
    Say(i32),
}

/// The table; a line that is none counts for nothing here, and a test names it.
pub(in crate::rules) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("trees.tsv")));

/// The table of the headline: what speaks for each line to be it.
pub(in crate::rules) static HEADLINE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("headline.tsv")));

/// Blocks of the longest page whose lines the trees are asked for: the longest dump that they were learned from has a tenth
/// of it, and the signs of a block take more room than its words.
pub(in crate::rules) const MOST_BLOCKS: usize = 20_000;

impl Table {
    /// The trees in a text as `tools/line_model.py` writes it.
    pub fn read(text: &str) -> Table {
        let mut table = Table::default();
        let mut asked = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, rest) = line.split_once('\t').unwrap_or_default();
            match name {
                "bias" => table.bias = rest.parse().unwrap_or_default(),
                "change" => table.change = rest.parse().unwrap_or_default(),
                "least_page" => table.least_page = rest.parse().unwrap_or_default(),
                "least_outside" => table.least_outside = rest.parse().unwrap_or_default(),
                "tree" => table.plant(rest, &mut asked),
                _ => {}
            }
        }
        table.number(&asked);
        table
    }

    /// Adds a tree, whose words stand in the order in which they are met, what is asked after a yes first; one that is not
    /// whole is left out. Its questions have the numbers in which they were `asked`.
    fn plant(&mut self, text: &str, asked: &mut Vec<Question>) {
        let (first, known) = (self.nodes.len(), asked.len());
        // Questions whose answer to a no is not met yet.
        let mut open: Vec<usize> = Vec::new();
        for word in text.split_whitespace() {
            if let Ok(said) = word.parse() {
                self.nodes.push(Node::Say(said));
                let next = self.nodes.len();
                let Some(at) = open.pop() else { return self.trees.push(first) };
                let (Some(Node::Ask { no, .. }), Ok(far)) =
                    (self.nodes.get_mut(at), u16::try_from(next - at))
                else {
                    break;
                };
                *no = far;
            } else if let (Some(one), Ok(question)) = (question(word), u16::try_from(asked.len())) {
                open.push(self.nodes.len());
                self.nodes.push(Node::Ask { question, no: 0 });
                asked.push(one);
            } else {
                break;
            }
        }
        self.nodes.truncate(first);
        asked.truncate(known);
    }

    /// Numbers the questions anew, those of a column together, the least number first, each once.
    fn number(&mut self, asked: &[Question]) {
        let mut all = asked.to_vec();
        all.sort_unstable();
        all.dedup();
        for node in &mut self.nodes {
            if let Node::Ask { question, .. } = node {
                let one = asked.get(usize::from(*question));
                let number = one.map(|one| all.partition_point(|other| other < one));
                *question = number.and_then(|it| u16::try_from(it).ok()).unwrap_or_default();
            }
        }
        for of_column in all.chunk_by(|(one, _), (other, _)| one == other) {
            let most = of_column.iter().map(|(_, most)| *most).collect();
            let at = of_column.first().map_or(0, |(column, _)| *column);
            self.columns.push(Column { at, most });
        }
    }

    /// How much speaks at each of these blocks for what the trees look for, in thousandths of the logarithm of the odds.
    ///
    /// Blocks go through the trees in groups, a bit a block: what a question parts are two sets of bits, and an answer is
    /// added for those that reach it (as Lucchese et al., "A fast algorithm to rank documents with additive ensembles of
    /// regression trees", 2015, keep the answers of a tree as bits). Blocks that stand together are alike in most of their
    /// signs, so that a tree is walked for all of them along few ways.
    pub(in crate::rules) fn say(&self, rows: &Rows, blocks: &[usize]) -> Vec<i64> {
        let mut said = Vec::with_capacity(blocks.len());
        let mut refused = Vec::new();
        for group in blocks.chunks(GROUP) {
            self.ask(rows, group, &mut refused);
            let sums = self.sums(group.len(), &refused);
            said.extend(sums.iter().take(group.len()));
        }
        said
    }

    /// For each question which blocks of a group refuse it: these have more in its column.
    fn ask(&self, rows: &Rows, group: &[usize], refused: &mut Vec<Bits>) {
        refused.clear();
        for Column { at, most } in &self.columns {
            let values = rows.gather(*at, group);
            let least = values.iter().copied().fold(i16::MAX, i16::min);
            let greatest = values.iter().copied().fold(i16::MIN, i16::max);
            refused.extend(most.iter().map(|most| match *most {
                most if most < least => Bits::MAX,
                most if most >= greatest => 0,
                most => above(&values, most),
            }));
        }
    }

    /// What all trees say to each of the first blocks of a group.
    fn sums(&self, count: usize, refused: &[Bits]) -> [i64; GROUP] {
        let mut sums = [0; GROUP];
        let asked = Bits::MAX >> (GROUP - count.clamp(1, GROUP));
        // What is said to all, which is taken back from those that it is not said to.
        let mut all = self.bias;
        let mut open: Vec<(usize, Bits)> = Vec::new();
        for tree in &self.trees {
            open.push((*tree, asked));
            while let Some((mut at, mut here)) = open.pop() {
                while let Some(Node::Ask { question, no }) = self.nodes.get(at) {
                    let no = at + usize::from(*no);
                    let refuse = here & refused.get(usize::from(*question)).copied().unwrap_or(0);
                    if refuse == here {
                        at = no;
                        continue;
                    }
                    if refuse != 0 {
                        open.push((no, refuse));
                        here ^= refuse;
                    }
                    at += 1;
                }
                let Some(Node::Say(said)) = self.nodes.get(at) else { continue };
                let said = i64::from(*said);
                if here == asked || here.count_ones() as usize * 2 > count {
                    all += said;
                    add(&mut sums, asked ^ here, -said);
                } else {
                    add(&mut sums, here, said);
                }
            }
        }
        sums.map(|sum| sum + all)
    }
}

/// Blocks of a group, a bit a block.
type Bits = u64;

/// Blocks that are asked at once.
pub(super) const GROUP: usize = Bits::BITS as usize;

/// Adds a number for each of the blocks.
fn add(sums: &mut [i64; GROUP], mut blocks: Bits, number: i64) {
    while blocks != 0 {
        if let Some(sum) = sums.get_mut(blocks.trailing_zeros() as usize % GROUP) {
            *sum += number;
        }
        blocks &= blocks - 1;
    }
}

/// Which of the numbers are greater than one.
fn above(values: &[i16; GROUP], most: i16) -> Bits {
    let mut flags = [0_u8; GROUP];
    for (flag, value) in flags.iter_mut().zip(values) {
        *flag = u8::from(*value > most);
    }
    // Of eight bytes that are 0 or 1 the product has one bit each in its topmost byte.
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes).wrapping_mul(GATHER) >> 56;
    flags.as_chunks().0.iter().rev().fold(0, |bits, bytes| bits << 8 | eight(bytes))
}

/// Carries the lowest bit of each byte of a number into its topmost byte.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Reads `weight+1<=12`, a question to the block behind.
fn question(word: &str) -> Option<Question> {
    let (asked, most) = word.split_once("<=")?;
    let sign = asked.find(['+', '-']).unwrap_or(asked.len());
    let (name, place) = asked.split_at_checked(sign)?;
    let place: isize = if place.is_empty() { 0 } else { place.parse().ok()? };
    let place = REACH.checked_add_signed(place).filter(|place| *place <= 2 * REACH)?;
    let sign = Sign::ALL.iter().position(|(_, known, _)| *known == name)?;
    Some((Rows::column(place, sign), most.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_of_the_table_is_whole() {
        for text in [include_str!("trees.tsv"), include_str!("headline.tsv")] {
            let trees = text.lines().filter(|line| line.starts_with("tree\t")).count();
            assert!(trees > 0);
            assert_eq!(Table::read(text).trees.len(), trees);
        }
    }

    #[test]
    fn a_tree_that_is_not_whole_is_left_out() {
        let table = Table::read(
            "tree\tweight<=3 1\ntree\tno_sign<=3 1 2\ntree\tweight+9<=3 1 2\ntree\t7\n",
        );
        assert_eq!((table.trees, table.nodes), (vec![0], vec![Node::Say(7)]));
        assert!(table.columns.is_empty());
    }

    #[test]
    fn a_question_that_is_asked_twice_is_one() {
        let table =
            Table::read("tree\tweight<=3 1 gap<=0 2 3\ntree\tgap<=0 weight<=3 1 weight<=1 2 3 4\n");
        let most: Vec<&[i16]> = table.columns.iter().map(|column| &*column.most).collect();
        assert_eq!(most, [&[1, 3][..], &[0]]);
    }

    /// What a walk down the trees of a text says to one block.
    fn walked(text: &str, values: &dyn Fn(&str) -> i64) -> i64 {
        let trees = text.lines().filter_map(|line| line.strip_prefix("tree\t"));
        let bias = text.lines().find_map(|line| line.strip_prefix("bias\t"));
        let said = trees.map(|tree| {
            let mut words = tree.split(' ').peekable();
            // Where a no leads: behind as many answers as questions, and one more.
            let skip = |words: &mut dyn Iterator<Item = &str>| {
                let mut open = 1;
                while open > 0 {
                    open += if words.next().unwrap().contains("<=") { 1 } else { -1 };
                }
            };
            loop {
                let word = words.next().unwrap();
                let Some((name, most)) = word.split_once("<=") else {
                    break word.parse::<i64>().unwrap();
                };
                if values(name) > most.parse().unwrap() {
                    skip(&mut words);
                }
            }
        });
        said.sum::<i64>() + bias.map_or(0, |bias| bias.parse::<i64>().unwrap())
    }

    #[test]
    fn a_group_is_told_what_a_walk_down_the_trees_tells_each_of_its_blocks() {
        let text =
            "bias\t10\ntree\tweight<=3 gap-1<=0 1 weight<=1 2 3 gap<=2 4 5\ntree\tgap+1<=1 100 200";
        let table = Table::read(text);
        let count = 3 * GROUP + 5;
        let value = |at: usize, sign: usize| (at * at / 3 + sign * at) % 7;
        let mut rows = Rows::new(count);
        for at in 0..count {
            rows.row(at).set(Sign::Weight, value(at, 1));
            rows.row(at).set(Sign::Gap, value(at, 2));
        }
        let blocks: Vec<usize> = (0..count).filter(|at| at % 5 != 2).collect();
        let said = table.say(&rows, &blocks);
        assert_eq!(said.len(), blocks.len());
        for (at, said) in blocks.into_iter().zip(said) {
            let shown = |at: Option<usize>, sign| {
                at.filter(|at| *at < count).map_or(-2, |at| i64::try_from(value(at, sign)).unwrap())
            };
            let values = |name: &str| match name {
                "weight" => shown(Some(at), 1),
                "gap" => shown(Some(at), 2),
                "gap-1" => shown(at.checked_sub(1), 2),
                _ => shown(Some(at + 1), 2),
            };
            assert_eq!(said, walked(text, &values), "{at}");
        }
    }
}
