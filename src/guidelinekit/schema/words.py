"""What each key of the authors' files is for, as an editor shows it."""

from collections.abc import Mapping

from guidelinekit.text import Text


def _both(da: str, en: str) -> Text:
    return Text(da=da, en=en)


_TITLE = _both("Titlen på dansk og engelsk.", "The title in Danish and English.")
_READING = _both(
    "Hvordan teksten er læst, hvor den giver et valg.", "How the text was read where it leaves a choice."
)
_PASSAGES = _both("Nøgler fra passages.yaml.", "Keys of passages.yaml.")
_DATED = _both("Værdier efter dato.", "Values by date.")

_CITATION = _both("Den lov, det hviler på.", "The law that it rests on.")

KEYS: Mapping[str, Mapping[str, Text]] = {
    "TextForm": {
        "da": _both("Teksten på dansk.", "The text in Danish."),
        "en": _both("Teksten på engelsk.", "The text in English."),
    },
    "InForceForm": {
        "from": _both("Den første dag reglen gælder.", "The first day on which the rule applies."),
        "to": _both("Den sidste dag reglen gælder.", "The last day on which the rule applies."),
    },
    "RepeatsForm": {
        "last": _both("Hvornår det sidst skete: et datoudtryk.", "When it last happened: a date expression."),
        "every": _both("Hvor tit: fx 90d eller en parameter.", "How often: for example 90d or a parameter."),
        "from": _both("Hvorfra den første gang regnes.", "From when the first time is counted."),
    },
    "ExemptionForm": {
        "reason": _both("Hvorfor kravet ikke er en mangel.", "Why the duty is no gap."),
        "title": _both(
            "Hvad der siges om det, hvor grunden siger for lidt.",
            "What is said of it where the reason says too little.",
        ),
        "when": _both("Hvornår det gælder.", "When it holds."),
    },
    "RuleForm": {
        "id": _both("Navnet: filens navn uden .yaml.", "The name: that of the file without .yaml."),
        "subject": _both(
            "Hvad reglen handler om: case (normalt), provider eller authority.",
            "What the rule is about: case (the default), provider or authority.",
        ),
        "anvisning": _both(
            "Nummeret i retningslinjen, i anførselstegn.", "The number in the guideline, in quotes."
        ),
        "passages": _PASSAGES,
        "modality": _both(
            "Hvor stærkt teksten kræver det: must (skal), should (bør), right (har ret til), may (kan, fx).",
            "How strongly the text asks: must, should, right or may.",
        ),
        "evidence": _both(
            "direct: en dateret kendsgerning viser det. trace: sagen kan kun vise et spor.",
            "direct: a dated fact shows it. trace: the record can show a trace only.",
        ),
        "title": _TITLE,
        "interpretation": _READING,
        "applies_when": _both("Hvilke sager reglen gælder.", "Which cases the rule is about."),
        "for_each": _both("Ét resultat for hvert element i en liste.", "One result for each item of a list."),
        "requires": _both("Hvad der skal være registreret.", "What must be on record."),
        "repeats": _both(
            "Et krav der gentages; i stedet for requires.", "A duty that recurs; in place of requires."
        ),
        "deadline": _both("Den sidste dag, som et datoudtryk.", "The last day, as a date expression."),
        "exempt_when": _both("Hvornår et åbent krav er undtaget.", "When an open duty is excused."),
        "finding": _both(
            "Hvad sagsbehandleren læser, når kravet er åbent. {{ need.area | label }} indsætter et felt.",
            "What a caseworker reads when it is open. {{ need.area | label }} puts a field in.",
        ),
        "remedy": _both("Hvad der lukker det.", "What would close it."),
        "sums_up": _both(
            "De regler i pakken, som denne samler; rapporter viser den som deres overskrift.",
            "The rules of the pack that this one sums up; reports show it as their heading.",
        ),
        "in_force": _both("Hvornår reglen gælder.", "When the rule is in force."),
        "citation": _CITATION,
        "replaced_by": _both("Den regel, der trådte i stedet.", "The rule that came in its place."),
        "formerly": _both("Id'er, som reglen har haft før.", "Ids that the rule had before."),
        "also": _both(
            "Regler i andre pakker, fulde id'er, der kender den samme mangel: "
            "den siges én gang, under den stærkeste.",
            "Rules of other packs, by full id, that know the same gap: it is told once, under the strongest.",
        ),
    },
    "CitationForm": {
        "law": _both("Lovens navn.", "The name of the law."),
        "section": _both("Paragraf og stykke, i anførselstegn.", "Section and subsection, in quotes."),
        "says": _both("Hvad der står, med egne ord.", "What it says, in your own words."),
        "addressee": _both("Hvem loven forpligter.", "Whom the law binds."),
        "verified": _both(
            "Om nogen har sammenholdt det med lovens tekst; ellers siges det i hver mangel.",
            "Whether somebody has compared it with the law's text; where not, each finding says so.",
        ),
        "checked_on": _both("Hvornår det sidst blev undersøgt.", "When it was last looked into."),
    },
    "SourceForm": {
        "id": _both("Kildens nummer.", "The number of the source."),
        "title": _both("Kildens titel.", "The title of the source."),
        "updated_on": _both("Hvornår kilden sidst er opdateret.", "When the source was last updated."),
    },
    "DatedForm": {
        "from": _both("Fra denne dag.", "From this day on."),
        "value": _both("Værdien.", "The value."),
    },
    "ParameterForm": {
        "unit": _both(
            "Hvad der tælles: days, years, count eller score.",
            "What is counted: days, years, count or score.",
        ),
        "basis": _both(
            "text: står i kilden. law: følger af loven. local: sættes i en profil.",
            "text: stands in the source. law: set by law. local: set by a profile.",
        ),
        "bounds": _both("[mindst, højst].", "[least, most]."),
        "stricter": _both(
            "Hvilken vej der er strengere: lower (normalt) eller higher.",
            "Which way is stricter: lower (the default) or higher.",
        ),
        "title": _TITLE,
        "passages": _PASSAGES,
        "citation": _CITATION,
        "value": _both("Værdien; kun ved basis text eller law.", "The value; only with basis text or law."),
        "values": _DATED,
        "unset": _both(
            "Kun ved basis local: det, der gælder, hvor ingen profil sætter et tal, fx 0d.",
            "Only with basis local: what holds where no profile sets a number, for example 0d.",
        ),
    },
    "ValueSetForm": {
        "title": _both(
            "Navnet i en sætning, fx: sociale områder.", "The name in a sentence, for example: social areas."
        ),
        "values": _both("Værdierne.", "The values."),
    },
    "DefinitionForm": {
        "title": _TITLE,
        "passages": _PASSAGES,
        "interpretation": _READING,
        "of": _both(
            "Listen, hvis elementer betingelsen handler om, fx needs; ellers handler den om sagen.",
            "The list whose items the condition is about, for example needs; else it is about the case.",
        ),
        "as": _both("Et navn til elementet, fx need.", "A name for the item, for example need."),
        "given": _both(
            "Andre elementer, betingelsen taler om, fx {pregnancy: pregnancies}.",
            "Other items that the condition speaks of, for example {pregnancy: pregnancies}.",
        ),
        "when": _both("Betingelsen.", "The condition."),
    },
    "MeasureForm": {
        "title": _TITLE,
        "passages": _PASSAGES,
        "interpretation": _READING,
        "denominator": _both("Hvilke sager der tælles blandt.", "Among which cases it is counted."),
        "numerator": _both("Hvilke af dem der tælles.", "Which of them are counted."),
    },
    "PackForm": {
        "id": _both(
            "Pakkens navn; står først i reglernes fulde id.",
            "The pack's name; the rules' full ids begin with it.",
        ),
        "edition": _both("Udgaven, i anførselstegn.", "The edition, in quotes."),
        "force": _both(
            "live (normalt): bruges, når ingen pakke er valgt. on_request: kun når der bedes om den. "
            "historical: for de år, den gjaldt.",
            "live (the default): run where no pack is chosen. on_request: only where it is asked for. "
            "historical: for the years in which it was in force.",
        ),
        "title": _TITLE,
        "notice": _both(
            "Hvad enhver rapport skal sige om pakken.", "What every report must say of the pack."
        ),
        "sources": _both("De dokumenter pakken bygger på.", "The documents that the pack encodes."),
        "parameters": _both("Tal, som reglerne nævner med $navn.", "Numbers that rules name as $name."),
        "value_sets": _both(
            "Lister af værdier, som reglerne nævner med $navn.", "Lists of values that rules name as $name."
        ),
        "attestations": _both(
            "Koderne for det, et behandlingssted eller en myndighed kan bekræfte, hver med sit navn.",
            "The codes of what a provider or an authority can attest, each with what it is called.",
        ),
        "definitions": _both("Betingelser med navn, til use.", "Conditions with a name, for use."),
        "measures": _both(
            "Hvad teksten siger om mange sager på én gang.", "What the text says of many cases together."
        ),
    },
    "PassageForm": {
        "source": _both("Kildens nummer.", "The number of the source."),
        "locator": _both(
            'Hvor det står, fx {anvisning: "3.2.4", sentence: 1}.',
            'Where it stands, for example {anvisning: "3.2.4", sentence: 1}.',
        ),
        "fingerprint": _both(
            "sha256: af sætningen med enkelte mellemrum.",
            "sha256: of the sentence, its white space made single.",
        ),
        "modality": _both(
            "must, should, right, may, eller fx definition.",
            "must, should, right, may, or for example definition.",
        ),
        "summary": _both("Hvad der står, med egne ord.", "What it says, in your own words."),
        "encoding": _both(
            "encoded, partly, measure, not eller next.", "encoded, partly, measure, not or next."
        ),
        "by": _both(
            "Regler, definitioner og målinger, der koder det.",
            "What encodes it: rules, definitions, measures.",
        ),
        "because": _both(
            "Hvorfor det ikke, eller kun delvis, er kodet.", "Why it is not, or only partly, encoded."
        ),
    },
    "OtherSentenceForm": {
        "source": _both("Kildens nummer.", "The number of the source."),
        "locator": _both("Hvor det står.", "Where it stands."),
        "fingerprint": _both("sha256: af sætningen.", "sha256: of the sentence."),
    },
    "PassagesForm": {
        "passages": _both("Hver normativ sætning i kilderne.", "Each normative sentence of the sources."),
        "other_sentences": _both(
            "Øvrige sætninger, så nye bliver opdaget.", "Other sentences, so that new ones are noticed."
        ),
    },
    "SettingForm": {
        "value": _both("Værdien.", "The value."),
        "values": _DATED,
        "why": _both("Hvorfor dette tal.", "Why this number."),
        "source": _both("Hvor tallet kommer fra.", "Where the number comes from."),
        "set_by": _both(
            "Hvem der har sat det: et kontor, ikke en person.", "Who set it: an office, not a person."
        ),
    },
    "RuleSettingForm": {
        "off": _both("Slår reglen fra, med en begrundelse.", "Switches the rule off, with the reason."),
        "blocking": _both("Lader et bør tælle som et skal.", "Lets a should count like a must."),
    },
    "PackSettingsForm": {
        "parameters": _both("Kommunens tal.", "The municipality's numbers."),
        "rules": _both("Hvad der siges om enkelte regler.", "What is said of single rules."),
    },
    "ProfileForm": {
        "id": _both(
            "Profilens navn: filens navn uden .yaml.", "The profile's name: that of the file without .yaml."
        ),
        "title": _TITLE,
        "set_by": _both(
            "Hvem der har sat den: et kontor, ikke en person.", "Who set it: an office, not a person."
        ),
        "case_id_pattern": _both(
            "Sådan skrives sagernes id'er, med # for hvert ciffer, når de ligner CPR-numre uden at være det.",
            "How case ids are written, with # for each digit, where they look like CPR numbers and are none.",
        ),
        "packs": _both("Hvad profilen siger om hver pakke.", "What the profile says of each pack."),
    },
    "WaiverForm": {
        "rule": _both("Reglens fulde id.", "The full id of the rule."),
        "case": _both("Sagens id.", "The id of the case."),
        "item": _both("Kun dette element, fx need:n2.", "Only this item, for example need:n2."),
        "subject": _both(
            "Afvises: en plads i en liste er intet navn; skriv item.",
            "Refused: a place in a list is no name; write item.",
        ),
        "reason": _both("Begrundelsen.", "The reason."),
        "by": _both(
            "Hvem der har besluttet det: et kontor, ikke en person.", "Who decided: an office, not a person."
        ),
        "expires": _both("Den sidste dag den gælder.", "The last day on which it holds."),
    },
    "WaiversForm": {"waivers": _both("Én for hver sag og regel.", "One for each case and rule.")},
    "ExamplesForm": {
        "rule": _both("Reglens id.", "The id of the rule."),
        "base": _both("Fælles felter for alle eksemplerne.", "Fields that all examples share."),
        "cases": _both("Eksemplerne.", "The examples."),
    },
    "ExampleForm": {
        "name": _both("Hvad eksemplet viser, på én linje.", "What the example shows, on one line."),
        "as_of": _both("Den dato der spørges om.", "The date asked about."),
        "profile": _both("Profilen; normalt suggested.", "The profile; suggested unless said otherwise."),
        "given": _both("Hvad sagen siger, oven på base.", "What the case says, on top of base."),
        "expect": _both(
            "Hvad reglen skal sige; en liste, hvor der er flere resultater.",
            "What the rule should say; a list where there are several results.",
        ),
    },
    "ExpectationForm": {
        "status": _both("Status.", "The status."),
        "reason": _both("Hvorfor.", "Why."),
        "item": _both(
            "Hvilket element, fx need:n1; tom for sagen.",
            "Which item, for example need:n1; empty for the case.",
        ),
        "subject": _both(
            "Hvilket element, fx /needs/0; tom for sagen.",
            "Which item, for example /needs/0; empty for the case.",
        ),
        "due_on": _both("Fristen.", "The deadline."),
        "overdue_days": _both("Dage siden fristen, ved unmet.", "Days since the deadline, where unmet."),
        "changes_on": _both("Hvornår status ændrer sig af sig selv.", "When the status changes by itself."),
        "missing": _both(
            "Hvad der mangler, fx /enrolment/enrolled_on.",
            "What is missing, for example /enrolment/enrolled_on.",
        ),
        "local_parameters": _both(
            "De lokale tal, resultatet hviler på.", "The local numbers that the result leans on."
        ),
    },
}
"""By the name of the form and the key that an author writes."""
