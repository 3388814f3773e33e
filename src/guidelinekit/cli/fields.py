"""`fields`: the dictionary of what a case holds."""

from typing import Annotated

import typer

from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.docs.dictionary import dictionary, matching
from guidelinekit.errors import UsageError
from guidelinekit.report.fields import fields_as_data, fields_in_words
from guidelinekit.text import Text, say


def command(
    word: Annotated[
        str | None,
        typer.Argument(metavar="WORD", help="Part of a field, a title or a code.", show_default=False),
    ] = None,
    pack: Packs = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Look up the fields of a case and of a provider: what each holds, what null means, which rules read it.

    Words may be Danish or English.

    Examples:
      guidelinekit fields
      guidelinekit fields herberg
      guidelinekit fields partner_contacts.established_on --lang en
    """
    entries = dictionary(chosen_rules(pack, "text-only").packs)
    chosen = entries if word is None else matching(entries, word)
    if not chosen:
        raise UsageError(
            say(
                "intet felt, ingen titel og ingen kode har `{word}` i sig",
                "no field, title or code has `{word}` in it",
                word=word,
            ),
            Text(da="`guidelinekit fields` viser dem alle", en="`guidelinekit fields` lists them all"),
        )
    write(
        output,
        fmt,
        {"fields": fields_as_data(chosen)},
        lambda width: fields_in_words(chosen, word or "", language(lang), width),
    )
