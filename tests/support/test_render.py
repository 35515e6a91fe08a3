"""Messages are shown as the group sees them."""
import pytest

from support import paths, render


def record(text, title="[pro] shop", kind="markdown", rings=(), silent=None):
    return {"title": title, "text": text, "msgtype": kind, "mentions": {"rings": list(rings), "silent": silent or {}}}


def shown(text, **more):
    """The body's lines without the frame."""
    lines = render.message(record(text, **more), color=False).splitlines()
    return [line[2:] for line in lines[1:-1]]


def test_the_title_stands_apart():
    assert render.message(record("x"), color=False).splitlines()[0] == "┌─ [pro] shop"


def test_lines_join_unless_two_spaces_or_a_block_break_them():
    assert shown("a\nb  \nc\n\nd\n- e\n- f") == ["a b", "c", "", "d", "• e", "• f"]


def test_marks_become_styles():
    text = render.message(record("#### head\n**bold** *it* [label](https://x) ![a](https://i)\n\n> q"))
    assert "\x1b[1mhead\x1b[0m" in text
    assert "\x1b[1mbold\x1b[0m" in text and "\x1b[3mit\x1b[0m" in text
    assert "\x1b[4mlabel\x1b[0m" in text and "(https://x)" in text
    assert "[image a: https://i]" in text and "▎" in text


def test_escaped_marks_are_plain_characters():
    assert shown(r"App\\Order \*not bold\* \[no\](link) \# x") == [r"App\Order *not bold* [no](link) # x"]


def test_html_and_tables_are_no_markup():
    assert shown("<b>x</b> | a | b |") == ["<b>x</b> | a | b |"]


def test_mentions_that_ring_are_marked():
    text = render.message(record("@13800000000 @138000000001", rings=["@13800000000"]))
    assert "\x1b[1;30;43m@13800000000\x1b[0m @138000000001" in text


def test_mentions_that_do_not_ring_are_told():
    assert shown("x", silent={"139": "the text does not hold @139"}) == [
        "x", "139 is not called: the text does not hold @139"]


def test_nothing_steers_the_terminal():
    text = render.message(record("a\x1b[2Jb\x9bc", title="t\x07"), color=False)
    assert not [c for c in text if ord(c) < 32 and c != "\n" or 0x7f <= ord(c) < 0xa0]


def test_a_plain_text_message_keeps_its_line_feeds():
    assert shown("a\n**b**", kind="text") == ["a", "**b**"]


@pytest.mark.parametrize("path", sorted((paths.ROOT / "tests/consumer/golden").glob("*.txt")), ids=lambda path: path.stem)
def test_every_kind_of_message_is_shown_without_a_mark_left_over(path):
    record = render.golden(path)
    lines = render.message(record, color=False).splitlines()
    assert lines[0] == f"┌─ {record['title']}" and lines[1] == f"│ {record['title']}"
    assert not [line for line in lines if line.startswith(("│ #", "│ >", "│ - ")) or "**" in line or "\\*" in line]
    assert all(any(who in line for line in lines) for who in record["mentions"]["rings"])
