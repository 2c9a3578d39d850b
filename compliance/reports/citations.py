"""Cites a provision with the short name of its text."""

import re


def named(short: str, citation: str) -> str:
    """A citation with the short name of its text, of which nothing is said twice: the last word of the name may begin the citation."""
    if citation.lower().startswith(short.lower()):
        return citation
    before, _, last = short.rpartition(" ")
    return f"{before} {citation}" if before and re.match(rf"{re.escape(last)}\b", citation, re.IGNORECASE) else f"{short} {citation}"
