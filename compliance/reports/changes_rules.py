"""What changed in the rules between two assessments, in words."""

from collections.abc import Iterator, Mapping, Sequence

from compliance.assessment.diff import Diff
from compliance.reports.terminal import safe
from compliance.reports.words import Words

NAMES = 8


def rules_lines(diff: Diff, words: Words, shorts: Mapping[str, str]) -> Iterator[str]:
    """One line for each kind of difference; when only the digest differs, that nothing in these results tells more."""
    rules = diff.rules
    if rules.engine:
        yield words.say("diff.rules.engine", old=rules.engine[0], new=rules.engine[1])
    for name, old, new in rules.versions:
        yield safe(words.say("diff.rules.version", framework=shorts.get(name, name), old=old, new=new))
    for key, names in (("added", rules.added), ("removed", rules.removed), ("remapped", rules.remapped)):
        if names:
            number = "one" if len(names) == 1 else "many"
            yield safe(words.say(f"diff.rules.{key}.{number}", count=len(names), list=_names(names, words)))
    for name, old, new in rules.policy:
        yield safe(words.say("diff.rules.policy", name=name, old=old or words.say("diff.rules.shipped"), new=new or words.say("diff.rules.shipped")))
    if rules.digest:
        yield words.say("diff.rules.digest", old=diff.old.rules[:12], new=diff.new.rules[:12])


def _names(names: Sequence[str], words: Words) -> str:
    more = len(names) - NAMES
    return words.say("comma").join(names[:NAMES]) + (f" {words.more(more)}" if more > 0 else "")
