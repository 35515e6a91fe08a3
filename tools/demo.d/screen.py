"""screen -- what the person who runs the demo sees."""
import os
import sys
import unicodedata

BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"
COLOR = (sys.stdout.isatty() and "NO_COLOR" not in os.environ) or os.environ.get("CLICOLOR_FORCE", "0") != "0"


def paint(style, text):
    return f"\x1b[{style}m{text}\x1b[0m" if COLOR else text


def say(text=""):
    print(text, flush=True)


def heading(chinese, english):
    say()
    say(paint(BOLD + ";" + CYAN, f"━━ {chinese} · {english} ") + paint(CYAN, "━" * max(0, 66 - width(chinese + english))))


def width(text):
    """Columns on a terminal: a Chinese character takes two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text, columns):
    return text + " " * max(0, columns - width(text))


def table(rows, styles=None):
    """Rows of plain text, columns aligned; `styles` gives each row a style for its first column."""
    columns = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [pad(cell, size) for cell, size in zip(row[:-1], columns)] + [row[-1]]
        if styles and styles[number]:
            cells[0] = paint(styles[number], cells[0])
        say("  " + "  ".join(cells))
