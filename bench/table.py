"""The table of measurements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, its value, and the target it is held against."""

    what: str
    value: str
    target: str = ""


def show(rows: list[Row]) -> None:
    """Print the rows in columns."""
    width = max(len(row.what) for row in rows)
    middle = max(len(row.value) for row in rows)
    for row in rows:
        print(f"{row.what:<{width}}  {row.value:>{middle}}  {row.target}")
