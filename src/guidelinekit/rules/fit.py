"""Fitting a file's data to its form; what does not fit, in the author's words instead of the validator's."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from guidelinekit.diagnostics import Route, Severity
from guidelinekit.rules.schema import AuthoringForm, TextForm
from guidelinekit.rules.scope import Notes
from guidelinekit.suggest import did_you_mean, either, there_are
from guidelinekit.text import Text, say

F = TypeVar("F", bound=AuthoringForm)

_EXPECTED = {
    "string_type": (
        Text(da="her skal stå en tekst", en="text is expected here"),
        Text(
            da="skriv en tekst; et tal, der er et navn, sættes i anførselstegn",
            en="write text; a number that is a name belongs in quotes",
        ),
    ),
    "string_pattern_mismatch": (
        Text(da="det er ikke skrevet, som det skal", en="this is not written as it must be"),
        None,
    ),
    "bool_type": (
        Text(da="her skal stå `true` eller `false`", en="`true` or `false` is expected here"),
        None,
    ),
    "float_type": (Text(da="her skal stå et tal", en="a number is expected here"), None),
    "int_type": (Text(da="her skal stå et helt tal", en="a whole number is expected here"), None),
    "list_type": (
        Text(da="her skal stå en liste", en="a list is expected here"),
        Text(
            da="skriv `[a, b]` eller én linje pr. element, som begynder med `- `",
            en="write `[a, b]`, or one line per entry that begins with `- `",
        ),
    ),
    "dict_type": (
        Text(da="her skal stå nøgler med værdier", en="a map is expected here"),
        Text(da="skriv linjer som `nøgle: værdi`", en="write `key: value` lines"),
    ),
    "model_type": (
        Text(da="her skal stå nøgler med værdier", en="a map is expected here"),
        Text(da="skriv linjer som `nøgle: værdi`", en="write `key: value` lines"),
    ),
    "too_short": (
        Text(da="listen har for få elementer", en="this list has too few entries"),
        Text(da="skriv et element, eller udelad nøglen", en="write an entry, or leave the key out"),
    ),
    "too_long": (Text(da="listen har for mange elementer", en="this list has too many entries"), None),
}
_PATTERNS = {
    r"^[a-z0-9]+([.-][a-z0-9]+)*$": Text(
        da="brug små bogstaver, tal, `-` og `.`", en="use small letters, digits, `-` and `.`"
    ),
    r"^[a-z][a-z0-9_]*$": Text(
        da="brug små bogstaver, tal og `_`, et bogstav først",
        en="use small letters, digits and `_`, a letter first",
    ),
    "^(lower|higher)$": Text(da="skriv `lower` eller `higher`", en="write `lower` or `higher`"),
    "^sha256:[0-9a-f]{64}$": Text(
        da="skriv `sha256:` og 64 hexadecimale cifre", en="write `sha256:` and 64 hexadecimal digits"
    ),
}


def fit(form: type[F], notes: Notes) -> F | None:
    """Return the document's data as its form, or None after noting everything that does not fit."""
    fitted, whole = fit_what_can(form, notes, {})
    return fitted if whole else None


def fit_what_can(form: type[F], notes: Notes, stand_ins: Mapping[str, Any]) -> tuple[F | None, bool]:
    """Return the document's data as its form, and whether all of it fits.

    What does not fit is noted. The rest is still given, with stand-ins for keys that are missing or wrong, so
    that it can be read further and its own problems be found; it must not be used for anything else.
    """
    _note_what_is_cut_off(notes)
    try:
        return form.model_validate(notes.document.data), True
    except ValidationError as error:
        problems = error.errors(include_url=False)
    seen: set[Route] = set()
    for one in problems:
        _note(one, form, notes, seen)
    if not isinstance(notes.document.data, dict):
        return None, False
    rest = dict(notes.document.data)
    for route in seen:
        entries = rest.get(str(route[0])) if route else None
        if len(route) > 1 and route[0] in _ENTRIES and isinstance(entries, dict):
            rest[str(route[0])] = {key: entry for key, entry in entries.items() if key != route[1]}
        elif route:
            rest.pop(str(route[0]), None)
    try:
        return form.model_validate({**stand_ins, **rest}), False
    except ValidationError:
        return None, False


def _note_what_is_cut_off(notes: Notes) -> None:
    """Warn where a `#` without quotes around it cuts off a text, or the rest of a sum of dates."""
    document = notes.document
    for route, span in document.values.items():
        line = document.lines[span.line - 1] if 0 < span.line <= len(document.lines) else ""
        if "#" not in line or not isinstance(text := document.at(route), str):
            continue
        of_text = route[-1:] in {("da",), ("en",)}
        if line[span.column - 1 : span.end - 1] == text and (_CUT if of_text else _CUT_SUM).match(
            line, span.end - 1
        ):
            message = Text(
                da="det, der står efter `#`, er en kommentar og læses ikke",
                en="what stands behind the `#` is a comment and not read",
            )
            help_ = (
                Text(da="sæt teksten i anførselstegn", en="put the text in quotes")
                if of_text
                else Text(
                    da="skriv kommentaren på en linje for sig", en="put the comment on a line of its own"
                )
            )
            notes.problem("text-cut-off", message, help_, at=route, severity=Severity.WARNING)


_CUT = re.compile(r"\s+#")
_CUT_SUM = re.compile(r"\s+#\s*[-+(,|&]")


def _note(one: ErrorDetails, form: type[AuthoringForm], notes: Notes, seen: set[Route]) -> None:
    """Note one thing that does not fit."""
    kind = one["type"]
    route = _route(one["loc"], notes.document.data, absent=kind == "missing")
    key = one["loc"][-1:] == ("[key]",)
    if route in seen:
        return  # each member of a union complains of the same value
    seen.add(route)
    last = str(route[-1]) if route else ""
    if kind == "extra_forbidden":
        model = _model_at(form, route[:-1])
        known = list(_fields(model)) if model else []
        help_ = did_you_mean(last, known) or there_are(known)
        notes.problem(
            "unknown-key",
            say("`{last}` betyder ikke noget her", "`{last}` has no meaning here", last=last),
            help_,
            at=route,
            key=True,
        )
    elif kind == "blank" or (
        _model_at(form, route[:-1]) is TextForm and (kind == "missing" or one["input"] is None)
    ):
        _untranslated(route, form, notes)
    elif kind == "missing" or (one["input"] is None and not key):
        model = _model_at(form, route[:-1])
        if model is not None and kind != "missing" and not _fields(model)[last].is_required():
            help_ = Text(da="skriv den ud, eller udelad nøglen", en="write it out, or leave the key out")
            notes.problem(
                "wrong-form",
                say("der står ikke noget efter `{last}:`", "nothing stands after `{last}:`", last=last),
                help_,
                at=route,
            )
        else:
            notes.problem(
                "missing-key",
                say("`{last}` mangler", "`{last}` is missing", last=last),
                say("tilføj `{last}:`", "add `{last}:`", last=last),
                at=route,
            )
    elif kind == "bad_date":
        notes.problem(
            "bad-date",
            _DATES["day" in one.get("ctx", {})].filled(**one.get("ctx", {})),
            Text(da="skriv en dato som 2016-04-12", en="write a date such as 2016-04-12"),
            at=route,
        )
    elif kind == "enum":
        expected = re.findall(r"'([^']+)'", one["ctx"]["expected"])
        help_ = did_you_mean(str(one["input"]), expected) or say(
            "skriv {values}", "write {values}", values=either(expected)
        )
        notes.problem(
            "wrong-form",
            say(
                "`{value}` er ikke en af værdierne for `{last}`",
                "`{value}` is not one of the values of `{last}`",
                value=one["input"],
                last=last,
            ),
            help_,
            at=route,
        )
    else:
        message, help_or_none = _EXPECTED.get(
            kind, (Text(da="det hører ikke til her", en="this is not expected here"), None)
        )
        if _model_at(form, route) is TextForm:
            if isinstance(one["input"], str):
                notes.problem(
                    "missing-translation",
                    say("`{last}` har kun ét sprog", "`{last}` has one language", last=last),
                    _BOTH,
                    at=route,
                )
            else:
                notes.problem(
                    "wrong-form",
                    say(
                        "`{last}` er en tekst på begge sprog",
                        "`{last}` is a text, in both languages",
                        last=last,
                    ),
                    _BOTH,
                    at=route,
                )
            return
        if kind == "string_pattern_mismatch":
            help_or_none = _PATTERNS.get(one["ctx"]["pattern"])
        elif kind == "too_long":
            most = one["ctx"]["max_length"]
            help_or_none = say("skriv højst {most}", "write at most {most}", most=most)
        notes.problem("wrong-form", message, help_or_none, at=route, key=key)


_DATES = (
    Text(
        da="en dato skrives år-måned-dag, fx `2016-04-12`",
        en="a date is written year-month-day, for example `2016-04-12`",
    ),
    Text(da="kalenderen har ingen {day}", en="the calendar has no {day}"),
)
"""What is wrong with a date: how it is written, or that there is no such day."""
_ENTRIES = frozenset({"parameters", "value_sets", "definitions", "passages"})
"""Keys whose entries stand for themselves: a broken one does not spoil the others."""
_BOTH = Text(da="skriv `{da: ..., en: ...}`", en="write `{da: ..., en: ...}`")
_LANGUAGES = {"da": Text(da="dansk", en="Danish"), "en": Text(da="engelsk", en="English")}


def _untranslated(route: Route, form: type[AuthoringForm], notes: Notes) -> None:
    last = str(route[-1])
    if _model_at(form, route[:-1]) is TextForm and len(route) > 1:
        message = say(
            "`{key}` har ingen {language} tekst",
            "`{key}` has no {language} text",
            key=route[-2],
            language=_LANGUAGES[last],
        )
        notes.problem(
            "missing-translation",
            message,
            say("skriv teksten efter `{last}:`", "write the text after `{last}:`", last=last),
            at=route,
        )
    else:
        notes.problem(
            "wrong-form",
            say("`{last}` er tom", "`{last}` is blank", last=last),
            Text(da="skriv den ud", en="write it out"),
            at=route,
        )


def _route(location: tuple[int | str, ...], data: Any, *, absent: bool) -> Route:
    """Return the route of the author's keys: without what the validator adds for unions and keys."""
    route: list[int | str] = []
    value = data
    for index, step in enumerate(location):
        if isinstance(value, Mapping) and (step in value or (absent and index == len(location) - 1)):
            if step == "[key]":
                break
            route.append(step)
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            route.append(step)
            value = value[step]
    return tuple(route)


def _model_at(form: type[BaseModel], route: Route) -> type[BaseModel] | None:
    """Return the form that stands at a route, where one does."""
    annotation: Any = form
    for step in route:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = _fields(annotation)
            annotation = _form_in(fields[str(step)].annotation) if step in fields else None
        else:
            annotation = _form_in(get_args(annotation)[-1]) if get_args(annotation) else None
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a form by the key that the author writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _form_in(annotation: Any) -> Any:
    """Return `X` of `X | None`."""
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0] if len(parts) == 1 and type(None) in get_args(annotation) else annotation
