"""result -- what a test came to, and how the runners' own reports are read."""
import dataclasses
import pathlib
import re
import xml.etree.ElementTree as ElementTree

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"

# the line that run-tests.php prints for each test
KIND = "(?:PASS|FAIL|SKIP|BORK|WARN|LEAK|XFAIL|XLEAK)"
PHPT = re.compile(rf"^(?P<kinds>{KIND}(?:&{KIND})*) (?P<title>.*) \[(?P<file>[^\]]+\.phpt)\](?P<more>.*)$", re.M)
PHPT_PASS = {"PASS", "XFAIL", "XLEAK"}


@dataclasses.dataclass
class Result:
    name: str
    outcome: str
    detail: str = ""  # why: of a failure several lines, of a skip one


def failed(name, detail):
    return Result(name, FAILED, detail.strip())


def from_junit(path):
    """pytest's XML; a file that does not parse is a failure of its own."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        return [failed(pathlib.Path(path).name, f"no readable report: {error}")]
    return [_case(case) for case in root.iter("testcase")]


def from_cmocka(output):
    """The XML that cmocka's programs printed one after the other, when `make -k` ran them.

    A program that died printed none, so that `make` tells of more failures than the reports do.
    """
    results, broken = [], 0
    for report in re.findall(r"<testsuite .*?</testsuite>", output, re.S):
        try:
            cases = [_case(case) for case in ElementTree.fromstring(report).iter("testcase")]
        except ElementTree.ParseError as error:
            cases = [failed("cmocka", f"no readable report: {error}\n{report[:2000]}")]
        broken += any(case.outcome == FAILED for case in cases)
        results += cases
    faults = re.findall(r"^make(?:\[\d+\])?: \*\*\* \[.*", output, re.M)
    if len(faults) > broken:
        results.append(failed("make", "\n".join(faults) + "\n" + "\n".join(
            line for line in output.splitlines() if re.search(r"error|Sanitizer|fault|undefined", line))))
    return results


def _case(case):
    suite = case.get("classname") or ""
    name = f"{suite}.{case.get('name')}" if suite else case.get("name")
    for tag in ("failure", "error"):
        if (fault := case.find(tag)) is not None:
            return failed(name, fault.text or fault.get("message") or "")
    skipped = case.find("skipped")
    if skipped is not None:
        return Result(name, SKIPPED, skipped.get("message") or (skipped.text or "").strip())
    return Result(name, PASSED)


def from_phpt(output, folder):
    """What run-tests.php printed; details of failures come from the files it leaves beside the tests."""
    results = []
    for match in PHPT.finditer(output):
        kinds = set(match["kinds"].split("&"))
        if kinds == {"SKIP"}:
            reason = match["more"].strip().removeprefix("reason: ")
            results.append(Result(match["title"], SKIPPED, reason))
        elif kinds <= PHPT_PASS:
            results.append(Result(match["title"], PASSED))
        else:
            results.append(failed(f"{match['title']} [{match['file']}]", _phpt_detail(match, folder)))
    return results


def _phpt_detail(match, folder):
    stem = pathlib.Path(folder, match["file"]).with_suffix("")
    texts = [match["kinds"] + match["more"]]
    for suffix in (".diff", ".mem"):
        path = stem.with_suffix(suffix)
        if path.is_file():
            texts.append(path.read_text("utf-8", "replace")[:6000])
    return "\n".join(texts)


def counts(results):
    return tuple(sum(result.outcome == outcome for result in results) for outcome in (PASSED, FAILED, SKIPPED))


def line(results):
    return "%d passed, %d failed, %d skipped" % counts(results)
