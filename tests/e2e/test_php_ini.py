"""php.ini as people write it: each line does what the documents say, or PHP or phpinfo() says in words why not."""
import json
import os
import re
import subprocess

import pytest

from support import paths
from e2e.house import APPS

CODES = APPS / "plain" / "codes.php"
DOCUMENTS = ["README.md", "README.zh-CN.md", "docs/ini.md"]
TEXT_CODES = [0, "''", 1, 500, 501, "'501'", 9999, 10000, 10999, 11000, -5, -20, "'42S02'", "'ORDER_7'", "'order_7'",
              "'E_ERROR'"]
CLASSES = ["TypeError", "App\\Order\\NotFound"]


def php(folder, lines, *arguments):
    """Runs php-cli with these lines as its php.ini; nothing of the system's."""
    ini = folder / "php.ini"
    ini.write_text("\n".join([f"extension={paths.extension()}", "display_startup_errors=1", "log_errors=0",
                              'errnotice.redis = "redis://127.0.0.1:1/0"', *lines]) + "\n", "utf-8")
    done = subprocess.run([paths.php_cli(), "-c", ini, *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          check=False, env={**os.environ, "PHP_INI_SCAN_DIR": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def seen(folder, *lines):
    """What codes.php prints, whatever PHP has to say before and after it."""
    output = php(folder, lines, CODES)
    return json.JSONDecoder().raw_decode(output[output.index('{"taken"'):])[0]


def taken(folder, *lines):
    return seen(folder, *lines)["taken"]


@pytest.mark.parametrize("line, expected", [
    ('errnotice.codes = "500"', [500]),
    ('errnotice.codes = 500', [500]),
    ('errnotice.codes = "500-501"', [500, 501, "'501'"]),
    ('errnotice.codes = 10000-10999', [10000, 10999]),
    ('errnotice.codes = "10000-10999"', [10000, 10999]),
    ('errnotice.codes = "10000-10999, 501"', [501, "'501'", 10000, 10999]),
    ('errnotice.codes = "10000-10999 501"', [501, "'501'", 10000, 10999]),
    ('errnotice.codes = "  10000-10999 ,, 501 , "', [501, "'501'", 10000, 10999]),
    ('errnotice.codes = "-5"', [-5]),
    ('errnotice.codes = -5', [-5]),
    ('errnotice.codes = "-20--5"', [-5, -20]),
    ('errnotice.codes = "42S02"', ["'42S02'"]),
    ('errnotice.codes = 42S02', ["'42S02'"]),
    ('errnotice.codes = "ORDER_*"', ["'ORDER_7'"]),
    ('errnotice.codes = ORDER_*', ["'ORDER_7'"]),
    ('errnotice.codes = "0"', [0, "''", *CLASSES]),
    ('errnotice.codes = "*"', [*TEXT_CODES, *CLASSES]),
    ('errnotice.codes = *', [*TEXT_CODES, *CLASSES]),
    ('errnotice.codes = "E_ERROR"', []),
    ('errnotice.codes = "*"\nerrnotice.ignore_codes = "0, E_*, ORDER_*, order_7, -20-9999"',
     [10000, 10999, 11000, "'42S02'", "'E_ERROR'"]),
    ('errnotice.codes = ""', []),
    ('errnotice.codes =', []),
    ('errnotice.classes = "TypeError"', ["TypeError"]),
    ('errnotice.classes = "\\TypeError, app\\order\\notfound"', CLASSES),
    ('errnotice.classes = "App\\Order\\Not*"', ["App\\Order\\NotFound"]),
    ('errnotice.classes = App\\Order\\NotFound', ["App\\Order\\NotFound"]),
    ('errnotice.classes = "Error"', ["TypeError"]),
    ('errnotice.codes = "*"\nerrnotice.ignore_classes = "auto, App\\Order\\*"', ["TypeError"]),
    ('errnotice.codes = "30000"\nerrnotice.code_from = "errorCode"', TEXT_CODES),
    ('errnotice.codes = "31000"\nerrnotice.code_from = "code, ::CODE"', [0, "''"]),
    ('errnotice.codes = "*"\nerrnotice.enable = 0', []),
    ('errnotice.codes = "*"\nerrnotice.enable = Off', []),
    ('errnotice.codes = "*"\nerrnotice.enable = "no"', []),
])
def test_a_line_does_what_it_says(tmp_path, line, expected):
    assert taken(tmp_path, line) == expected


@pytest.mark.parametrize("line, words", [
    ('errnotice.codes = "500-"', ["errnotice.codes", '"500-"']),
    ('errnotice.codes = "20-10"', ["errnotice.codes", "20-10"]),
    ('errnotice.codes = "99999999999999999999"', ["errnotice.codes", "99999999999999999999"]),
    ('errnotice.codes = "500, 下单"', ["errnotice.codes"]),
    ('errnotice.ignore_codes = "5-1"', ["errnotice.ignore_codes", "5-1"]),
    ('errnotice.timeout = "soon"', ["errnotice.timeout", "soon"]),
    ('errnotice.timeout = "0"', ["errnotice.timeout", "0"]),
    ('errnotice.slots = "1"', ["errnotice.slots", "1"]),
    ('errnotice.stream = ""', ["errnotice.stream"]),
    ('errnotice.heartbeat = "-1s"', ["errnotice.heartbeat", "-1s"]),
    ('errnotice.trace_frames = "101"', ["errnotice.trace_frames", "101"]),
    ('errnotice.scrub = "@phone"', ["errnotice.scrub", "@phone"]),
    ('errnotice.enable = "perhaps"', ["errnotice.enable", "perhaps"]),
    ('errnotice.redis = "http://127.0.0.1"', ["errnotice.redis"]),
    ('errnotice.redis = "rediss://127.0.0.1?cert=/c"', ["errnotice.redis", "cert"]),
    ('errnotice.redis = ""', ["errnotice.redis"]),
    ('errnotice.spool = "relative"', ["errnotice.spool", "relative"]),
    ('errnotice.spool_limit = "64X"', ["errnotice.spool_limit", "64X"]),
    ('errnotice.boundaries = "App::"', ["errnotice.boundaries", "App::"]),
    ('errnotice.code_from = "::"', ["errnotice.code_from"]),
])
def test_a_refused_line_is_named_with_its_place_and_reports_nothing(tmp_path, line, words):
    lines = ['errnotice.codes = "*"', line]
    told = " ".join(php(tmp_path, lines, "--ri", "errnotice").split())
    for word in [*words, f"{tmp_path}/php.ini:6"]:
        assert word in told
    assert taken(tmp_path, *lines) == []


@pytest.mark.parametrize("line, words", [
    ("errnotice.codes = E_ERROR", ["errnotice.codes", "1", "E_"]),
    ("errnotice.codes = E_USER_ERROR", ["errnotice.codes", "256", "E_"]),
    ("errnotice.codes = ORDER_*, E_ERROR", ["errnotice.codes", "1", "E_"]),
    ("errnotice.code = 500", ["errnotice.code", "no such directive"]),
    ('errnotice.app = "' + "x" * 70 + '"', ["errnotice.app", "cut"]),
])
def test_a_doubtful_line_is_told(tmp_path, line, words):
    told = " ".join(php(tmp_path, [line], "--ri", "errnotice").split())
    for word in [*words, f"{tmp_path}/php.ini:5"]:
        assert word in told


@pytest.mark.parametrize("written, value", [
    ("E_ERROR", "1"), ("ORDER_*, E_ERROR", "ORDER_*, 1"), ("500|501", "501"), ("!500", "0"), ("~500", "-501"),
    ("500 ; the order", "500"), ("(500)", "500"), ("'500'", "500"), ("500, 501", "500, 501"), ("{main}", "{main}")])
def test_what_php_makes_of_a_value_without_quotes(tmp_path, written, value):
    """As docs/ini.md says; the rest of the file is read on."""
    shown = php(tmp_path, [f"errnotice.codes = {written}", "errnotice.app = after"], "-r",
                "echo json_encode([ini_get('errnotice.codes'), ini_get('errnotice.app')]);")
    assert json.loads(shown) == [value, "after"]


@pytest.mark.parametrize("written", ['"500', "500=501", "500, yes"])
def test_a_syntax_error_is_told_by_php(tmp_path, written):
    """PHP drops the rest of the file: nothing that an extension could see."""
    assert "syntax error" in php(tmp_path, [f"errnotice.codes = {written}", "errnotice.app = after"], "--ri", "errnotice")


def documented():
    """Every line of the documents that sets a directive of ours."""
    found = []
    for name in DOCUMENTS:
        path = paths.ROOT / name
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                match = re.match(r"\s*;?\s*(errnotice\.\w+)\s*=\s*(\".*?\"|[^;]*)", line)
                if match and (match[1], match[2].strip()) not in found:
                    found.append((match[1], match[2].strip()))
    return found


@pytest.mark.parametrize("name, value", documented())
def test_documented_lines_quoted_and_not(tmp_path, name, value):
    bare = value.strip('"')
    both = {}
    for written in (f'"{bare}"', bare):
        lines = [f"{name} = {written}", "errnotice.app = after"] if name != "errnotice.app" else [f"{name} = {written}"]
        told = " ".join(php(tmp_path, lines, "--ri", "errnotice").split())
        shown = php(tmp_path, lines, "-r", f"echo json_encode([ini_get('{name}'), ini_get('errnotice.app')]);")
        both[written] = told, shown
    told, shown = both[f'"{bare}"']
    assert "syntax error" not in told and "refused" not in told and json.dumps(bare).strip('"') in shown.replace("\\/", "/")
    told, shown = both[bare]
    assert shown == both[f'"{bare}"'][1] or "syntax error" in told or name in told.split("Directive")[0]
