"""tenant.yaml: every mistake is named with file, line and field."""

from pathlib import Path

import pytest

from vraagbaak.errors import TenantFileError
from vraagbaak.language import Language
from vraagbaak.tenantfile import load_tenant, load_tenants

GOOD = """\
slug: wonen
ovo_code: OVO999001
name: {nl: Wonen, fr: Logement}
languages: [nl, fr]
contact:
  name: {nl: Het loket}
  phone: "1700"
sources:
  - {name: corpus, connector: folder, path: corpus, uri_base: "https://wonen.example/"}
answer: {composer: extractive, max_sentences: 4}
allowed_origins: ["https://www.example.be", "http://localhost:8000"]
"""


def write(folder: Path, text: str, slug: str = "wonen") -> Path:
    path = folder / slug / "tenant.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def mistake(folder: Path, text: str) -> str:
    path = write(folder, text)
    with pytest.raises(TenantFileError) as caught:
        load_tenant(path)
    assert str(path) in caught.value.message
    return caught.value.message.replace(str(path), "tenant.yaml")


def test_a_good_file(tmp_path: Path) -> None:
    tenant = load_tenant(write(tmp_path, GOOD))
    assert tenant.id == "wonen"
    assert tenant.languages == (Language.NL, Language.FR)
    assert tenant.name.in_(Language.FR) == "Logement"
    assert tenant.name.in_(Language.DE) == "Wonen", "a missing language falls back to Dutch"
    assert tenant.answer.max_sentences == 4
    assert tenant.retention.raw_days == 30


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("OVO999001", "OVO12", "tenant.yaml:2: ovo_code: 'OVO12' does not have the form"),
        ("slug: wonen", "slug: Wonen!", "tenant.yaml:1: slug: 'Wonen!' does not have the form"),
        ("[nl, fr]", "[nl, xx]", "tenant.yaml:4: languages.1: Input should be 'nl', 'fr', 'de'"),
        ("[nl, fr]", "[nl, nl]", "tenant.yaml:4: languages: a language is listed twice"),
        ('  phone: "1700"\n', "", "tenant.yaml:5: contact: give at least one of phone"),
        ("max_sentences: 4", "max_sentences: 99", "tenant.yaml:10: answer.max_sentences: Input"),
        ("max_sentences", "max_sentense", "answer.max_sentense: is not a field"),
        ("name: {nl: Wonen, fr: Logement}\n", "", "tenant.yaml:1: name: is required"),
        ("localhost:8000", "localhost:8000/x", "tenant.yaml:11: allowed_origins: 'http://local"),
        ("connector: folder", "connector: ftp", "tenant.yaml:9: sources.0.connector: Input should"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert expected in mistake(tmp_path, GOOD.replace(old, new))


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("OVO999001", "X").replace("max_sentences: 4", "max_sentences: 0")
    message = mistake(tmp_path, text)
    assert "ovo_code" in message
    assert "max_sentences" in message


def test_a_key_given_twice_is_an_error(tmp_path: Path) -> None:
    message = mistake(tmp_path, GOOD + "slug: other\n")
    assert "tenant.yaml:12: slug: is given twice (first on line 1)" in message


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    assert "tenant.yaml:3" in mistake(tmp_path, "slug: wonen\nname: {nl: a\nx: [")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    assert "must be a mapping" in mistake(tmp_path, text)


def test_a_value_of_an_unsafe_type_is_an_error(tmp_path: Path) -> None:
    text = GOOD.replace("slug: wonen", "slug: !!python/object/apply:os.system [id]")
    assert "tenant.yaml:1: is not valid YAML" in mistake(tmp_path, text)


def test_the_folder_must_bear_the_slug(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, slug="anders")
    with pytest.raises(TenantFileError, match=r"1: slug: is 'wonen', but the folder .* 'anders'"):
        load_tenant(path)


def test_all_files_of_a_folder_are_read_before_an_error(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, "slug: a-b-c", slug="a-b-c")
    write(tmp_path, "slug: [", slug="x-y-z")
    with pytest.raises(TenantFileError) as caught:
        load_tenants(tmp_path)
    assert "a-b-c" in caught.value.message
    assert "x-y-z" in caught.value.message


def test_a_folder_without_tenants(tmp_path: Path) -> None:
    with pytest.raises(TenantFileError, match="holds no <slug>"):
        load_tenants(tmp_path)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("a: &a {k: v}\nb: &b {<<: [*a, *a]}\n", "13: holds an alias (*a); write it out"),
        ("a: &a [*a]\n", "12: holds an alias (*a); write it out"),
        (f"a: {'[' * 5000}", "12: is nested deeper than 20 levels"),
    ],
)
def test_files_that_would_never_end_are_refused(tmp_path, lines, said):
    assert mistake(tmp_path, GOOD + lines) == f"tenant.yaml:{said}"


@pytest.mark.parametrize("value", ["2026-02-30", "9" * 5000])
def test_a_value_that_does_not_exist_is_a_mistake(tmp_path, value):
    assert "is not valid YAML" in mistake(tmp_path, f"{GOOD}phase: {value}\n")
