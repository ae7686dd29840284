"""The layout that packaging depends on."""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_import_platform_is_the_standard_librarys() -> None:
    import platform

    assert platform.python_implementation()
    assert not str(platform.__file__).startswith(str(ROOT))
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
    assert not (ROOT / "tests" / "platform").exists()


def test_nothing_but_settings_reads_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for package in ("platform/vraagbaak", "connectors", "evaluation")
        for path in (ROOT / package).rglob("*.py")
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    ]
    assert readers == []


def test_only_the_index_imports_chroma() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for package in ("platform/vraagbaak", "connectors")
        for path in (ROOT / package).rglob("*.py")
        if "import chromadb" in path.read_text() or "from chromadb" in path.read_text()
    }
    assert all(path.startswith("platform/vraagbaak/index/") for path in importers)
