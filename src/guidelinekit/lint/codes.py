"""The codes of `lint` beyond those of loading and checking, each with what it means in one line."""

from collections.abc import Mapping

from guidelinekit.text import Text

CODES: Mapping[str, Text] = {
    "always-met": Text(
        da="en regel, der var opfyldt, hver gang den gjaldt, i alle sager i en søgning",
        en="a rule that was met wherever it applied, in every case of a search",
    ),
    "bad-example": Text(
        da="en eksempelsag, der ikke kan læses (fejl)", en="an example case that cannot be read (error)"
    ),
    "limit-without-ground": Text(
        da="en frist med et tal, som ingen af reglens tekststeder nævner",
        en="a deadline with a number that none of the rule's passages names",
    ),
    "local-as-law": Text(
        da="et `must` eller `right`, hvis grænse er en lokal parameter, uden en fortolkning, der siger det",
        en="a must or a right whose limit is a local parameter, with no interpretation to say so",
    ),
    "modality-word": Text(
        da="en regel, hvis styrke ikke er den i nogen af dens tekststeder",
        en="a rule whose strength is that of none of its passages",
    ),
    "never-applies": Text(
        da="en regel, der ikke gjaldt i nogen sag i en søgning",
        en="a rule that applied in no case of a search",
    ),
    "never-met": Text(
        da="en regel, der ikke var opfyldt i nogen sag i en søgning",
        en="a rule that was met in no case of a search",
    ),
    "no-passage": Text(
        da="et `must` eller `right`, der ikke hviler på noget tekststed",
        en="a must or a right that rests on no passage",
    ),
    "null-unsaid": Text(
        da="et felt, der kan mangle, afgør en regel, og hverken den eller et eksempel siger hvordan",
        en="a field that may be missing decides a rule, and neither rule nor example says what then",
    ),
    "number-in-text": Text(
        da="et tal i en tekst, som reglen ikke regner med",
        en="a number in a text that the rule does not count with",
    ),
    "rules-agree": Text(
        da="to regler, der gav samme status i alle sager i en søgning",
        en="two rules that gave the same status in every case of a search",
    ),
    "unfinished-text": Text(
        da="en tekst, hvor der står `TODO`, `...` eller `[område]`, eller hvor et anførselstegn ikke slutter",
        en="a text in which `TODO`, `...` or `[area]` stands, or a quotation mark that never ends",
    ),
    "unknown-anvisning": Text(
        da="en regel til en anvisning, som intet tekststed hører til",
        en="a rule of an anvisning to which no passage belongs",
    ),
}
