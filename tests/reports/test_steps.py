"""Lists of steps: each with its mark and its name, every word escaped, lists within lists in their order."""

from compliance.conditions.step import Step
from compliance.reports.brand import PLAIN
from compliance.reports.pages import strings
from compliance.reports.reasons import Reason
from compliance.reports.steps import StepLists
from compliance.reports.words import Words


def lists(spoken: bool = False) -> StepLists:
    return StepLists(Words("fr"), strings("gap-analysis", "fr", PLAIN), spoken)


def test_reasons_are_told_with_their_marks_and_the_answers_behind_them() -> None:
    inner = Reason(None, "dedans")
    told = str(lists().reasons([Reason(False, "a < b ; « c »", ("x & y", "z"), (inner,))]))
    assert told.startswith('<ul class="trace">\n<li class="no"><span class="mark" title="non satisfait">✗</span> a &lt; b\u00a0; «\u00a0c\u00a0»')
    assert '<span class="reads">(d’après\u00a0: x &amp; y\u00a0; z)</span><ul class="trace">\n<li class="open">' in told
    assert told.count("<ul") == told.count("</ul>") == 2
    assert told.count("<li") == told.count("</li>") == 2


def test_an_open_reason_names_what_it_depends_on() -> None:
    assert "(dépend de\u00a0: x)" in str(lists().reasons([Reason(None, "a", ("x",))]))


def test_marks_that_are_read_aloud_have_a_role() -> None:
    assert '<span class="mark" role="img" title="établi">✓</span>' in str(lists(spoken=True).reasons([Reason(True, "a")]))
    assert "role" not in str(lists().reasons([Reason(True, "a")]))


def test_all_steps_stand_under_the_first() -> None:
    below = [Step("test", True, path="system.name", found="<b>x</b>", operator="is", expected="y"), Step("test", None, path="system.name", operator="stated", expected=True)]
    told = str(lists().all(Step("all", None, children=tuple(below))))
    assert told.startswith('<ul class="trace"><li class="open">')
    assert told.endswith("</li>\n</ul></li>\n</ul>")
    assert "&lt;b&gt;x&lt;/b&gt;" in told
    assert "<b>" not in told
    assert told.index('class="yes"') < told.rindex('class="open"')
