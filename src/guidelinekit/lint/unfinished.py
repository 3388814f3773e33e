"""Texts that nobody finished: a stand-in is left in them, or a quotation never ends."""

import re
from collections.abc import Iterator
from typing import Any

from guidelinekit.check.advice import LintRemark
from guidelinekit.diagnostics import Route
from guidelinekit.lang.rule import Pack
from guidelinekit.text import Text, say

_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|^\s*(\.\.\.|…)\s*$")
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_STAND_IN = re.compile(r"\[[^\[\]]*\]|<\w[^<>]*>|_{3,}")
_QUOTES = '"\u201c\u201d\u201e\u201f'
"""Straight and curly marks: in Danish the same one may open and close."""


def unfinished(pack: Pack) -> Iterator[LintRemark]:
    """Remark on the texts of rules, and on the summaries and reasons of the ledger."""
    for rule in pack.rules:
        yield from _of(rule, ("title", "finding", "remedy", "interpretation"), ("rules", rule.id))
    for passage in pack.passages:
        keys = ("summary", "because") if passage.summarised else ("because",)
        yield from _of(passage, keys, ("passages", passage.id))


def _of(holder: Any, keys: tuple[str, ...], route: Route) -> Iterator[LintRemark]:
    for key in keys:
        text: Text | None = getattr(holder, key)
        for language, written in (("da", text.da), ("en", text.en)) if text is not None else ():
            if (problem := _problem(written)) is not None:
                yield LintRemark("unfinished-text", *problem, (*route, key, language))


def _problem(text: str) -> tuple[Text, Text] | None:
    """Return what is unfinished in a text, and what to do."""
    shown = _FILLED_IN.sub("", text)
    if _UNFINISHED.search(text):
        return (
            Text(da="teksten er ikke skrevet færdig", en="this text is not finished"),
            Text(da="skriv, hvad læseren skal se", en="write what its reader is to see"),
        )
    if (stand_in := _STAND_IN.search(shown)) is not None:
        return (
            say("`{written}` vises, som det står", "`{written}` is shown as it stands", written=stand_in[0]),
            Text(
                da="skriv ordet; et fund kan vise et felt, som `{{ need.area | label }}`",
                en="write the word; a finding can show a field, as in `{{ need.area | label }}`",
            ),
        )
    if sum(map(shown.count, _QUOTES)) % 2 or shown.count("»") != shown.count("«"):
        return (
            Text(
                da="et anførselstegn begynder, og intet slutter", en="a quotation mark begins and none ends"
            ),
            Text(da="skriv det andet, eller fjern det", en="write the other one, or remove it"),
        )
    return None
