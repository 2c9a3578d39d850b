"""What is written into XML by hand comes back as it was."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from compliance.reports.xml_text import escape, quoteattr

# What XML 1.0 can hold; a lone carriage return between tags is read as a line break by every reader.
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff") | st.sampled_from("\n\t<>&\"'"))


@given(TEXT, TEXT | st.just("\r"))
def test_what_is_written_is_read_back(text: str, value: str) -> None:
    read = ElementTree.fromstring(f"<a b={quoteattr(value)}>{escape(text)}</a>")
    assert (read.text or "", read.get("b")) == (text, value)
