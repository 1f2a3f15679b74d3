//! An explanation as lines of text.

use std::fmt;

use super::{Explanation, GateExplanation, PartExplanation, RequirementExplanation};

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)?;
        if let Some(since) = self.since {
            write!(f, " Since {since}.")?;
        }
        for part in &self.parts {
            write!(f, "\n{part}")?;
        }
        for warning in &self.warnings {
            write!(f, "\n! {warning}")?;
        }
        if !self.wakes.is_empty() {
            write!(f, "\nWoken by: {}.", self.wakes.join("; "))?;
        }
        Ok(())
    }
}

impl fmt::Display for PartExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let starts = self.status == "Not Started";
        let verb = if starts {
            "starts when"
        } else {
            "is done when"
        };
        write!(
            f,
            "{} ({} since {}) {verb} {}",
            self.name, self.status, self.since, self.gate
        )?;
        if let Some((assignee, since)) = &self.holder {
            let (kind, name) = (assignee.kind.label().to_lowercase(), &assignee.name);
            write!(f, "\n  held by {kind} {name} since {since}")?;
        }
        if let Some(routing) = &self.routing {
            write!(f, "; {routing}")?;
        }
        if let Some(waits) = &self.waits {
            write!(f, "\n  {waits}")?;
        }
        Ok(())
    }
}

impl fmt::Display for GateExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GateExplanation::Default(words) => f.write_str(words),
            GateExplanation::Requirements {
                logic,
                requirements,
                holds,
            } => {
                let now = if *holds { ", which holds now" } else { "" };
                write!(f, "{logic}{now}:")?;
                for (number, requirement) in (1..).zip(requirements) {
                    write!(f, "\n  {number}. {requirement}")?;
                }
                Ok(())
            }
            GateExplanation::Evaluation { flow, inputs } => {
                write!(
                    f,
                    "evaluation flow {flow} answers true; no record change asks it again"
                )?;
                inputs
                    .iter()
                    .try_for_each(|(name, value)| write!(f, "\n  {name} = {value}"))
            }
        }
    }
}

impl fmt::Display for RequirementExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.holds {
            Some(true) => "holds",
            Some(false) => "does not hold",
            None => "cannot be computed",
        };
        let RequirementExplanation {
            left,
            operator,
            right,
            present,
            ..
        } = self;
        write!(
            f,
            "{left} {operator} {right}: it is {present}, so this {verdict}"
        )
    }
}
