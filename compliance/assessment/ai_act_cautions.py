"""What a person should look at after the walk: contradictions, refused claims, a stated class that the facts do not give."""

from collections.abc import Iterator

from compliance.assessment.ai_act_answers import answer_at
from compliance.assessment.ai_act_model import Caution
from compliance.assessment.ai_act_rows import Asked
from compliance.assessment.ai_act_walk import Walk
from compliance.assessment.applicability import holds


def cautions(done: Walk, about_device: tuple[Caution, ...]) -> tuple[Caution, ...]:
    """Every caution about one system, in a stable order."""
    found = [*_stated_class(done), *about_device]
    found += [
        Caution(row.id, row.title, tuple(done.framework.requirements[name].citation for name in row.provisions))
        for row in done.rules.warnings
        if holds(row.when, done.world) is True
    ]
    for node, asked in done.asked:
        if node.near or asked.outcome in ("refused", "excepted"):
            found += _about_row(asked, done)
    return (*found, *_open_roles(done))


def _open_roles(done: Walk) -> Iterator[Caution]:
    """The grounds on which the law may have given a role that nothing presumes and nothing rules out."""
    open_rows = [asked.row for node, asked in done.asked if node.needs and asked.row.role and asked.truth is None and asked.row.role not in done.roles]
    if open_rows:
        yield Caution(f"role_open:{','.join(row.id for row in open_rows)}", done.rules.messages["role_open"], tuple(dict.fromkeys(row.citation for row in open_rows)))


def _about_row(asked: Asked, done: Walk) -> Iterator[Caution]:
    row, words = asked.row, done.rules.messages
    key = ""
    if asked.outcome == "refused":
        key = "refused"
    elif asked.outcome == "excepted" and row.label and done.rules.labels[row.label].ends:
        key = "exception_claimed"
    elif asked.declared is True and asked.borne_out is False:
        key = "check_point"
    elif asked.declared is False and asked.borne_out is True:
        key = "unlisted_point"
    if key:
        yield Caution(f"{key}:{row.id}", words[key].with_values({"point": row.point}), (row.citation,))


def _stated_class(done: Walk) -> Iterator[Caution]:
    """The class written in the file, where the facts give another one; a label left open by a missing fact contradicts nothing."""
    rules = done.rules
    stated = answer_at(done.world.description, rules.stated_class)
    known = [label for label in rules.labels.values() if label.states_as == stated]
    given = [label for label in done.found if not label.open]
    accepted = {label.states_as for label in given} | {rules.labels[name].states_as for name in done.routes}
    if not known or not given or stated in accepted:
        return
    heaviest = max(given, key=lambda label: label.burden)
    key = "stated_lighter" if known[0].burden < heaviest.burden else "stated_other"
    values_fr = {"stated": known[0].title.fr, "computed": heaviest.title.fr}
    values_en = {"stated": known[0].title.en, "computed": heaviest.title.en}
    text = rules.messages[key]
    yield Caution(key, type(text)(text.with_values(values_fr).fr, text.with_values(values_en).en))
