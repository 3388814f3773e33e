"""The codes of the problems that reading and loading rules can report, each with one line of meaning."""

from collections.abc import Mapping

from guidelinekit.text import Text

CODES: Mapping[str, Text] = {
    "anchor": Text(
        da="et YAML-anker eller en henvisning til et, som ville skjule, hvad reglen siger",
        en="a YAML anchor or alias, which would hide what a rule says",
    ),
    "any-of-one": Text(
        da="et `any` med én betingelse ved siden af felter, som også skal gælde (advarsel)",
        en="an `any` of one condition beside fields, which must hold as well (warning)",
    ),
    "bad-date": Text(
        da="en dato eller et udtryk af datoer, som ikke kan læses",
        en="a date or date expression that cannot be read",
    ),
    "bad-duration": Text(
        da="en varighed, som ikke er hele dage, uger, måneder eller år",
        en="a duration that is not whole days or weeks",
    ),
    "cases-without-rule": Text(
        da="eksempelsager uden en regel ved siden af (advarsel)", en="example cases beside no rule (warning)"
    ),
    "circular-definition": Text(
        da="definitioner, der bruger hinanden i ring", en="definitions that use one another in a circle"
    ),
    "curly-quotes": Text(
        da="et tekstbehandlingsprograms anførselstegn om en værdi",
        en="a word processor's quotation marks around a value",
    ),
    "definition-too-large": Text(
        da="en definition, der vokser ud over grænserne gennem dem, den bruger",
        en="a definition that grows beyond bounds through the definitions it uses",
    ),
    "duplicate-key": Text(
        da="en nøgle, der står to gange samme sted", en="a key that stands twice in one map"
    ),
    "duplicate-rule": Text(da="to regler med det samme id", en="two rules with one id"),
    "renamed-rule": Text(
        da="en regel er nævnt ved et id, den havde før", en="a rule is named by an id that it had before"
    ),
    "empty-file": Text(da="en fil uden indhold", en="a file without content"),
    "file-name": Text(
        da="en fil i en pakke, som ikke læses på grund af sit navn eller sin mappe",
        en="a file in a pack that is not read because of its name or its folder",
    ),
    "file-too-large": Text(da="en fil på over 1 MiB", en="a file over 1 MiB"),
    "id-mismatch": Text(
        da="en regel eller en profil, hvis id ikke er filens navn",
        en="a rule or profile whose id differs from its file's name",
    ),
    "key-not-text": Text(
        da="en nøgle, der er et tal, sand, falsk eller en liste",
        en="a key that is a number, a truth value or a list",
    ),
    "loosens": Text(
        da="en profil, der kræver mindre end teksten eller loven",
        en="a profile that asks for less than the text or the law",
    ),
    "local-in-pack": Text(
        da="en lokal parameter med en værdi i pakken: lokale værdier hører til i profiler",
        en="a local parameter with a value in the pack: local values belong to profiles",
    ),
    "merge-key": Text(da="en YAML-nøgle, der fletter", en="a YAML merge key"),
    "missing-key": Text(da="en nøgle, der skal være der", en="a key that must be there"),
    "missing-translation": Text(
        da="en tekst, der mangler dansk eller engelsk", en="a text that lacks Danish or English"
    ),
    "name-clash": Text(
        da="et element med samme navn som et felt, et ydre element eller et reserveret ord",
        en="an item named like a field, an outer item or a reserved word",
    ),
    "nested-too-deep": Text(
        da="lister og nøgler mere end 64 niveauer inden i hinanden eller en sags lister mere end 8",
        en="lists and maps nested more than 64 deep, or lists of a case more than 8",
    ),
    "no-rules": Text(da="en pakke uden en regel", en="a pack without a rule"),
    "not-should": Text(
        da="en profil, der hæver en regel, som ikke er et `should`",
        en="a profile that raises a rule that is not a `should`",
    ),
    "not-utf8": Text(da="en fil, der ikke er UTF-8-tekst", en="a file that is not UTF-8 text"),
    "nothing-given": Text(
        da="en eksempelsag med et tomt `given:` (advarsel)", en="an example with an empty `given:` (warning)"
    ),
    "out-of-bounds": Text(
        da="en parameters værdi uden for dens grænser", en="a parameter's value outside its bounds"
    ),
    "rule-without-cases": Text(
        da="en regel uden eksempelsager (advarsel)", en="a rule without example cases (warning)"
    ),
    "several-documents": Text(
        da="en fil med mere end ét YAML-dokument", en="a file with more than one YAML document"
    ),
    "tab": Text(da="en tabulator, hvor der skal være mellemrum", en="a tab where spaces belong"),
    "text-cut-off": Text(
        da="en tekst, som et `#` skærer af (advarsel)", en="a text that a `#` cuts off (warning)"
    ),
    "unknown-definition": Text(
        da="`use` af en definition, som pakken ikke har",
        en="`use` of a definition that the pack does not have",
    ),
    "unknown-key": Text(
        da="en nøgle, som ikke betyder noget på sit sted", en="a key that has no meaning at its place"
    ),
    "unknown-name": Text(
        da="`$navn`, som hverken er en parameter eller en værdimængde i pakken",
        en="`$name` that is neither a parameter nor a value set of the pack",
    ),
    "unknown-operator": Text(da="en operator, som ikke findes", en="an operator that does not exist"),
    "unknown-pack": Text(
        da="en profil for en pakke, som ikke er der", en="a profile for a pack that is not there"
    ),
    "unknown-parameter": Text(
        da="en profils værdi for en parameter, som pakken ikke har",
        en="a profile's value for a parameter that the pack does not have",
    ),
    "unknown-rule": Text(
        da="en regel i en anden pakke, en profil eller en fravigelse, som ikke er der",
        en="a rule of another pack, or one in a profile or a waiver, that is not there",
    ),
    "unreadable-file": Text(
        da="en fil, der mangler, er en mappe eller er lukket for læseren",
        en="a file that is missing, a folder, or closed to the reader",
    ),
    "unset-local": Text(
        da="en lokal parameter, som en profil lader stå uden værdi (advarsel fra `profile check`)",
        en="a local parameter that a profile leaves without a value (warning, of `profile check`)",
    ),
    "unset-parameter": Text(
        da="en parameter fra teksten eller loven uden en værdi",
        en="a parameter of the text or the law without a value",
    ),
    "wrong-form": Text(
        da="en værdi af en forkert form på sit sted", en="a value of the wrong shape for its place"
    ),
    "wrong-place": Text(
        da="`use` af en definition om et element, som ikke er der",
        en="`use` of a definition about an item that is not there",
    ),
    "yaml-syntax": Text(da="tekst, der ikke er YAML", en="text that is not YAML"),
    "yaml-tag": Text(da="et YAML-mærke", en="a YAML tag"),
}
