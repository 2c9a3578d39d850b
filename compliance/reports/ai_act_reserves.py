"""The waivers and the lost evidence that touch where a system stands under a regulation that works by labels."""

from collections.abc import Iterable

from compliance.assessment.ai_act_model import Classification
from compliance.assessment.model import Assessment
from compliance.reports.view_reserves import Reserves, behind, controls_of, of_framework, reserves
from compliance.reports.view_waivers import underlying
from compliance.reports.words import Words


def reserves_of(result: Classification, assessment: Assessment, words: Words) -> Reserves:
    """What touches a duty, or an answer that the classification read."""
    answers = (".".join(part for part in path.split(".") if not part.isdigit()) for path in result.places)
    return reserves(
        assessment, words, of_framework(assessment, result.framework), behind(assessment, controls_of(assessment, result.framework), answers)
    )  # fmt: skip


def beside_drafts(results: Iterable[Classification], assessment: Assessment, words: Words) -> Reserves:
    """What touches the documents that a regulation asks for: they say much of the description, so that every lost document counts."""
    touching = [of_framework(assessment, result.framework) for result in results]
    return reserves(assessment, words, lambda waiver: any(touches(waiver) for touches in touching))


def without_waiver(assessment: Assessment) -> dict[str, str]:
    """For each requirement that is accepted, the status it would have without any waiver."""
    return {
        result.reference: underlying(result) for framework in assessment.frameworks for result in framework.requirements if "accepted" in (result.status, result.underlying)
    }  # fmt: skip
