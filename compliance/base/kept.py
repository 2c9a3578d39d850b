"""A document as plain data that JSON can hold, with the place of every value; and the same document made again of it."""

from copy import deepcopy
from typing import Any

from compliance.base.scalars import SourceFloat, SourceInt
from compliance.base.source import MAX_DEPTH, MAX_VALUES, Document, Location, Mark

Kept = dict[str, Any]
DESCRIPTION = "description"  # the name of the part that holds it in a kept assessment


class BadKept(ValueError):
    """What was kept is no document; `path` says where."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def kept(document: Document) -> Kept:
    """The values, and for each of them where its key and itself stand; a number also as it was written."""
    files: dict[str, int] = {}
    places = []
    for location, mark in document.marks.items():
        value = _at(document.data, location)
        row: list[Any] = [location, files.setdefault(mark.file, len(files)), mark.key, mark.value]
        if isinstance(value, SourceInt | SourceFloat):
            row.append(value.text)
        places.append(row)
    return {"files": list(files), "data": document.data, "places": places}


def document_of(data: Any, file: str) -> Document:
    """The document that `kept` wrote, under its own name.

    Raises BadKept for anything else.
    """
    if not isinstance(data, dict) or not isinstance(data.get("data"), dict):
        raise BadKept("data")
    files, rows = data.get("files"), data.get("places")
    if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        raise BadKept("files")
    if not isinstance(rows, list):
        raise BadKept("places")
    _hold_measure(data["data"])
    values = deepcopy(data["data"])
    marks: dict[Location, Mark] = {}
    for number, row in enumerate(rows, 1):
        try:
            location, name, key, value, *text = row
            location = tuple(location)
            if not 0 <= name < len(files) or not all(_is_place(place) for place in (key, value)):
                raise BadKept(f"places.{number}")
            marks[location] = Mark(files[name], tuple(key), tuple(value))
            if text:
                _write(values, location, *text)
        except (TypeError, ValueError, LookupError):
            raise BadKept(f"places.{number}") from None
    return Document(file, values, marks)


def _at(data: Any, location: Location) -> Any:
    for step in location:
        if not isinstance(data, dict | list):
            return None
        data = data.get(step) if isinstance(data, dict) else data[step] if isinstance(step, int) and step < len(data) else None
    return data


def _is_place(place: Any) -> bool:
    return isinstance(place, list) and len(place) == 3 and all(type(part) is int and part > 0 for part in place)


def _hold_measure(data: Any) -> None:
    """Refuse what no description can be: nested too deep, or too long."""
    values, level = 0, [data]
    for _ in range(MAX_DEPTH + 1):
        values += len(level)
        if values > MAX_VALUES:
            break
        level = [item for node in level for item in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())]
        if not level:
            return
    raise BadKept("data")


def _write(data: Any, location: Location, text: str) -> None:
    """Put back the number at a place as it was written."""
    *way, last = location
    holder = _at(data, tuple(way))
    number = holder[last]
    if type(text) is not str or type(number) not in (int, float):
        raise TypeError(text)
    found: Any = SourceInt(number) if isinstance(number, int) else SourceFloat(number)
    found.text = text
    holder[last] = found
