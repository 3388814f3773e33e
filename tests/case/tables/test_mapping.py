"""Mappings: what one makes of somebody else's tables, and what is wrong with one, all told at once."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from guidelinekit.case.model.record import Case
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.reading.read import Form, read_entries
from guidelinekit.case.reading.validate import Invalid, Terms
from guidelinekit.case.tables.draft import TODO, draft
from guidelinekit.case.tables.opening import open_export, open_tables
from guidelinekit.case.tables.survey import survey
from guidelinekit.case.tables.writing import written
from guidelinekit.errors import InputError, RuleError
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.mapping_file import load_mapping
from guidelinekit.synthetic.generate import generate, providers

TABLES = Path(__file__).parents[3] / "examples" / "municipality_tables"
MAPPING = """
mapping: 1
reads: {separator: ";", decimal: ",", dates: dd/mm/yyyy, missing: ["NULL"], none: [ingen], between: ","}
case:
  table: Forløb
  key: Nr
  fields: {citizen.sex: {column: Køn, values: {K: female, M: male}}, municipality: Kommune}
lists:
  agreements:
    table: Aftaler
    case: Nr
    key: Id
    fields: {agreement_id: Id, area: Tema, made_on: Dato}
    lists:
      follow_ups: {table: Opfølgninger, parent: AftaleId, fields: {done_on: Dato}}
  activities:
    - {table: Lægesamtaler, case: Nr, fields: {code: {always: doctor_consultation}, done_on: Afholdt}}
    - table: Ydelser
      case: Nr
      where: {Type: [IND, GRP]}
      fields:
        code: {column: Type, values: {IND: individual_talk, GRP: group_session}}
        done_on: Dato
        topics: Emner
not_exported: [pregnancies]
"""
EXPORT = {
    "Forløb": "Nr;Køn;Kommune;Navn\n1;K;0101;x\n2;m;NULL;y\n",
    "Aftaler": "Id;Nr;Tema;Dato\nb;2;bolig;01/02/2026\na;1;Bolig;31/01/2026\n",
    "Opfølgninger": "AftaleId;Dato\na;01/03/2026\nb;02/03/2026\na;03/03/2026\n",
    "Lægesamtaler": "Nr;Afholdt\n1;05/02/2026\n",
    "Ydelser": "Nr;Type;Dato;Emner\n1;IND;06/02/2026;misbrug\n1;BREV;06/02/2026;\n2;GRP;07/02/2026;ingen\n",
}


def made(place: Path, text: str = MAPPING, **tables: str) -> list[Any]:
    """Read an export by a mapping."""
    for name, content in {**EXPORT, **tables}.items():
        (place / f"{name}.csv").write_bytes(content.encode("cp1252"))
    file = place / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    entries = read_entries(place, form=Form.CSV, terms=Terms(mapping=load_mapping(file)))
    return [entry if isinstance(entry, Invalid) else ReadRecord(entry).model for entry in entries]


def problems(place: Path, text: str) -> str:
    """Return what is wrong with a mapping."""
    (place / "mapping.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_mapping(place / "mapping.yaml")
    return str(error.value)


def test_a_broken_mapping_is_not_called_rules(tmp_path: Path) -> None:
    """The sum of what is wrong names the mapping."""
    (tmp_path / "mapping.yaml").write_text("case: 7", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_mapping(tmp_path / "mapping.yaml")
    assert error.value.message.en.endswith("in the mapping")
    assert error.value.message.da.endswith("fejl i oversættelsen")


def test_tables_of_another_system(tmp_path: Path) -> None:
    """Columns, codes, constants, chosen rows and inner lists that only know their item become two cases."""
    first, second = made(tmp_path)
    assert (first.case_id, first.citizen.sex, first.municipality) == ("1", "female", "0101")
    assert (second.citizen.sex, second.municipality) == ("male", None)
    assert [len(agreement.follow_ups) for agreement in first.agreements] == [2]
    assert [str(each.done_on) for each in second.agreements[0].follow_ups] == ["2026-03-02"]
    assert [activity.code for activity in first.activities] == ["doctor_consultation", "individual_talk"]
    assert [activity.topics for activity in first.activities] == [None, ("misuse",)]
    assert [(activity.code, activity.topics) for activity in second.activities] == [("group_session", ())]
    assert (first.needs, first.pregnancies) == (None, None)


def test_a_value_without_a_map_is_a_problem_of_its_record(tmp_path: Path) -> None:
    """A text that `values` does not have makes the case invalid, and is not repeated."""
    (first, second) = made(tmp_path, Forløb="Nr;Køn;Kommune\n1;kvinde;0101\n2;M;\n")
    assert isinstance(first, Invalid)
    assert [problem.message.en for problem in first.problems] == [
        'Forløb.csv line 2, column "Køn": is a value that the mapping does not have; add it under values'
    ]
    assert isinstance(second, Case)


def test_decimals_follow_the_mapping(tmp_path: Path) -> None:
    """Where decimals have a comma, a point is no decimal: nobody can say what it is."""
    fields = "{form: {always: day}, started_on: Start, days_per_week: Dage}"
    more = f"\n  treatments: {{table: B, case: Nr, fields: {fields}}}\nnot_exported"
    text = MAPPING.replace("\nnot_exported", more)
    table = "Nr;Start;Dage\n1;01/01/2026;3,5\n2;01/01/2026;1.234\n"
    first, second = made(tmp_path, text, B=table)
    assert first.treatments[0].days_per_week == 3.5
    assert 'column "Dage": cannot be read as a number' in second.problems[0].message.en


def test_ids_become_pseudonyms(tmp_path: Path) -> None:
    """A CPR number as the key becomes a keyed hash, the same in each table, and is found nowhere."""
    (tmp_path / "key.txt").write_text("a secret of some length\n")
    text = MAPPING.replace("key: Nr\n", "key: {pseudonym: Nr, secret_file: key.txt}\n")
    number = "0101" + "90" + "1234"
    tables = {
        name: content.replace("\n1;", f"\n{number};").replace(";1;", f";{number};")
        for name, content in EXPORT.items()
    }
    first, second = made(tmp_path, text, **tables)
    assert isinstance(first, Case), first
    assert len(first.case_id) == len(second.case_id) == 32
    assert number not in repr(first)
    assert len(first.activities or ()) == 2
    assert made(tmp_path, text, **tables)[0] == first
    (tmp_path / "key.txt").write_text("another secret of that length\n")
    assert made(tmp_path, text, **tables)[0].case_id != first.case_id
    (tmp_path / "key.txt").write_text("short")
    assert "there is no secret to make pseudonyms with" in problems(tmp_path, text)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Each mistake has its line, and what was meant."""
    text = problems(
        tmp_path,
        """mapping: 1
reads: {dates: mm/dd/yyyy, decimals: ","}
case:
  table: Forløb
  key: Nr
  fields:
    citizen.birthdate: Født
    citizen.sex: {column: Køn, values: {K: femal}}
    provider_id: CPR-nr
lists:
  need: {table: Behov, case: Nr, fields: {}}
  goals: {table: Mål, case: Nr, fields: {goal_id: Id}}
  plans: {table: Planer, fields: {kind: Art, made_on: Dato}}
not_exported: [goals, activitis]
""",
    )
    for wanted in (
        ":2:16: error [wrong-form] `mm/dd/yyyy` is no way to write dates",
        "`decimals` has no meaning here",
        "did you mean `decimal`?",
        ":7:5: error [unknown-key] `citizen.birthdate` is no field of cases",
        "did you mean `citizen.birth_date`?",
        "`femal` is not one of the codes of this field",
        "named as one of CPR numbers",
        "`need` is no list of cases",
        "did you mean `needs`?",
        "nothing fills `area`, `set_on`, which each item must have",
        ":13:10: error [missing-key] `case` is missing",
        "`goals` is mapped, so it is exported",
        "there is no list `activitis`",
    ):
        assert wanted in text


@pytest.mark.parametrize(
    "text", ["", "[]", "mapping: 2\n", "mapping: 1\n", "case: 7\n", "mapping: 1\ncase: {table: x}\n"]
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    """A file of anything else is told as such."""
    assert problems(tmp_path, text)


def test_tables_and_columns_that_are_not_there(tmp_path: Path) -> None:
    """A mapping onto what the export does not hold is refused, with the nearest that it holds."""
    with pytest.raises(InputError, match="holds no table Aftale, which"):
        made(tmp_path, MAPPING.replace("table: Aftaler", "table: Aftale"))
    with pytest.raises(InputError, match="has no column `Komune`, which"):
        made(tmp_path, MAPPING.replace("municipality: Kommune", "municipality: Komune"))


def test_what_a_mapping_leaves_open(tmp_path: Path) -> None:
    """Values without a meaning are counted, the columns of texts left alone; unused columns are named."""
    made(tmp_path, Forløb="Nr;Køn;Kommune;Navn\n1;X;x;a\n2;X;x;b\n3;K;x;c\n")
    mapping = load_mapping(tmp_path / "mapping.yaml")
    export = open_export(str(tmp_path), Form.CSV, Subject.CASE, len, mapping)
    seen = survey(export, open_tables(str(tmp_path), Form.CSV), mapping)
    assert [(each.column, each.text, each.count) for each in seen.unmapped] == [("Køn", "X", 2)]
    assert seen.unused == {"Forløb.csv": ["Navn"]}
    assert "cases citizen.birth_date" in seen.unfilled
    assert "cases citizen.sex" not in seen.unfilled


def test_the_example_is_mapped_without_a_gap() -> None:
    """Each value of the example's fifteen tables has a meaning, and each of its cases is valid."""
    mapping = load_mapping(TABLES / "mapping.yaml")
    entries = list(read_entries(TABLES / "export", form=Form.CSV, terms=Terms(mapping=mapping)))
    assert len(entries) == 60
    assert not any(isinstance(entry, Invalid) for entry in entries)
    assert len(mapping.tables) == len(list((TABLES / "export").iterdir())) == 15


def test_renamed_tables_give_the_same_cases(tmp_path: Path) -> None:
    """Our own tables under other names, with a mapping back, are the same cases, each null list too."""
    caseload = list(generate(80, 9))
    with written(tmp_path / "tables", "csv") as put:
        for case in caseload:
            put(case)
    shutil.move(tmp_path / "tables" / "needs.csv", tmp_path / "tables" / "behovsliste.csv")
    lines = ["mapping: 1", "case: {table: cases, key: case_id, not_exported: not_exported, fields: {}}"]
    lines += ["lists:", "  needs: {table: behovsliste, case: case_id, fields: {need_id: need_id, area: area,"]
    lines += ["    identified_on: identified_on, barrier: barrier, changed_on: changed_on,"]
    lines += ["    resolved_on: resolved_on}}"]
    (tmp_path / "m.yaml").write_text("\n".join(lines))
    terms = Terms(mapping=load_mapping(tmp_path / "m.yaml"))
    read = [
        ReadRecord(entry).model
        for entry in read_entries(tmp_path / "tables", terms=terms)
        if not isinstance(entry, Invalid)
    ]
    assert [case.needs for case in read if isinstance(case, Case)] == [case.needs for case in caseload]


def test_a_draft_of_our_own_tables_needs_no_more(tmp_path: Path) -> None:
    """What `map new` writes for our own tables works as it is: each record comes back, each null list too."""
    caseload, sites = list(generate(40, 9)), list(providers(40, 9))
    with written(tmp_path / "tables", "csv") as put:
        for record in (*caseload, *sites):
            put(record)
    text = draft(open_tables(str(tmp_path / "tables"), Form.CSV), "da")
    assert TODO not in text
    (tmp_path / "m.yaml").write_text(text)
    terms = Terms(mapping=load_mapping(tmp_path / "m.yaml"))
    entries = read_entries(tmp_path / "tables", terms=terms)
    read = [entry if isinstance(entry, Invalid) else ReadRecord(entry).model for entry in entries]
    assert read == [*caseload, *sites]


def test_a_draft_looks_at_what_columns_hold(tmp_path: Path) -> None:
    """Names without Danish letters are known, a column of dates is nothing else, a guess says so."""
    (tmp_path / "SAGER.csv").write_text("SagId;FoedselsDato;AfslutningsDato\n1;12.03.1985;20.04.2026\n")
    (tmp_path / "BEHOV_REG.csv").write_text("SagId;Livsomraade;RegDato\n1;Bolig;10.01.2026\n")
    (tmp_path / "AFTALE.csv").write_text("AftaleId;SagId;Omraade\n3;1;Bolig\n")
    (tmp_path / "AFTALE_OPFOELGNING.csv").write_text("AftaleId;Udfoert\n3;01.02.2026\n")
    text = draft(open_tables(str(tmp_path), Form.CSV), "en")
    for wanted in (
        "dates: [dd.mm.yyyy]",
        'citizen.birth_date: "FoedselsDato"\n',
        "columns not used: AfslutningsDato\n",
        'area: "Livsomraade"  # is it?',
        'follow_ups:  # follow-up\n        table: "AFTALE_OPFOELGNING"\n        parent: "AftaleId"\n',
    ):
        assert wanted in text
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(RuleError, match=r"identified_on: TODO(.|\n)*TODO still stands here"):
        load_mapping(tmp_path / "m.yaml")
