"""The known name that was meant, for "did you mean": one that is near, or that is said so in plain words."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Final

from guidelinekit.text import Text, say

_LIKE_A_TITLE: Final = 0.75
"""Whole titles are nearer to one another by chance than names are."""
_FEW: Final = 12
"""How many names a help text lists at most."""
_SHORTEST: Final = 4
"""How many letters a word has at least that means a title by being one of its words."""


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known name that is most like `name`, or None where none is near; 1 is the same name.

    A word by which people call a key, an operator or a unit, Danish or English, is near to it.
    """
    names = list(known)
    for each in _MEANT.get(folded(name), ()):
        if each in names:
            return each
    matches = get_close_matches(name, names, n=1, cutoff=likeness)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> Text | None:
    """Return a help text that names the nearest known name, or None where none is near."""
    match = nearest(name, known)
    return None if match is None else meaning(match)


def meaning(*names: str) -> Text:
    """Return the help text that asks whether one of some names was meant."""
    return say("mente du {names}?", "did you mean {names}?", names=either(names))


def either(names: Iterable[str]) -> Text:
    """Return names, as they are written, of which one is to be chosen."""
    listed = [f"`{name}`" for name in names]
    return Text(da=" eller ".join(listed), en=" or ".join(listed))


def there_are(names: Iterable[str]) -> Text:
    """Return the help text that lists the names there are."""
    return say("der er {listed}", "there are {listed}", listed=quoted(names))


def quoted(names: Iterable[object]) -> str:
    """Return names one after another, as they are written."""
    return ", ".join(f"`{name}`" for name in names)


def few(names: Iterable[str]) -> Text:
    """Return the first of some names, and whether there are others."""
    first = list(islice(names, _FEW + 1))
    others = Text(da=" og andre", en=" and others") if len(first) > _FEW else ""
    return say("{listed}{others}", "{listed}{others}", listed=quoted(first[:_FEW]), others=others)


def by_title(name: str, titles: Mapping[str, Iterable[str]]) -> str | None:
    """Return the name one of whose titles is, holds or resembles `name`; None where none does, or several."""
    word = folded(name)
    spoken = {folded(title): known for known, of_it in titles.items() for title in of_it}
    if word in spoken:
        return spoken[word]
    holding = {known for title, known in spoken.items() if word in title.split()}
    if len(word) >= _SHORTEST and len(holding) == 1:
        return holding.pop()
    matches = get_close_matches(word, spoken, n=1, cutoff=_LIKE_A_TITLE)
    return spoken[matches[0]] if matches else None


def meant(word: str, titles: Mapping[str, Iterable[str]]) -> str | None:
    """Return the name that is near to a word, or one of whose titles is; None where none is."""
    return nearest(word, titles) or by_title(word, titles)


def folded(words: str) -> str:
    """Return words in small letters, with spaces between them, and without the letters only Danish has."""
    small = words.casefold().replace("_", " ").replace("-", " ")
    return " ".join(small.replace("æ", "ae").replace("ø", "oe").replace("å", "aa").split())


_CALLED: Final[Mapping[str, str]] = {
    "deadline": "frist, senest den, limit",
    "due_on": "frist, senest den, limit",
    "requires": "kraever, krav, kraeves, skal, then, must",
    "applies_when": "gaelder, gaelder naar, hvis, if, applies, naar",
    "when": "gaelder, gaelder naar, hvis, if, applies, naar",
    "for_each": "for hver, foreach, for alle",
    "title": "overskrift, titel, navn",
    "name": "overskrift, titel, navn",
    "finding": "fund, mangel, besked, message",
    "remedy": "handling, loesning, afhjaelpning, action",
    "modality": "styrke, modalitet, strength",
    "exempt_when": "undtagelse, undtagelser, undtaget naar, medmindre, unless",
    "passages": "afsnit, tekststed, tekststeder, saetninger",
    "evidence": "bevis, evidens, dokumentation",
    "interpretation": "fortolkning, tolkning",
    "in_force": "deprecated, udgaaet, gyldig, i kraft, valid",
    "reason": "grund, begrundelse, aarsag",
    "where": "hvor, som opfylder",
    "exists": "findes, der findes, exist",
    "every": "hver, alle",
    "all": "hver, alle, og, and",
    "any": "eller, or, en af",
    "not": "ikke",
    "as": "som, kaldet",
    "use": "brug, anvend",
    "bounds": "graenser, min, max, mindst, hoejst",
    "unit": "enhed",
    "sources": "kilder, kilde, dokumenter",
    "basis": "grundlag",
    "expect": "forvent, forventet, expected, expects",
    "given": "givet, sag",
    "as_of": "pr, dato, date, today, i dag, idag, now, nu",
    "days": "dage, dag",
    "years": "aar",
    "count": "antal",
    "encoded": "kodet, yes, ja",
    "partly": "delvis, delvist",
    "law": "lov, loven",
    "text": "tekst",
    "local": "lokalt",
    "direct": "direkte, ja",
    "trace": "spor",
    "citizen_declined": "afslaaet, afslag, nej tak, declined, borgeren sagde nej",
    "anonymous_treatment": "anonym",
    "other_exemption": "andet, anden grund",
    "right": "har ret til, ret",
    "should": "boer, recommended, anbefaling, anbefales",
    "must": "skal",
    "may": "kan, fx",
    "met": "opfyldt, ok",
    "met_late": "opfyldt for sent, for sent",
    "unmet": "ikke opfyldt, mangler, overtraadt",
    "undetermined": "kan ikke afgoeres, uafklaret, unknown",
    "exempt": "undtaget, fritaget",
    "not_applicable": "gaelder ikke, ikke relevant",
    "due": "frist loeber, afventer",
    "latest": "seneste, nyeste, sidste, max",
    "earliest": "foerste, tidligste, min",
    "age": "alder",
    "known": "kendt, udfyldt, registreret",
    "contains": "indeholder, har",
    "between": "mellem",
    "in": "blandt, i",
    "not_in": "ikke i, ikke blandt",
    "is": "er, lig med, equals, eq",
    "is_not": "er ikke, not, ne",
    "since": "siden",
}
"""What those who have not read the manual call keys, operators, units, codes and statuses, folded."""
_MEANT: Final[dict[str, list[str]]] = {}
for _name, _words in _CALLED.items():
    for _word in _words.split(", "):
        _MEANT.setdefault(_word, []).append(_name)
