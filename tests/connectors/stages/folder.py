"""A real folder."""

import shutil
from contextlib import contextmanager

from tests.connectors.stage import Stage


class FolderStage(Stage):
    """Files below a temporary folder."""

    name = "folder"

    def __init__(self, base):
        super().__init__(base)
        self.root = base / "docs"
        self.root.mkdir()

    def config(self):
        return {"path": "docs"}

    def put(self, name, text):
        (self.root / f"{name}.md").write_text(text, encoding="utf-8")

    def remove(self, name):
        (self.root / f"{name}.md").unlink()

    def vanish(self):
        shutil.rmtree(self.root)


@contextmanager
def opened(base):
    yield FolderStage(base)
