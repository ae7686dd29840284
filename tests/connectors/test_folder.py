"""What a folder connector finds, and under which key."""

import pytest

from connectors.folder import FolderConnector
from connectors.memory import MemoryConnector


def keys(*paths):
    return [item.key for item in FolderConnector(paths).items()]


def test_files_by_relative_path_in_order(tmp_path):
    for name in ("b/c.md", "a.md", "b/a.md", "B.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    items = list(FolderConnector([tmp_path]).items())
    assert [item.key for item in items] == ["B.md", "a.md", "b/a.md", "b/c.md"]
    assert [item.read() for item in items] == [b"B.md", b"a.md", b"b/a.md", b"b/c.md"]


def test_a_file_is_named_by_its_name(tmp_path):
    (tmp_path / "a.md").write_text("x")
    assert keys(tmp_path / "a.md") == ["a.md"]


def test_hidden_and_left_over_files_are_skipped(tmp_path):
    for name in (".git/config", ".hidden.md", "~$brief.docx", "Thumbs.db", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert keys(tmp_path) == ["a.md"]


def test_links_in_a_circle_or_leading_outside_are_skipped(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.md").write_text("x")
    (inside / "a.md").write_text("x")
    (inside / "loop").symlink_to(inside)
    (inside / "secret.md").symlink_to(outside / "secret.md")
    (inside / "folder").symlink_to(outside)
    (inside / "same.md").symlink_to(inside / "a.md")
    (inside / "gone.md").symlink_to(inside / "nothing.md")
    assert keys(inside) == ["a.md", "same.md"]


def test_of_two_files_with_one_key_the_first_counts(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(folder)
    items = list(FolderConnector([tmp_path / "y", tmp_path / "x"]).items())
    assert [item.read() for item in items] == [b"y"]


def test_what_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        keys(tmp_path / "nowhere")


def test_memory():
    items = list(MemoryConnector({"b": b"1", "a": b"2"}).items())
    assert [(item.key, item.read()) for item in items] == [("b", b"1"), ("a", b"2")]


def test_links_that_lead_to_one_another_are_skipped(tmp_path):
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").symlink_to("c.md")
    (tmp_path / "c.md").symlink_to("b.md")
    assert keys(tmp_path) == ["a.md"]


def test_a_file_that_goes_away_after_it_was_listed_fails_where_it_is_read(tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(name)
    items = FolderConnector([tmp_path]).items()
    assert next(items).key == "a.md"
    (tmp_path / "b.md").unlink()
    for item in items:
        assert item.size is None
        with pytest.raises(FileNotFoundError):
            item.read()
