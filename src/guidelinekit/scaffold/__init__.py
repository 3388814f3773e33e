"""Beginnings: a rule with example cases, and a pack, that can be used as they are and are then changed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from textwrap import wrap
from typing import Final

from guidelinekit.lang.rule import Encoding, Modality, Pack, Passage
from guidelinekit.ledger.passages import fingerprint
from guidelinekit.rules.packs import CASES, PACK, PASSAGES
from guidelinekit.text import LANGUAGES, Language, Text
from guidelinekit.wording.rule import place_in_words

SCHEMAS = "schemas"
_SENTENCE = "Her står sætningen fra kilden."
_FIRST = "1.1-treatment-plan"
_COMMENT: Final = re.compile(r"# ([^|\n]*) \| (.*)$", re.MULTILINE)
"""A comment in Danish, and the same in English."""


_FIRST_PASSAGE: Final = Passage(
    id="P-01",
    source="1",
    locator={"anvisning": "1.1", "sentence": 1},
    fingerprint=fingerprint(_SENTENCE),
    modality="should",
    summary=Text(da="Der bør være en behandlingsplan.", en="There should be a treatment plan."),
    encoding=Encoding.ENCODED,
)
_HERE: Final = Path(__file__).parent


class Skeleton(StrEnum):
    """What a rule that begins gives an answer about."""

    CASE = "case"
    ITEM = "item"
    """Each item of a list."""
    RECURRING = "recurring"
    """A case, again and again."""
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule that begins."""

    id: str
    anvisning: str
    passages: tuple[Passage, ...] = ()
    modality: Modality = Modality.SHOULD
    form: Skeleton = Skeleton.CASE


def modeline(kind: str, schemas: str) -> str:
    """Return the line by which an editor finds the schema of a file; `schemas` is the folder seen from it."""
    return f"# yaml-language-server: $schema={schemas}/{kind}.schema.json"


def rule_files(rule: NewRule, schemas: str, language: Language, *, defined: bool) -> Mapping[str, str]:
    """Return the files of a rule by name, with comments in a language.

    `defined` says whether its pack has the definition `enrolled`.
    """
    text = _file(f"{rule.form}", language)
    if not defined:
        text = text.replace(
            "use: enrolled", "enrolment.enrolled_on: {known: true}\n  enrolment.ended_on: null"
        )
    keys = ", ".join(passage.id for passage in rule.passages)
    cases = f"{modeline('cases', schemas)}\nrule: {rule.id}\n{_file(f'{rule.form}.cases', language)}"
    head = (
        f"{modeline('rule', schemas)}\n"
        f"id: {rule.id}\n"
        f"anvisning: {json.dumps(rule.anvisning, ensure_ascii=False)}\n"
        f"{''.join(_as_comment(each, language) for each in rule.passages)}"
        f"passages: [{keys}]\n"
        f"modality: {rule.modality}            # must (skal), should (bør), right (har ret til), may (kan)\n"
    )
    return {f"{rule.id}.yaml": head + text, f"{rule.id}{CASES}": cases}


def _file(name: str, language: Language, **names: str) -> str:
    """Return the text of a file beside this one, with comments in a language and names filled in."""
    text = (_HERE / f"{name}.yaml").read_text(encoding="utf-8")
    text = _COMMENT.sub(rf"# \{LANGUAGES.index(language) + 1}", text)
    for key, value in names.items():
        text = text.replace(f"<{key}>", value)
    return text


def _as_comment(passage: Passage, language: Language) -> str:
    """Return what a passage says, as lines for the author to see while the rule is written."""
    summary = " ".join(passage.summary.text(language).split())
    whole = f"{passage.id} ({passage.source}: {place_in_words(passage.locator, language)}): {summary}"
    return "".join(f"# {line}\n" for line in wrap(whole, 110))


def pack_files(name: str, schemas: str, language: Language, *, empty: bool) -> Mapping[str, str]:
    """Return the files of a pack by name: with one rule and its passage, or with an empty ledger."""
    pack = f"{modeline('pack', schemas)}\n{_file('pack', language, id=name)}"
    ledger = f"{modeline('passages', schemas)}\n{_file('ledger', language)}"
    if empty:
        return {PACK: pack, PASSAGES: f"{ledger.rstrip()} {{}}\n"}
    names = {"fingerprint": fingerprint(_SENTENCE), "sentence": _SENTENCE, "rule": _FIRST}
    first = NewRule(_FIRST, "1.1", (_FIRST_PASSAGE,))
    return {
        PACK: pack,
        PASSAGES: ledger + _file("passage", language, **names),
        **rule_files(first, schemas, language, defined=True),
    }


def schemas_near(pack: Path) -> str | None:
    """Return the folder with the editor's schemas as a pack's files name it: in it or up to two above."""
    for above in (SCHEMAS, f"../{SCHEMAS}", f"../../{SCHEMAS}"):
        if (pack.resolve() / above / "rule.schema.json").is_file():
            return above
    return None


def has_enrolled(pack: Pack) -> bool:
    """Say whether a pack defines who is enrolled, so that a new rule can use it."""
    return any(definition.name == "enrolled" for definition in pack.definitions)
