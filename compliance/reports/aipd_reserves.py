"""The waivers and the lost evidence that touch an impact assessment, through the controls whose verdicts it shows."""

from compliance.assessment.aipd_model import Aipd
from compliance.assessment.model import Assessment
from compliance.reports.view_reserves import Reserves, of_controls, reserves
from compliance.reports.words import Words


def reserves_of(draft: Aipd, assessment: Assessment, words: Words) -> Reserves:
    """What touches a measure or an action of the draft; the draft says most of the description, so that every lost document counts."""
    shown = {control.id for measure in draft.measures for control in measure.controls} | {action.key for action in draft.actions if action.kind == "control"}
    return reserves(assessment, words, of_controls(assessment, shown))
