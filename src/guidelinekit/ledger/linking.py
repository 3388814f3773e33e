"""A new rule entered in the ledger: its name is put under `by` of the passages that it cites."""

import re
from collections.abc import Iterable
from pathlib import Path

from guidelinekit.errors import InputError
from guidelinekit.rules.packs import PASSAGES
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

_KEY = re.compile(r"^  ([^\s#:][^:\n]*):", re.MULTILINE)


def linked(text: str, passages: tuple[str, ...], rule: str) -> str:
    """Return the text of a ledger with a rule named by passages; one not encoded so far becomes encoded.

    Raises InputError for a passage that the ledger does not have.
    """
    for passage in passages:
        start, end = _block(text, passage)
        text = text[:start] + _named(text[start:end], rule) + text[end:]
    return text


def _block(text: str, passage: str) -> tuple[int, int]:
    """Return where the entry of a passage begins and ends."""
    keys = list(_KEY.finditer(text))
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        if key[1].strip("\"'") == passage:
            return key.start(), _end(text, key.end()) if after is None else after.start()
    raise no_passage(passage, [key[1] for key in keys])


def no_passage(name: str, known: Iterable[str]) -> InputError:
    """Return the error for a passage that the ledger does not have."""
    write_it = say(
        "skriv det først ind i {file}, eller brug et, der står der",
        "write its entry in {file} first, or name one that is there",
        file=PASSAGES,
    )
    return InputError(
        say(
            "{file} har intet tekststed `{name}`", "{file} has no passage `{name}`", file=PASSAGES, name=name
        ),
        did_you_mean(name, known) or write_it,
    )


def _end(text: str, start: int) -> int:
    """Return where the last entry ends: at the next key of the file, or with it."""
    following = re.compile(r"^\S", re.MULTILINE).search(text, start)
    return following.start() if following is not None else len(text)


def _named(entry: str, rule: str) -> str:
    entry = re.sub(r"^    encoding: (?:not|next)\b", "    encoding: encoded", entry, flags=re.MULTILINE)
    if (inline := re.search(r"^    by: \[([^\]]*)\]", entry, re.MULTILINE)) is not None:
        listed = ", ".join([*filter(None, (name.strip() for name in inline[1].split(","))), rule])
        return f"{entry[: inline.start()]}    by: [{listed}]{entry[inline.end() :]}"
    if (below := re.search(r"^    by:[ \t]*\n((?: +- .*\n)+)", entry, re.MULTILINE)) is not None:
        item = re.match(r" +- ", below[1])
        mark = "      - " if item is None else item[0]
        return f"{entry[: below.end()]}{mark}{rule}\n{entry[below.end() :]}"
    return re.sub(r"^(    encoding: .*)$", rf"\1\n    by: [{rule}]", entry, count=1, flags=re.MULTILINE)


def link(pack: Path, passages: tuple[str, ...], rule: str) -> str | None:
    """Return the new text of a pack's ledger; None where there is nothing to enter. Raises InputError."""
    path = pack / PASSAGES
    if not passages:
        return None
    if not path.is_file():
        raise InputError(
            say("{pack} har ingen {file}", "{pack} has no {file}", pack=pack, file=PASSAGES),
            Text(
                da="udelad --passage, eller begynd regnskabet med `guidelinekit ledger begin`",
                en="leave out --passage, or begin the ledger with `guidelinekit ledger begin`",
            ),
        )
    return linked(path.read_text(encoding="utf-8"), passages, rule)
