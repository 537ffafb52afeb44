import io

import pytest
from babel.messages.pofile import read_po as read_po_by_babel
from hypothesis import given
from hypothesis import strategies as st

from locales.po import BrokenCatalogue, Entry, read_po, write_po

HEADER = "Language: en\nContent-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

FILE = """# by a person
msgid ""
msgstr ""
"Language: en\\n"

#. shown on a phone
#: conversations/screens/menu.py
#: conversations/screens/report.py
#, fuzzy
#| msgid "Câu trước"
# a remark
msgctxt "menu"
msgid ""
"Dòng một\\n"
"Dòng hai “\\"hai\\"” \\\\ \\t."
msgstr "Line one\\nLine two"
msgctxt "menu"
msgid "{n} xã"
msgid_plural "{n} xã"
msgstr[0] "{n} commune"
msgstr[1] "{n} communes"

#~ msgctxt "menu"
#~ msgid "Bỏ"
#~ msgstr "Gone"
"""


def test_every_part_of_a_file_is_read() -> None:
    assert list(read_po(FILE, "en.po")) == [
        Entry(context="", message="", forms=("Language: en\n",), remarks=("by a person",)),
        Entry(
            context="menu",
            message='Dòng một\nDòng hai “"hai"” \\ \t.',
            forms=("Line one\nLine two",),
            notes=("shown on a phone",),
            places=("conversations/screens/menu.py", "conversations/screens/report.py"),
            remarks=("a remark",),
            fuzzy=True,
        ),
        Entry(context="menu", message="{n} xã", plural="{n} xã", forms=("{n} commune", "{n} communes")),
        Entry(context="menu", message="Bỏ", forms=("Gone",), obsolete=True),
    ]


def test_the_same_entries_give_the_same_bytes_in_whatever_order_they_come() -> None:
    entries = [entry for entry in read_po(FILE, "en.po") if entry.message and not entry.obsolete]
    assert write_po(HEADER, entries) == write_po(HEADER, reversed(entries))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("msgid 'x'", "en.po:1: not a line of a catalogue: msgid 'x'"),
        ('"x"', "en.po:1: a text without its keyword"),
        ('msgstr "x"', "en.po:1: a text without its keyword"),
        ('msgid "x"\n', "en.po: ends in the middle of an entry"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, complaint: str) -> None:
    with pytest.raises(BrokenCatalogue) as broken:
        list(read_po(text, "en.po"))
    assert str(broken.value) == complaint


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")).filter(
    lambda text: bool(text) and not any(ord(letter) < 32 and letter not in "\n\t\r" for letter in text)
)
ENTRIES = st.builds(
    Entry, context=TEXTS, message=TEXTS, forms=st.tuples(TEXTS), fuzzy=st.booleans(), plural=st.none()
) | st.builds(Entry, context=TEXTS, message=TEXTS, plural=TEXTS, forms=st.tuples(TEXTS, TEXTS))


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.key))
def test_what_is_written_is_read_again_by_us_and_by_babel(entries: list[Entry]) -> None:
    written = write_po(HEADER, entries)
    ours = list(read_po(written, "en.po"))[1:]
    assert ours == sorted(entries, key=lambda entry: entry.key)

    theirs = [message for message in read_po_by_babel(io.BytesIO(written.encode())) if message.id]
    assert {(message.context, message.id, message.string, message.fuzzy) for message in theirs} == {
        (
            entry.context,
            entry.message if entry.plural is None else (entry.message, entry.plural),
            entry.forms[0] if entry.plural is None else entry.forms,
            entry.fuzzy,
        )
        for entry in entries
    }
