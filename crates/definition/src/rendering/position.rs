//! Lines and columns, counted in code points from 1.

/// A position in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// How many bytes stand between two counts of code points.
const STRIDE: usize = 4_096;

/// Where the lines of a text begin, and how many code points stand before each stride of bytes:
/// a file of one long line may have many problems.
pub(super) struct Lines {
    starts: Vec<usize>,
    counts: Vec<usize>,
}

impl Lines {
    /// The lines of `text`.
    pub(super) fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut counts = vec![0];
        let mut count = 0;
        for stride in text.as_bytes().chunks(STRIDE) {
            count += code_points(stride);
            counts.push(count);
        }
        Lines {
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
            counts,
        }
    }

    /// The position of a byte of `text`, whose lines these are; beyond its end is its end.
    pub(super) fn position(&self, text: &str, byte: usize) -> Position {
        let byte = text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.code_points_before(text, byte) - self.code_points_before(text, start) + 1,
        }
    }

    fn code_points_before(&self, text: &str, byte: usize) -> usize {
        let n_strides = byte / STRIDE;
        self.counts[n_strides] + code_points(&text.as_bytes()[n_strides * STRIDE..byte])
    }
}

/// How many code points begin in `bytes`.
fn code_points(bytes: &[u8]) -> usize {
    let is_continued = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    bytes.len() - bytes.iter().filter(is_continued).count()
}
