"""Kept rules: the same rules as from their files, and passed over whenever anything is not right."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from guidelinekit import cache as files
from guidelinekit.cache import cache_folder
from guidelinekit.case import Case
from guidelinekit.case.reading.fast import fast_decoder
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate import load as rule_cache
from guidelinekit.lang.rule import ParameterDefinition, Rule
from guidelinekit.lang.serialize import form, made
from guidelinekit.synthetic.generate import generate, to_line

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "cli" / "small"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder for kept rules."""
    folder = tmp_path / "kept" / "here"
    monkeypatch.setenv(files.FOLDER, str(folder))
    return folder


def loaded(monkeypatch: pytest.MonkeyPatch) -> RuleSet:
    """Load the bundled rules where their files must not be read."""
    with monkeypatch.context() as context:
        context.setitem(sys.modules, "guidelinekit.evaluate.loading", None)
        return load_rules()


def test_kept_rules_are_the_rules(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is equal to what the files say, down to the bytes of its JSON."""
    first = load_rules()
    (file,) = cache.iterdir()
    again = loaded(monkeypatch)
    assert again == first
    assert hash(again.rules) == hash(first.rules)
    assert [p.model_dump_json() for p in again.packs] == [p.model_dump_json() for p in first.packs]
    assert again.profile.model_dump_json() == first.profile.model_dump_json()
    assert again.settings(again.rules[0]) == first.settings(first.rules[0])
    assert file.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_kept_rules_can_be_used_like_others(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes that were not validated again are frozen, can be copied and be validated."""
    load_rules()
    assert cache.is_dir()
    rule = loaded(monkeypatch).rules[0]
    assert Rule.model_validate(rule.model_dump()) == rule
    assert rule.model_copy(update={"anvisning": "9"}).anvisning == "9"
    with pytest.raises(ValueError, match="frozen"):
        rule.anvisning = "9"  # type: ignore[misc]


@pytest.mark.parametrize("how", ["cut off", "changed", "empty", "not text", "another form"])
def test_what_is_not_right_is_passed_over(cache: Path, how: str) -> None:
    """A file that is broken or changed by a single sign is as if it were not there, and made anew."""
    first = load_rules()
    (file,) = cache.iterdir()
    right = file.read_bytes()
    wrong = {
        "cut off": right[:-1000],
        "changed": right.replace(b"must", b"mist", 1),
        "empty": b"",
        "not text": b"\xff\xfe" + right,
        "another form": files._seal(file, b"[1]") + b"[1]",
    }
    file.write_bytes(wrong[how])
    assert load_rules() == first
    assert file.read_bytes() == right


def test_a_change_of_the_files_or_the_program_is_noticed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another profile, other packs or another program: what was kept before is not used."""
    load_rules()
    load_rules(profile="text-only")
    assert len(list(cache.iterdir())) == 2
    monkeypatch.setattr(rule_cache, "program", lambda: "another")
    with pytest.raises(ImportError):
        loaded(monkeypatch)
    monkeypatch.undo()


def test_only_so_many_are_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old forms are thrown away."""
    for number in range(files.MOST + 3):
        monkeypatch.setattr(rule_cache, "program", lambda number=number: str(number))
        load_rules([SMALL], SMALL.with_suffix(".yaml"))
    assert len(list(cache.iterdir())) == files.MOST


def test_packs_are_kept_whatever_the_profile(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a profile of one's own and with waivers, packs that were checked before are not checked again."""
    first = load_rules([SMALL], SMALL.with_suffix(".yaml"))
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr("guidelinekit.evaluate.loading.read_and_checked", None)
    again = load_rules([SMALL], SMALL.with_suffix(".yaml"), waivers=[])
    assert again.rules == first.rules
    assert again.profile == first.profile
    with pytest.raises(RuleError, match="no such file"):
        load_rules([SMALL], SMALL.with_suffix(".yaml"), waivers=SMALL / "none.yaml")


def test_nothing_is_kept_where_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made, or none at all, is no reason to fail."""
    (tmp_path / "file").write_text("")
    for folder in (str(tmp_path / "file" / "below"), ""):
        monkeypatch.setenv(files.FOLDER, folder)
        assert load_rules().rules


def test_where_it_is() -> None:
    """The user's cache folder is found by the rules of the platform, and can be chosen or switched off."""
    assert cache_folder({"XDG_CACHE_HOME": "/x", "HOME": "/h"}) == Path("/x/guidelinekit")
    assert cache_folder({"XDG_CACHE_HOME": "relative", "HOME": "/h"}) == Path("/h/.cache/guidelinekit")
    assert cache_folder({files.FOLDER: "/chosen", "HOME": "/h"}) == Path("/chosen")
    assert cache_folder({files.FOLDER: "", "HOME": "/h"}) is None
    assert cache_folder({}) is None


def test_only_nodes_are_made() -> None:
    """A kept form can name nothing but nodes and codes of the language."""
    (parameter,) = made(b'[[["ParameterDefinition",{"name":"days"},{}]],[0]]')
    assert isinstance(parameter, ParameterDefinition)
    with pytest.raises(KeyError):
        made(b'[[["BaseModel",{},{}]],[0]]')


def test_a_node_that_stands_twice_is_written_once() -> None:
    """Equal nodes are one entry of the form, and one object when they are read."""
    rule = load_rules().rules[0]
    first, second = made(form((rule, rule.model_copy())))
    assert first is second
    assert first == rule


def test_a_single_case_needs_no_compiler(cache: Path) -> None:
    """With kept rules, one case needs no YAML, no check of the rules and no compiler."""
    code = (
        "import sys; from guidelinekit.cli import main\n"
        f"sys.argv = ['guidelinekit', 'check', {str(ROOT / 'examples' / 'one_case.json')!r},"
        " '--as-of', '2026-06-01', '--fail-on', 'never']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'yaml', 'guidelinekit.check', 'guidelinekit.rules.pack_folder',"
        " 'multiprocessing',"
        " 'guidelinekit.semantics.waivers',"
        " 'guidelinekit.compile.verdicts.program'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), files.FOLDER: str(cache)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        ).stdout.splitlines()
        for _ in range(3)
    ]
    assert said[-1][-1] == "[]"
    assert said[0][:-1] == said[1][:-1] == said[2][:-1]


def test_the_first_records_are_judged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closures, which judge the first records, and the compiled rules give equal results."""
    monkeypatch.setenv(files.FOLDER, "")
    as_of = date(2026, 6, 1)
    records = list(generate(4, seed=3, as_of=as_of))
    few, many = load_rules(), load_rules()
    many.prepare()
    for record in records:
        assert few.evaluate(record, as_of=as_of) == many.evaluate(record, as_of=as_of)
    assert "_program" not in vars(few)
    assert "_program" in vars(many)


def test_cases_decoded_fast_are_judged_alike() -> None:
    """A case that was decoded fast has the results of its model, with the same explanations."""
    decode = fast_decoder()
    assert decode is not None
    as_of = date(2026, 6, 1)
    rules = load_rules()
    for record in generate(20, seed=5, as_of=as_of):
        fast = decode(to_line(record).encode())
        assert fast is not None
        assert not isinstance(fast, Case)
        quick, whole = rules.evaluate(fast, as_of=as_of), rules.evaluate(record, as_of=as_of)
        assert quick == whole
        assert quick.to_json() == whole.to_json()
        assert quick.record == record
