"""proof -- that the application's files are what they were, and do not know of us."""
import hashlib
import pathlib


def fingerprints(folder):
    """SHA-256 of every file below `folder`, by its relative path."""
    folder = pathlib.Path(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def summary(prints):
    """One hash for all of them, as `sha256sum * | sha256sum` would give."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in prints.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def lines_that_name(folder, word):
    """Every line below `folder` that holds `word`, whatever its case, as file:line."""
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_bytes().lower().split(b"\n"), 1):
            if word.encode() in line:
                found.append(f"{path.relative_to(folder)}:{number}")
    return found
