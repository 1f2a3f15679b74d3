//! Globals that do not exist: `$Recrod.Status`, `$Flow.FaultMesage`.

use crate::checks::view::{FlowDocument, Mention, mentions};
use crate::{Problem, Problems, suggest};

/// The globals of flows and orchestrations.
const HEADS: &str = "$Record $Record__Prior $Flow $User $Profile $UserRole $Organization $Label \
    $Setup $GlobalConstant $System $Api $Permission $CustomMetadata $Orchestration $Client \
    $Network $ObjectType $Source $Assignment $Approval $Agent $Context $Input $RecordType \
    $EachItem $Screen $Event $Action $Resource $Site $Page $UserContext";

/// Globals whose parts are known.
const PARTS: [(&str, &str); 3] = [
    (
        "$Flow",
        "CurrentDate CurrentDateTime CurrentStage ActiveStages FaultMessage InterviewGuid \
         InterviewStartTime CurrentRecord",
    ),
    ("$GlobalConstant", "True False EmptyString"),
    ("$Orchestration", "Instance"),
];

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for mention in mentions(flow.root) {
        if mention.text.starts_with('$') {
            problems.extend(problem(&mention, flow.source));
        }
    }
}

fn problem(mention: &Mention<'_>, source: &str) -> Option<Problem> {
    let parts = mention.parts();
    let suggestion = if is_known(parts[0], HEADS) {
        let (head, known) = PARTS
            .iter()
            .find(|(head, _)| head.eq_ignore_ascii_case(parts[0]))?;
        let part = parts.get(1).filter(|part| !is_known(part, known))?;
        let meant = suggest(part, known.split_whitespace());
        meant.map(|part| format!("{head}.{part}"))
    } else {
        let meant = suggest(parts[0], HEADS.split_whitespace());
        meant.map(|head| mention.text.replacen(parts[0], &head, 1))
    };
    let place = mention.place(source);
    Some(Problem::unknown_reference(&place, mention.text, suggestion))
}

fn is_known(name: &str, known: &str) -> bool {
    known
        .split_whitespace()
        .any(|known| known.eq_ignore_ascii_case(name))
}
