"""Joins a system file with the organisation file it names: what the system states wins, lists of objects are joined by id."""

from pathlib import Path
from typing import Any

from compliance.base.problems import InvalidInput, Problem
from compliance.base.source import Document, Location, Mark, read_yaml
from compliance.system.explain import shown

# What only a system can say of itself; an organisation file holds the rest.
OWN_TO_THE_SYSTEM = frozenset({"system", "device", "ai", "components", "flows", "datasets"})


def with_organisation(document: Document, path: Path) -> Document:
    """The document with the file named by `organisation:` joined in.

    The shared file stands in the folder that holds the system's folder, or below it, and is named by a relative path: a description received from somebody else cannot read
    other files of the machine.

    Raises InvalidInput when the file cannot be used.
    """
    name = document.data.get("organisation")
    if not isinstance(name, str):
        return document
    at = document.position(("organisation",))
    if not name.strip():
        raise InvalidInput([Problem("include_blank", at, "organisation")])
    here = path.resolve().parent
    try:
        target = (here / name).resolve()
        outside = Path(name).is_absolute() or not target.is_relative_to(here.parent)
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links that lead in a circle
        outside = True
    if outside or "\\" in name:
        raise InvalidInput([Problem("include_outside", at, "organisation", {"path": name})])
    title = (Path(document.file).parent / name).as_posix()
    try:
        shared = _shared(target, title)
    except InvalidInput as error:
        missing = [problem for problem in error.problems if problem.code in ("file_missing", "file_is_folder", "file_unreadable")]
        raise InvalidInput([Problem(problem.code, at, "organisation") for problem in missing] or error.problems) from None
    if not isinstance(shared.data, dict):
        raise InvalidInput([Problem("empty_organisation" if shared.data is None else "not_a_mapping", shared.position(()), values={"found": shown(shared.data)})])
    own_sections = [key for key in shared.data if key in OWN_TO_THE_SYSTEM]
    problems = [Problem("include_not_allowed", shared.position((key,), of_key=True), key, {"field": key}) for key in own_sections]
    if isinstance(shared.data.get("organisation"), str):
        problems.append(Problem("include_own_include", shared.position(("organisation",)), "organisation"))
    if problems:
        raise InvalidInput(problems)
    own = Document(document.file, {key: value for key, value in document.data.items() if key != "organisation"}, document.marks, document.lines)
    joined = Document(document.file, {}, {}, {**shared.lines, **document.lines})
    data = _join(own, shared, (), (), (), joined.marks, own.data, shared.data)
    if (("organisation",) not in joined.marks) and ("organisation",) in document.marks:
        joined.marks[("organisation",)] = document.marks[("organisation",)]
    return Document(document.file, data, joined.marks, joined.lines)


# Many systems of one run name the same file: it is read once for as long as it stays as it was. Nothing ever writes into what is kept.
_READ: dict[Path, tuple[tuple[int, int, int], Document]] = {}
KEPT = 32


def _shared(target: Path, title: str) -> Document:
    """The shared file, under the name that the system's messages give it."""
    try:
        about = target.stat()
    except (OSError, ValueError):
        return read_yaml(target, title)
    state = (about.st_ino, about.st_mtime_ns, about.st_size)
    known = _READ.get(target)
    if known is None or known[0] != state:
        if len(_READ) >= KEPT:
            _READ.pop(next(iter(_READ)))
        known = _READ[target] = (state, read_yaml(target, title))
    document = known[1]
    if document.file == title:
        return document
    marks = {location: Mark(title, mark.key, mark.value) for location, mark in document.marks.items()}
    return Document(title, document.data, marks, {title: document.lines[document.file]})


def _join(own: Document, shared: Document, at_own: Location, at_shared: Location, at: Location, marks: dict[Location, Any], mine: Any, theirs: Any) -> Any:
    if at_own in own.marks:
        marks[at] = own.marks[at_own]
    if isinstance(mine, dict) and isinstance(theirs, dict):
        result = {}
        for key in [*mine, *(key for key in theirs if key not in mine)]:
            here = (*at, key)
            if key in mine and key in theirs:
                result[key] = _join(own, shared, (*at_own, key), (*at_shared, key), here, marks, mine[key], theirs[key])
            elif key in mine:
                result[key] = _copy(own, (*at_own, key), here, marks, mine[key])
            else:
                result[key] = _copy(shared, (*at_shared, key), here, marks, theirs[key])
        return result
    if _objects(mine) and _objects(theirs):
        items: list[Any] = []
        by_id = {item["id"]: index for index, item in reversed(list(enumerate(theirs)))}
        for index, item in enumerate(mine):
            here = (*at, len(items))
            if item["id"] in by_id:
                items.append(_join(own, shared, (*at_own, index), (*at_shared, by_id[item["id"]]), here, marks, item, theirs[by_id[item["id"]]]))
            else:
                items.append(_copy(own, (*at_own, index), here, marks, item))
        mine_ids = {item["id"] for item in mine}
        for index, item in enumerate(theirs):
            if item["id"] not in mine_ids or by_id[item["id"]] != index:
                items.append(_copy(shared, (*at_shared, index), (*at, len(items)), marks, item))
        return items
    if mine is None:
        return _copy(shared, at_shared, at, marks, theirs)
    return _copy(own, at_own, at, marks, mine)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)


def _copy(document: Document, source: Location, at: Location, marks: dict[Location, Any], node: Any) -> Any:
    """What stands at `source`, with its marks noted under `at`."""
    if (mark := document.marks.get(source)) is not None:
        marks[at] = mark
    if isinstance(node, dict):
        return {key: _copy(document, (*source, key), (*at, key), marks, value) for key, value in node.items()}
    if isinstance(node, list):
        return [_copy(document, (*source, index), (*at, index), marks, value) for index, value in enumerate(node)]
    return node
