"""What is said of each kind of problem of a record, in both languages: the one place with these texts."""

from collections.abc import Mapping
from types import MappingProxyType

from guidelinekit.text import Text


def _texts(texts: Mapping[str, tuple[str, str]]) -> Mapping[str, Text]:
    return MappingProxyType({code: Text(da=da, en=en) for code, (da, en) in texts.items()})


SENTENCES = _texts(
    {
        # the record as a whole
        "not-an-object": (
            "er {kind}; en post er ét objekt `{{...}}` med felterne i en sag",
            "is {kind}; a record is one object `{{...}}` with the fields of a case",
        ),
        "not-a-case": (
            "er et behandlingssted eller en myndighed; her skal stå en sag",
            "is a provider or an authority; a case belongs here",
        ),
        "not-one-fact": (
            'er ikke ét objekt med ét felt fra en sag, som `{{"needs": {{...}}}}`',
            'is not one object with one field of a case, as `{{"needs": {{...}}}}`',
        ),
        "no-such-place": (
            "er intet felt i en sag; tilladt: {allowed}",
            "is no field of a case; allowed: {allowed}",
        ),
        "unknown-kind": (
            "ukendt slags post; tilladt: case, provider, authority",
            "unknown kind of record; allowed: case, provider, authority",
        ),
        "too-large": (
            "har langt flere værdier end én sag kan have; se efter poster der er løbet sammen",
            "holds far more values than one case can; look for records that ran together",
        ),
        "too-much": (
            "har {count} poster, og {pairs} resultater gange poster er over {limit}; er sager løbet sammen?",
            "has {count} items, and {pairs} results times items are above {limit}; did cases run together?",
        ),
        "line-too-long": (
            "er længere end {limit} MiB; skriv én sag pr. linje",
            "is longer than {limit} MiB; write one case per line",
        ),
        "not-utf8": (
            "er ikke UTF-8-tekst fra byte {byte}; gem eller eksportér den igen som UTF-8",
            "is not UTF-8 text from byte {byte} on; save or export it again as UTF-8",
        ),
        "not-json": ("er ikke gyldig JSON{at}: {why}", "is not valid JSON{at}: {why}"),
        "not-json-by-line": (
            "er ikke gyldig JSON{at}: {why}; er det én JSON-tekst over flere linjer, så brug --from json",
            "is not valid JSON{at}: {why}; when it is one JSON text over several lines, say --from json",
        ),
        "not-evaluated": ("blev ikke vurderet: {why}", "was not evaluated: {why}"),
        "more": (
            "har {count} problemer mere, som ikke er nævnt",
            "has {count} more problems that are not listed",
        ),
        "very-many": (
            "har {count} problemer, flere end der kan nævnes: se efter, om den er skrevet som en sag",
            "has {count} problems, more than can be listed: check that it is written as a case is",
        ),
        # fields
        "missing": ("mangler; {belongs} er påkrævet", "is missing; {belongs} is required"),
        "null": ("er null; {belongs} er påkrævet", "is null; {belongs} is required"),
        "unknown-field": (
            "ukendt felt {name}; udelad det, sagsformatet har ikke et sådant felt her",
            "unknown field {name}; leave it out, the case format has no such field here",
        ),
        "misspelt-field": (
            "ukendt felt {name}; mente du `{near}`?",
            "unknown field {name}; did you mean `{near}`?",
        ),
        "field-twice": (
            "{name} står to gange i det samme objekt; behold det ene",
            "{name} stands twice in the same object; keep one of them",
        ),
        # values
        "wrong-kind": ("er {kind}; her skal stå {belongs}", "is {kind}; {belongs} belongs here"),
        "unknown-code": (
            "ukendt kode for {what}; tilladt: {codes}",
            "unknown {what}; allowed: {codes}",
        ),
        "misspelt-code": (
            "ukendt kode for {what}; mente du `{near}`? Tilladt: {codes}",
            "unknown {what}; did you mean `{near}`? Allowed: {codes}",
        ),
        "unknown-version": (
            "er en version som programmet ikke læser; skriv {codes}",
            "is a version that this program does not read; write {codes}",
        ),
        "no-date": ("er ikke en dato skrevet ÅÅÅÅ-MM-DD", "is not a date written YYYY-MM-DD"),
        "time-of-day": (
            "er ikke en dato skrevet ÅÅÅÅ-MM-DD; udelad klokkeslættet",
            "is not a date written YYYY-MM-DD; leave out the time of day",
        ),
        "no-such-day": (
            "er ikke en dato der findes: måneden findes ikke, eller den har ikke den dag",
            "is not a date that exists: there is no such month, or the month has no such day",
        ),
        "cpr": (
            "ligner et CPR-nummer; brug et id der ikke peger på borgeren",
            "looks like a CPR number; use an identifier that does not point to the citizen",
        ),
        "empty": (
            "er tom; skriv et id på 1 til 64 tegn",
            "is empty; write an identifier of 1 to 64 characters",
        ),
        "too-long": (
            "er længere end {limit} tegn; skriv et kortere id",
            "is longer than {limit} characters; write a shorter identifier",
        ),
        "municipality": (
            "er ikke en kommunekode; skriv de fire cifre, også det første 0",
            "is not a municipality code; write its four digits, the leading 0 too",
        ),
        "half-character": (
            "indeholder et halvt surrogatpar, som ikke er tekst; eksportér teksten igen som UTF-8",
            "holds half of a surrogate pair, which is not text; export the text as UTF-8 again",
        ),
        "out-of-range": (
            "er uden for det tilladte; skriv et tal {range}",
            "is outside the allowed range; write a number {range}",
        ),
        "not-finite": (
            "er NaN eller Infinity, som JSON ikke har; skriv null når tallet ikke kendes",
            "is NaN or Infinity, which JSON does not have; write null when the number is not known",
        ),
        # tables
        "no-such-record": (
            "hører til en sag eller et behandlingssted der ikke er med (rækker: {count}); eksportér den med",
            "belongs to a case or provider that is not there (rows: {count}); export it too",
        ),
        "no-such-row": (
            "hører til en række i {list} der ikke er i sagen; eksportér den med",
            "belongs to a row of {list} that is not in the case; export it too",
        ),
        "row-twice": (
            "er den samme som i en tidligere række af sagen; giv hver række sin egen",
            "is the same as in an earlier row of the case; give each row its own",
        ),
        "null-yet-there": (
            "hører til en liste som er meldt ikke eksporteret: {list}; ret det ene",
            "belongs to a list that is said not to be exported: {list}; mend one of the two",
        ),
        "no-such-list": (
            "nævner ingen liste som en række her kan have: {name}",
            "names no list that a row here can have: {name}",
        ),
        "cell-count": (
            "har {count} celler ud for {wanted} kolonner; er et skilletegn i en tekst uden anførselstegn?",
            "has {count} cells for {wanted} columns; is there a separator in a text without quotes?",
        ),
        "cell-empty": ("er tom; {belongs} er påkrævet", "is empty; {belongs} is required"),
        "cell-unread": ("kan ikke læses som {belongs}", "cannot be read as {belongs}"),
        "day-number": (
            "er et regnearks nummer på en dag; formatér kolonnen som dato, og eksportér den igen",
            "is a spreadsheet's number of a day; format the column as a date and export it again",
        ),
        "rounded-number": (
            "er et tal med flere cifre, end et regneark kan rumme; eksportér kolonnen som tekst",
            "is a number of more digits than a spreadsheet can hold; export the column as text",
        ),
        "error-cell": (
            "viser en fejl i regnearket; ret formlen, eller lad cellen være tom",
            "shows an error of the spreadsheet; mend the formula, or leave the cell empty",
        ),
        "unmapped": (
            "er en værdi som oversættelsen ikke har; tilføj den under values",
            "is a value that the mapping does not have; add it under values",
        ),
        # FHIR
        "fhir": (
            "er FHIR og ikke en sag; indberetninger efter KL's FFB-profiler læses med --from fhir-ffb",
            "is FHIR and no case; reports by KL's FFB profiles are read with --from fhir-ffb",
        ),
        "no-bundle": (
            "er ikke en Bundle med én Patient, der har et id; det den fortæller, mangler i en af sagerne",
            "is not a Bundle with one Patient that has an id; what it tells is missing in one of the cases",
        ),
        "no-version": (
            "har ikke et id og en tid i meta.lastUpdated; uden dem er det ukendt, hvad der er nyest",
            "has not got an id and a time in meta.lastUpdated; without them nobody knows what is newest",
        ),
        "no-case-number": (
            "borgeren har intet sagsnummer i nogen ServiceRequest eller CarePlan; eksportér det med",
            "the citizen has no case number in any ServiceRequest or CarePlan; export it too",
        ),
        "no-resource": (
            "peger på noget som ikke er leveret om borgeren; eksportér det med",
            "names something that was not delivered about the citizen; export it too",
        ),
        # ids
        "id-twice": (
            "er den samme som i {where}; giv hver {what} sit eget id",
            "is the same as in {where}; give each {what} an id of its own",
        ),
        "id-in-another-file": (
            "står også i {where}; giv hver post sit eget id",
            "stands in {where} too; give each record an id of its own",
        ),
        "no-such-item": (
            "peger på en graviditet der ikke er i sagen; udelad feltet, eller eksportér graviditeten",
            "names a pregnancy that is not in the case; leave it out, or export the pregnancy",
        ),
        "too-many": (
            "har mere end {limit} poster; se efter sager der er løbet sammen",
            "has more than {limit} items; look for cases that ran together",
        ),
    }
)
"""By the code of a problem."""

KINDS = _texts(
    {
        "boolean": ("true eller false", "true or false"),
        "number": ("et tal", "a number"),
        "text": ("en tekst", "a text"),
        "list": ("en liste", "a list"),
        "object": ("et objekt", "an object"),
        "other": ("ikke et objekt", "no object"),
    }
)
"""What stands in a record, by kind."""

BELONGS = _texts(
    {
        "date": ('en dato i anførselstegn, "ÅÅÅÅ-MM-DD",', 'a date in quotes, "YYYY-MM-DD",'),
        "text": ("en tekst i anførselstegn", "a text in quotes"),
        "boolean": ("true eller false uden anførselstegn", "true or false without quotes"),
        "integer": ("et helt tal uden anførselstegn", "a whole number without quotes"),
        "number": ("et tal uden anførselstegn", "a number without quotes"),
        "list": ("en liste `[...]`", "a list `[...]`"),
        "object": ("et objekt `{...}`", "an object `{...}`"),
        "code": ("en af koderne {codes}", "one of the codes {codes}"),
        "version": ("teksten {codes}", "the text {codes}"),
    }
)
"""What belongs in a field, by its kind."""

CELLS = _texts(
    {
        "date": ("en dato, 2026-03-31 eller 31-03-2026", "a date, 2026-03-31 or 31-03-2026"),
        "text": ("en tekst", "a text"),
        "boolean": ("ja eller nej", "yes or no"),
        "integer": ("et helt tal", "a whole number"),
        "number": ("et tal, 2,5 eller 1234,5", "a number, 2.5 or 1234.5"),
        "code": ("en af koderne {codes}", "one of the codes {codes}"),
    }
)
"""What belongs in a cell, by the kind of its field."""

BROKEN = _texts(
    {
        "Expecting value": (
            "en værdi mangler eller er ikke skrevet som JSON skriver den",
            "a value is missing or not written as JSON writes it",
        ),
        "Expecting property name": (
            "et feltnavn i anførselstegn mangler, eller der er et komma for meget",
            "a field name in double quotes is missing, or there is a comma too many",
        ),
        "Expecting ','": (
            "et komma eller en afsluttende parentes mangler",
            "a comma or a closing bracket is missing",
        ),
        "Expecting ':'": (
            "et kolon efter et feltnavn mangler",
            "a colon after a field name is missing",
        ),
        "Extra data": (
            "der er mere tekst efter postens slutning",
            "there is more text after the end of the record",
        ),
        "Invalid control character": (
            "en tekst har et linjeskift, en tabulator eller et andet styretegn",
            "a text holds a line break, a tab or another control character",
        ),
        "Invalid \\u": (
            "et `\\u` i en tekst følges ikke af fire hexadecimale cifre",
            "a `\\u` in a text is not followed by four hexadecimal digits",
        ),
        "Invalid \\": (
            "en omvendt skråstreg i en tekst følges ikke af et tegn som JSON tillader",
            "a backslash in a text is not followed by a sign that JSON allows",
        ),
        "Illegal trailing comma": ("der er et komma for meget", "there is a comma too many"),
        "Unexpected UTF-8 BOM": (
            "et byte order mark står midt i inputtet, hvor filer er sat sammen",
            "a byte order mark stands in the middle of the input, where files were joined",
        ),
        "too-deep": ("den er indlejret for dybt", "it is nested too deeply"),
        "too-many-digits": ("et tal har for mange cifre", "a number has too many digits"),
        "cut-off": ("posten slutter før sin ende", "the record breaks off before its end"),
        "": ("det er ikke skrevet som JSON", "it is not written as JSON"),
    }
)
"""Why a text is no JSON, by how Python's message about it begins; by what is wrong, where there is none."""
