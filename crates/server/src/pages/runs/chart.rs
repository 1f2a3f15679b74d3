//! The runs that ended last in numbers and as dots.

use segue_engine::RunStatus;

use crate::drawing::chart::{Dot, Level, Shape, chart};
use crate::pages::moment::span;
use crate::queries::run_chart::Ended;

/// The runs that ended last, summarized.
pub(crate) struct Summary {
    pub(crate) n_runs: usize,
    /// How they ended: word, how many, and half and nearly all of them took no longer than.
    pub(crate) outcomes: Vec<Outcome>,
    /// Half of the completed ones took no longer.
    pub(crate) p50: Option<String>,
    /// 19 of 20 of the completed ones took no longer.
    pub(crate) p95: Option<String>,
    pub(crate) drawing: String,
}

/// Runs that ended the same way.
pub(crate) struct Outcome {
    pub(crate) status: RunStatus,
    pub(crate) n_runs: usize,
    /// Of all that ended.
    pub(crate) percent: usize,
    pub(crate) p50: String,
    pub(crate) p95: String,
}

impl Summary {
    /// Of runs in the order of their ends.
    pub(crate) fn of(runs: &[Ended]) -> Summary {
        let statuses = [RunStatus::Completed, RunStatus::Error, RunStatus::Canceled];
        let outcomes = statuses
            .into_iter()
            .filter_map(|status| outcome(runs, status));
        let completed = lengths(runs, RunStatus::Completed);
        let (p50, p95) = (percentile(&completed, 50), percentile(&completed, 95));
        Summary {
            n_runs: runs.len(),
            outcomes: outcomes.collect(),
            p50: p50.map(span),
            p95: p95.map(span),
            drawing: draw(runs, &[("p50", p50), ("p95", p95)]),
        }
    }
}

fn outcome(runs: &[Ended], status: RunStatus) -> Option<Outcome> {
    let lengths = lengths(runs, status);
    Some(Outcome {
        status,
        n_runs: lengths.len(),
        percent: lengths.len() * 100 / runs.len().max(1),
        p50: span(percentile(&lengths, 50)?),
        p95: span(percentile(&lengths, 95)?),
    })
}

/// How long the runs took that ended so, the shortest first.
fn lengths(runs: &[Ended], status: RunStatus) -> Vec<i64> {
    let ended = runs.iter().filter(|run| run.status == status);
    let mut lengths: Vec<i64> = ended.map(|run| run.took).collect();
    lengths.sort_unstable();
    lengths
}

/// The least length that so many percent do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn draw(runs: &[Ended], marks: &[(&str, Option<i64>)]) -> String {
    let dots: Vec<Dot> = runs.iter().map(dot).collect();
    let marks = marks.iter().filter_map(|(name, took)| {
        let took = (*took)?;
        Some(Level {
            took,
            label: format!("{name} {}", span(took)),
            is_mark: true,
        })
    });
    let name = format!("Duration of the {} runs that ended last", runs.len());
    chart(&dots, &marks.collect::<Vec<_>>(), &name)
}

fn dot(run: &Ended) -> Dot {
    let (shape, how) = match run.status {
        RunStatus::Completed => (Shape::Completed, "completed"),
        RunStatus::Canceled => (Shape::Canceled, "canceled"),
        RunStatus::Error | RunStatus::NotStarted | RunStatus::InProgress | RunStatus::Suspended => {
            (Shape::Error, "failed")
        }
    };
    let at = run.at.to_jiff().strftime("%Y-%m-%d %H:%M UTC");
    Dot {
        at: run.at.0,
        took: run.took,
        shape,
        href: format!("/runs/{}", run.id),
        name: format!("Run {} {how} after {}, {at}", run.id, span(run.took)),
    }
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_a_length_that_there_was() {
        let lengths: Vec<i64> = (1..=20).collect();
        assert_eq!(percentile(&lengths, 50), Some(10));
        assert_eq!(percentile(&lengths, 95), Some(19));
        assert_eq!(percentile(&[7], 95), Some(7));
        assert_eq!(percentile(&[], 50), None);
    }
}
