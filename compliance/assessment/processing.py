"""Reads the description as statements with their sources: one sentence for each answer, one box for each answer that nobody has given."""

from collections.abc import Callable, Iterable
from typing import Any

from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_model import Answer, Listing, OpenQuestion
from compliance.assessment.aipd_statement import Missing, Statement, Subject
from compliance.assessment.recipients import recipients
from compliance.base.source import Location
from compliance.system.schema import fields_of
from compliance.system.types import Stated


def value_at(group: Stated, path: str) -> tuple[Any, Location]:
    """The answer at a path below a group, and its place, whether stated or not."""
    value: Any = group
    location: Location = group.location
    names = path.split(".")
    for index, name in enumerate(names):
        if not isinstance(value, Stated):
            return None, (*location, *names[index:])
        location = (*value.location, name)
        value = getattr(value, name)
    return value, location


def statement(facts: Facts, group: Stated, list_name: str, part: Plain, copies: list[Any]) -> Statement | None:
    """One answer in one sentence; None when it is not stated."""
    path, say = part["path"], text_of(part["say"])
    full = f"{list_name}.{path}" if list_name else path
    value, location = value_at(group, path)
    if len(copies) > 1 and path == "operated_by":
        value, location, full = [copy.operated_by for copy in copies], (*group.location, "operated_by_each"), f"{list_name}.operated_by_each"
    if value is None:
        return None
    shape = fields_of(type(group)).get(path) if "." not in path else None
    target = shape.target if shape else ""
    if not target:
        return Statement(say, value, full, (facts.source(location),), part["unit"])
    identifiers = [str(item).partition("@")[0] if len(copies) > 1 and path in ("source", "destination") else str(item) for item in (value if isinstance(value, list) else [value])]
    names = tuple(facts.name_of(target, identifier) for identifier in identifiers if identifier != "none")
    return Statement(say, value, full, (facts.source(location, ",".join(identifiers)),), part["unit"], names or ("none",))


def subject_of(facts: Facts, item: Any, list_name: str, parts: Iterable[Plain], copies: list[Any], note: Callable[[Missing], None]) -> Subject:
    """What is said of one object; what is missing is noted."""
    identifier = str(getattr(item, "id", None) or "").partition("@")[0]
    name = str(getattr(item, "name", None) or getattr(item, "title", None) or identifier or getattr(item, "party", None) or item.location[-1] + 1)
    found: list[Statement] = []
    for part in parts:
        if part.get("unless") is not None and facts.step(part["unless"], item, list_name).truth is True:
            continue
        if part["kind"] == "recipients":
            known = recipients(facts, item)
            for unsaid in known.missing:
                note(unsaid)
            if known.names or not known.missing:
                found.append(Statement(text_of(part["say"]), list(known.names) or "none", "", known.sources or (facts.source(("components",)),), names=known.names or ("none",)))
        elif part["kind"] == "fields":
            for field in item.fields or []:
                if field.name is not None and field.necessity is not None:
                    found.append(Statement(text_of(part["say"]), field.necessity, "data.fields.necessity", (facts.source((*field.location, "necessity")),), name=field.name))
                elif field.name is not None:
                    note(facts.missing((*field.location, "necessity"), f"{name} – {field.name}"))
            if item.fields is None:
                note(facts.missing((*item.location, "fields"), name))
        elif (one := statement(facts, item, list_name, part, copies)) is not None:
            found.append(one)
        elif not part["optional"]:
            note(facts.missing(value_at(item, part["path"])[1], name))
    return Subject(identifier, name, facts.source((*item.location, "name") if getattr(item, "name", None) else item.location), tuple(found))


def answers(facts: Facts, draft: Plain) -> tuple[Answer, ...]:
    """Every question of the draft, answered as far as the facts go."""
    dpia = facts.description.privacy.dpia if facts.description.privacy else None
    written = {answer.question: answer for answer in (dpia.answers or [] if dpia else []) if answer.question and answer.text}
    inventories = _inventories(draft)
    return tuple(_answer(facts, question, written.get(question["id"]), inventories) for question in draft["questions"])


def _inventories(draft: Plain) -> dict[str, int]:
    """Where each list is told in full, by the part that does it: elsewhere an object of which nothing is said is left out."""
    parts = [part for question in draft["questions"] for part in question["parts"] if part["kind"] == "each" and not part["where"]]
    return {part["each"]: id(part) for part in [*reversed(parts), *(part for part in reversed(parts) if part["essential"])]}


def _answer(facts: Facts, question: Plain, written: Any, inventories: dict[str, int]) -> Answer:
    parts: list[Statement | Listing] = []
    missing: list[Missing] = []
    asks: list[OpenQuestion] = []
    essential_open = False
    for part in question["parts"]:
        before = len(parts)
        if part["kind"] == "ask":
            asks.append(OpenQuestion(text_of(part["ask"]), part["asked_of"]))
            continue
        if part["kind"] == "each":
            essential_open = _each(facts, part, parts, missing, inventories) or essential_open
        elif part["kind"] == "when":
            _when(facts, part, parts, missing)
        elif (one := statement(facts, facts.description, "", part, [])) is not None:
            parts.append(one)
        elif not part["optional"]:
            missing.append(facts.missing(tuple(part["path"].split("."))))
        essential_open = essential_open or (part["essential"] and len(parts) == before)
    told = (written.text, facts.source((*written.location, "text"))) if written is not None else None
    answered = told is not None or (bool(parts) and not essential_open)
    articles = tuple(facts.article(reference) for reference in question["articles"])
    return Answer(question["id"], question["item"], text_of(question["title"]), articles, tuple(parts), gathered(missing), () if told else tuple(asks), told, answered)


def _each(facts: Facts, part: Plain, parts: list[Statement | Listing], missing: list[Missing], inventories: dict[str, int]) -> bool:
    """Add the objects of a list; whether an essential answer is missing for one of them."""
    name = part["each"]
    listed = facts.objects(name)
    if listed is None:
        if not part["where"] and not part["optional"]:
            missing.append(facts.missing((name,)))
        return False
    if part["where"]:
        listed = [(item, copies) for item, copies in listed if facts.step(part["where"], item, name).truth is True]
    subjects = tuple(subject_of(facts, item, name, part["parts"], copies, missing.append) for item, copies in listed)
    told = tuple(subject for subject in subjects if subject.statements or inventories.get(name) == id(part))
    if told:
        parts.append(Listing(text_of(part["name"]), told))
    wanted = [f"{name}.{inner['path']}" for inner in part["parts"] if inner["essential"]]
    return any(path not in {one.path for one in subject.statements} for subject in subjects for path in wanted)


def _when(facts: Facts, part: Plain, parts: list[Statement | Listing], missing: list[Missing]) -> None:
    step = facts.step(part["when"])
    if step.truth is None:
        missing.extend(facts.open_in([step]))
        return
    say = text_of(part["say"] if step.truth else part["otherwise"])
    leaves = facts.leaves(step)
    sources = tuple(dict.fromkeys(facts.source(leaf.location) for leaf in leaves)) or (facts.source(step.location),)
    value = leaves[0].found if len(leaves) == 1 else None
    path = ".".join(name for name in leaves[0].location if isinstance(name, str)) if len(leaves) == 1 else ""
    parts.append(Statement(say, list(value) if isinstance(value, tuple) else value, path, sources))
