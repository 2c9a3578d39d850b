"""What people have already decided about actions: who takes one, by when, in the words of the description."""

from datetime import date

from compliance.assessment.model import Assignment
from compliance.system.load import LoadedSystem


def assignments(system: LoadedSystem) -> tuple[Assignment, ...]:
    """Every decision that the description states about a control, a measure or a question, in the order of the file."""
    privacy = system.description.privacy
    stated = (privacy.dpia.evaluations or []) if privacy and privacy.dpia else []
    return tuple(
        Assignment(item.target, item.owner or "", item.due if isinstance(item.due, date) else None, item.action or "", system.position(item.location))
        for item in stated
        if item.target and (item.owner or item.due or item.action)
    )
