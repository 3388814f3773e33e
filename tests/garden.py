"""A made-up guideline about a garden, and a pack with its ledger, to compare texts with."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from guidelinekit.check import check
from guidelinekit.lang.rule import Pack
from guidelinekit.ledger.passages import Sentence, fingerprint, locator, sentences
from guidelinekit.rules.pack_folder import load_pack

PAGE = """Retningslinje for havearbejde

Formål

Formålet er en have, der trives.

Om kolonihaver

Kolonihaver ligger for sig. De har et hegn.

Anvisninger for havearbejde

4.1.1: Haven skal vandes om aftenen.

4.1.1 Referencer

4.1.2: Bede bør luges jævnligt.

Det omfatter:

 • ukrudt i bede, og hvad der ellers gror.
 • stier. Herunder trapper af sten.
 • krukker på terrassen.

4.1.2 Referencer

Sidst opdateret 01/02 2003
"""
OTHER_PAGE = """Om kolonihaver

Kolonihaver ligger for sig. De har et hegn.

4.2.1: Hegnet bør males hvert andet år.
"""
SHARED: dict[str, str | int | bool] = {"section": "Om kolonihaver", "sentence": 1, "through": 2}
PASSAGES: dict[str, tuple[str, dict[str, str | int | bool], str, list[str]]] = {
    "G-01": ("901", {"section": "Formål", "sentence": 1}, "encoded", ["enrolled"]),
    "G-02": ("901", SHARED, "not", []),
    "G-03": ("901", {"anvisning": "4.1.1", "headline": True}, "encoded", ["4.1.1-water"]),
    "G-04": ("901", {"anvisning": "4.1.2", "headline": True}, "partly", ["4.1.2-weed"]),
    "G-05": ("901", {"anvisning": "4.1.2", "bullet": 1, "sentence": 1}, "encoded", ["4.1.2-beds"]),
    "G-06": ("901", {"anvisning": "4.1.2", "bullet": 1, "sentence": 1}, "not", []),
    "G-07": (
        "901",
        {"anvisning": "4.1.2", "bullet": 2, "sentence": 1, "through": 2},
        "encoded",
        ["4.1.2-weed"],
    ),
    "G-08": ("901", {"anvisning": "4.1.2", "bullet": 3, "sentence": 1}, "next", []),
    "G-09": ("902", SHARED, "not", []),
    "G-10": ("902", {"anvisning": "4.2.1", "headline": True}, "encoded", ["4.2.1-fence"]),
}
LEAD_IN = {"anvisning": "4.1.2", "sentence": 1}
WORDS = {"da": "Ord", "en": "Words"}


def text_at(cut: Iterable[Sentence], place: Mapping[str, str | int | bool]) -> str | None:
    """Return what stands at a locator, or None where nothing does.

    The locator of a passage of several sentences has `through`, the number of the last of them.
    """
    texts = {frozenset(locator(sentence).items()): sentence.text for sentence in cut}
    start = {key: value for key, value in place.items() if key != "through"}
    first = int(place.get("sentence", 1))
    wanted = [
        frozenset((start | {"sentence": number} if "sentence" in place else start).items())
        for number in range(first, int(place.get("through", first)) + 1)
    ]
    return " ".join(texts[each] for each in wanted) if all(each in texts for each in wanted) else None


def write_garden(folder: Path) -> Path:
    """Write the pack's files into a folder, and give it."""
    folder.mkdir(exist_ok=True)
    texts = {"901": sentences(PAGE), "902": sentences(OTHER_PAGE)}
    passages, cited = {}, dict[str, list[str]]()
    for key, (source, place, encoding, by) in PASSAGES.items():
        text = text_at(texts[source], place)
        assert text is not None, key
        passages[key] = {
            "source": source,
            "locator": place,
            "fingerprint": fingerprint(text),
            "modality": "should",
            "summary": {"da": f"Udsagn {key}", "en": f"Statement {key}"},
            "encoding": encoding,
            "by": by,
            **({"because": {"da": "En god grund", "en": "A good reason"}} if encoding != "encoded" else {}),
        }
        for name in by:
            cited.setdefault(name, []).append(key)
    lead_in = {"source": "901", "locator": LEAD_IN, "fingerprint": fingerprint("Det omfatter:")}
    pack = {
        "id": "garden",
        "edition": "1",
        "title": {"da": "Haven", "en": "The garden"},
        "sources": [{"id": "901", "title": "Havearbejde"}, {"id": "902", "title": "Kolonihaver"}],
        "parameters": {
            "weed_days": {
                "unit": "days", "basis": "local", "bounds": [1, 9], "title": WORDS, "passages": ["G-04"],
            }
        },
        "definitions": {
            "enrolled": {
                "title": {"da": "Indskrevet", "en": "Enrolled"},
                "passages": cited.pop("enrolled"),
                "interpretation": {"da": "En læsning af formålet", "en": "A reading of the purpose"},
                "when": {"enrolment.enrolled_on": {"known": True}},
            }
        },
    }  # fmt: skip
    _write(folder / "pack.yaml", pack)
    _write(folder / "passages.yaml", {"passages": passages, "other_sentences": [lead_in]})
    for name, keys in cited.items():
        rule = {
            "id": name,
            "anvisning": name.partition("-")[0],
            "passages": keys,
            "modality": "should",
            "evidence": "direct",
            "title": {"da": f"Overskrift {name}", "en": f"Title {name}"},
            "applies_when": {"use": "enrolled"},
            "requires": {"exists": "plans"},
            "deadline": "enrolment.enrolled_on + $weed_days",
            "finding": WORDS,
            "remedy": WORDS,
        }
        if name == "4.1.2-weed":
            rule["interpretation"] = {
                "da": "Jævnligt læses\nsom ugentligt",
                "en": "Regularly is read as weekly",
            }
        _write(folder / f"{name}.yaml", rule)
    return folder


def garden(folder: Path) -> Pack:
    """Give the pack, in whose ledger nothing is wrong."""
    loaded = load_pack(write_garden(folder))
    assert loaded.pack is not None
    assert [*loaded.diagnostics, *check(loaded.pack)] == []
    return loaded.pack


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
