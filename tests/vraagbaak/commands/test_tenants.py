"""`vraagbaak tenants`: no embedding model is needed for any of it."""

import pytest

from vraagbaak.settings import Settings


def test_apply_twice_changes_nothing(empty, agencies):
    first = empty("tenants", "apply", agencies, "--json")
    assert first.status == 0
    assert first.json == [{"slug": "wonen", "change": "created", "fields": []}]
    again = empty("tenants", "apply", agencies, "--json")
    assert again.json == [{"slug": "wonen", "change": "unchanged", "fields": []}]
    assert again.err == ""


def test_apply_names_the_fields_that_changed(empty, tmp_path, make_files):
    folder = tmp_path / "agencies"
    make_files(folder, {"werk/tenant.yaml": "slug: werk\nname: {nl: Werk}\n"})
    empty("tenants", "apply", folder)
    make_files(folder, {"werk/tenant.yaml": "slug: werk\nname: {nl: Werk}\nphase: pilot\n"})
    assert empty("tenants", "apply", folder, "--json").json == [
        {"slug": "werk", "change": "updated", "fields": ["phase"]}
    ]


def test_a_wrong_file_is_one_line_with_its_place_and_applies_nothing(empty, tmp_path, make_files):
    files = {"a1a/tenant.yaml": "slug: a1a\nname: {nl: A}\n"}
    wrong = {"werk/tenant.yaml": "slug: werk\nname: {nl: Werk}\nphase: never\nsourcs: []\n"}
    folder = make_files(tmp_path / "agencies", files | wrong)
    line = empty("tenants", "apply", folder, "--json").complaint
    path = folder / "werk" / "tenant.yaml"
    assert line.startswith("vraagbaak: ")
    assert f"{path}:3: phase:" in line
    assert f"{path}:4: sourcs: is not a field" in line
    assert empty("tenants", "list", "--json").json == []


def test_apply_of_a_folder_without_tenants(empty, tmp_path):
    assert "holds no <slug>/tenant.yaml" in empty("tenants", "apply", tmp_path / "no").complaint


def test_add_and_list(empty):
    added = empty("tenants", "add", "werk", "--name", "Werk [b]", "--language", "fr", "--json")
    assert added.json == {"slug": "werk", "change": "created", "fields": []}
    assert empty("tenants", "list", "--json").json == [
        {
            "slug": "werk",
            "name": "Werk [b]",
            "languages": ["fr"],
            "phase": "experiment",
            "passages": 0,
        }
    ]
    assert "Werk [b]" in empty("tenants", "list").out


def test_an_existing_tenant_is_not_added_again(empty):
    empty("tenants", "add", "werk", "--name", "Werk")
    line = empty("tenants", "add", "werk", "--name", "Anders", "--json").complaint
    assert "'werk' already" in line
    assert empty("tenants", "list", "--json").json[0]["name"] == "Werk"


@pytest.mark.parametrize("slug", ["Werk", "w", "../werk", "werk_"])
def test_a_slug_that_is_none(empty, slug):
    assert "is no slug" in empty("tenants", "add", slug, "--name", "Werk").complaint


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--nonsense",),
        ("tenants", "nonsense"),
        ("tenants", "add", "werk"),
        ("tenants", "add", "werk", "--name", "Werk", "--language", "xx"),
        ("search", "werk", "x", "--limit", "0"),
    ],
)
def test_a_wrong_command_line_fails(empty, arguments):
    outcome = empty(*arguments)
    assert outcome.status == 2
    if arguments:
        assert "--help" in outcome.complaint


def test_a_wrong_setting_is_named(empty, monkeypatch):
    monkeypatch.setenv("VRAAGBAAK_THREADS", "many")
    monkeypatch.setenv("VRAAGBAAK_LOG_LEVEL", "loud")
    line = empty("tenants", "list").complaint
    assert "VRAAGBAAK_THREADS: " in line
    assert "VRAAGBAAK_LOG_LEVEL: " in line


def test_a_data_directory_that_cannot_be(empty, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VRAAGBAAK_DATA_DIR", str(tmp_path / "file" / "var"))
    assert "VRAAGBAAK_DATA_DIR" in empty("tenants", "list").complaint


def test_without_a_model_the_way_on_is_told(empty, agencies):
    empty("tenants", "apply", agencies)
    assert "vraagbaak models build" in empty("search", "wonen", "premie").complaint
    assert not Settings().models_dir.exists()
