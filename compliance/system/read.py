"""Makes the groups of a description out of plain data, when every answer is in order."""

from typing import TYPE_CHECKING, Any, TypeVar

from compliance.base.source import Location
from compliance.system.schema import FieldShape, fields_of
from compliance.system.types import AS_TEXT, KINDS, NONE_ALONE, Refused, Stated, as_text, none_alone

if TYPE_CHECKING:
    from pydantic import BaseModel

Group = TypeVar("Group", bound=Stated)


def read_group(group: type[Group], data: Any, at: Location = ()) -> Group:
    """One group with its answers, located at `at` in the file.

    Raises Refused at the first answer that is not in order; what is wrong is said by the models of `forms.py`, which read by the same declarations.
    """
    if not isinstance(data, dict):
        raise Refused("expected_group")
    fields = fields_of(group)
    values: dict[str, Any] = {}
    for name, value in data.items():
        shape = fields.get(name)
        if shape is None:
            raise Refused("unknown_field")
        values[name] = None if value is None and not group.model_fields[name] else _answer(shape, value, (*at, name))
    for name, required in group.model_fields.items():
        if required and name not in values:
            raise Refused("missing_field")
    made = group.model_construct(None, **values)
    made.locate(at)
    return made


def _answer(shape: FieldShape, value: Any, at: Location) -> Any:
    if not shape.many:
        return _one(shape, value, at)
    if not isinstance(value, list):
        raise Refused("expected_list")
    items = [_one(shape, item, (*at, index)) for index, item in enumerate(value)]
    return none_alone(items) if NONE_ALONE in shape.marks else items


def _one(shape: FieldShape, value: Any, at: Location) -> Any:
    if shape.group is not None:
        return read_group(shape.group, value, at)
    if shape.kind != "choice":
        return KINDS[shape.answers].read(value)
    word = as_text(value) if AS_TEXT in shape.marks else value
    if not isinstance(word, str) or word not in shape.values:
        raise Refused("not_one_of")
    return word


def group_of_form(group: type[Group], form: "BaseModel", at: Location = ()) -> Group:
    """The group that a validated model describes."""
    values: dict[str, Any] = {}
    for name, shape in fields_of(group).items():
        if name in form.model_fields_set:
            value = getattr(form, name)
            if shape.group is not None and value is not None:
                value = [group_of_form(shape.group, item, (*at, name, index)) for index, item in enumerate(value)] if shape.many else group_of_form(shape.group, value, (*at, name))
            values[name] = value
    made = group.model_construct(None, **values)
    made.locate(at)
    return made
