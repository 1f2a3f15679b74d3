//! Runs as dots: when they ended, how long they took (on a logarithmic scale), and how they ended
//! by shape and color. As wide as the page: places across are parts of the whole.

use std::fmt::Write;

use segue_drawing::escaped;

/// A run in the chart.
#[derive(Clone, Debug)]
pub(crate) struct Dot {
    /// When it ended, in microseconds.
    pub(crate) at: i64,
    /// How long it took, in microseconds.
    pub(crate) took: i64,
    pub(crate) shape: Shape,
    /// Where it leads.
    pub(crate) href: String,
    /// What it says when pointed at.
    pub(crate) name: String,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Well: a disk.
    Completed,
    /// By a person: an empty square.
    Canceled,
    /// In error: a cross.
    Error,
}

/// A line across at a duration.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    /// In microseconds.
    pub(crate) took: i64,
    pub(crate) label: String,
    /// One of the numbers that summarize the runs, rather than of the scale.
    pub(crate) is_mark: bool,
}

const HEIGHT: f64 = 176.0;
/// Above and below the dots.
const PAD: f64 = 14.0;
/// Where the dots begin and end across, in percent: labels stand before them.
const ACROSS: (f64, f64) = (9.0, 98.5);
const SECOND: i64 = 1_000_000;
/// Durations at which the scale may have a line: seconds and how they are called.
const SCALE: [(i64, &str); 11] = [
    (0, "0 s"),
    (1, "1 s"),
    (10, "10 s"),
    (60, "1 min"),
    (600, "10 min"),
    (3_600, "1 h"),
    (21_600, "6 h"),
    (86_400, "1 d"),
    (604_800, "1 wk"),
    (2_592_000, "30 d"),
    (31_536_000, "1 y"),
];

/// Draws the chart; `name` says what it shows.
pub(crate) fn chart(dots: &[Dot], marks: &[Level], name: &str) -> String {
    let area = Area::of(dots);
    let mut out = format!(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" \
         height=\"{HEIGHT}\" role=\"group\" aria-label=\"{}\">",
        escaped(name)
    );
    for level in area.scale().iter().chain(marks) {
        area.line(level, &mut out);
    }
    for dot in dots {
        area.dot(dot, &mut out);
    }
    out.push_str("</svg>");
    out
}

/// The places of a chart.
struct Area {
    times: (i64, i64),
    /// Logarithms of the shortest and the longest duration.
    lengths: (f64, f64),
}

impl Area {
    fn of(dots: &[Dot]) -> Area {
        let times = dots.iter().map(|dot| dot.at);
        let lengths = dots.iter().map(|dot| logarithm(dot.took));
        let (low, high) = lengths.fold((f64::MAX, f64::MIN), |(low, high), length| {
            (low.min(length), high.max(length))
        });
        let middle = if low > high {
            0.0
        } else {
            f64::midpoint(low, high)
        };
        Area {
            times: (
                times.clone().min().unwrap_or_default(),
                times.max().unwrap_or_default(),
            ),
            // A little room, also when all took the same time.
            lengths: (low.min(middle - 0.7), high.max(middle + 0.7)),
        }
    }

    fn x(&self, at: i64) -> f64 {
        let (first, last) = self.times;
        let (from, to) = ACROSS;
        if first == last {
            return f64::midpoint(from, to);
        }
        from + (to - from) * (at - first) as f64 / (last - first) as f64
    }

    fn y(&self, took: i64) -> f64 {
        let (low, high) = self.lengths;
        let part = (logarithm(took) - low) / (high - low);
        HEIGHT - PAD - (HEIGHT - 2.0 * PAD) * part
    }

    /// The lines of the scale that fall into the area.
    fn scale(&self) -> Vec<Level> {
        let levels = SCALE.iter().map(|(seconds, label)| Level {
            took: seconds * SECOND,
            label: (*label).to_owned(),
            is_mark: false,
        });
        let is_inside = |level: &Level| (0.0..=HEIGHT).contains(&self.y(level.took));
        levels.filter(is_inside).collect()
    }

    fn line(&self, level: &Level, out: &mut String) {
        let y = self.y(level.took);
        let (class, anchor, x) = match level.is_mark {
            true => ("level mark", "end", "100%"),
            false => ("level", "start", "0"),
        };
        let label = escaped(&level.label);
        write!(
            out,
            "<g class=\"{class}\"><line x1=\"0\" x2=\"100%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{x}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{label}</text></g>",
            y - 4.0
        )
        .expect("a string takes everything");
    }

    /// A link that keys pass over: the list below leads to the same runs.
    fn dot(&self, dot: &Dot, out: &mut String) {
        let name = escaped(&dot.name);
        let (class, shape) = match dot.shape {
            Shape::Completed => ("completed", "<circle r=\"4\"/>"),
            Shape::Canceled => (
                "canceled",
                "<rect x=\"-3.5\" y=\"-3.5\" width=\"7\" height=\"7\"/>",
            ),
            Shape::Error => ("error", "<path d=\"M-4-4 4 4M4-4-4 4\"/>"),
        };
        write!(
            out,
            "<svg class=\"dot {class}\" x=\"{:.2}%\" y=\"{:.1}\" overflow=\"visible\">\
             <a href=\"{}\" tabindex=\"-1\" aria-label=\"{name}\"><title>{name}</title>\
             <circle class=\"touch\" r=\"9\"/>{shape}</a></svg>",
            self.x(dot.at),
            self.y(dot.took),
            escaped(&dot.href)
        )
        .expect("a string takes everything");
    }
}

/// Of a duration in seconds, where no time at all is zero.
fn logarithm(took: i64) -> f64 {
    (took as f64 / SECOND as f64 + 1.0).ln()
}

#[cfg(test)]
mod tests {
    use super::{Dot, Shape, chart};

    fn dot(at: i64, took: i64, shape: Shape) -> Dot {
        Dot {
            at,
            took,
            shape,
            href: "/runs/1".to_owned(),
            name: "FO-1 <b>".to_owned(),
        }
    }

    #[test]
    fn longer_runs_stand_higher_and_later_ones_further_right() {
        let dots = [
            dot(0, 1_000_000, Shape::Completed),
            dot(10, 3_600_000_000, Shape::Error),
        ];
        let drawn = chart(&dots, &[], "Runs");
        assert!(
            drawn.contains("class=\"dot completed\" x=\"9.00%\" y=\"162.0\""),
            "{drawn}"
        );
        assert!(
            drawn.contains("class=\"dot error\" x=\"98.50%\" y=\"14.0\""),
            "{drawn}"
        );
        assert!(drawn.contains("FO-1 &lt;b&gt;"), "{drawn}");
    }

    #[test]
    fn runs_that_are_all_alike_have_a_place_too() {
        let drawn = chart(&[dot(5, 0, Shape::Canceled)], &[], "Runs");
        assert!(
            !drawn.contains("NaN") && drawn.contains("53.75%"),
            "{drawn}"
        );
    }
}
