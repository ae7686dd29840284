"""One contract, all connectors, each against something real."""

import json
from importlib import import_module
from itertools import islice
from pathlib import Path

import pytest
from pydantic import ValidationError

from connectors.registry import connector_names, connector_type
from connectors.types import (
    Checkpoint,
    Done,
    Failed,
    Known,
    Removed,
    Skipped,
    SourceItem,
    Unchanged,
)

STAGES = sorted(p.stem for p in (Path(__file__).parent / "stages").glob("*.py"))
TEXTS = {
    "alfa": "De premie bedraagt 1.250 euro voor een gezin met drie kinderen.",
    "beta": "Het loket in Gent is open op dinsdag van negen tot twaalf uur.",
    "gamma": "Wie verhuist, meldt dat binnen acht werkdagen aan de gemeente.",
}


@pytest.fixture(params=STAGES)
def stage(request, tmp_path):
    module = import_module(f"tests.connectors.stages.{request.param}")
    with module.opened(tmp_path) as stage:
        for name, text in TEXTS.items():
            stage.put(name, text)
        yield stage


class Memory:
    """What the service remembers of a source between runs, as sync keeps it."""

    def __init__(self):
        self.cursor = ""
        self.known = {}
        self.stored = {}
        """Key: bytes."""
        self.read = []
        """Keys whose bytes were asked for in the last run."""

    def run(self, connector, most=None):
        self.read, named, done = [], [], None
        for change in islice(connector.changes(self.cursor, self.known), most):
            assert done is None, "Done is the last"
            if isinstance(change, Done):
                done = change
            elif isinstance(change, Checkpoint):
                self.cursor = change.cursor
            else:
                named.append(change.key)
                self._take(change)
        assert len(named) == len(set(named)), "each key once"
        if done:
            self.cursor = done.cursor
            if done.complete:
                for key in set(self.known) - set(named):
                    self._forget(key)
        return done

    def _take(self, change):
        if isinstance(change, SourceItem):
            old = self.known.get(change.key)
            self.known[change.key] = Known(change.version, change.note)
            if old is None or not change.version or old.version != change.version:
                self.read.append(change.key)
                self.stored[change.key] = change.read()
        elif isinstance(change, Skipped):
            self._forget(change.key)
            self.known[change.key] = Known(change.version, change.note)
        elif isinstance(change, Removed):
            self._forget(change.key)
        else:
            assert isinstance(change, Unchanged | Failed)
            assert change.key in self.known or isinstance(change, Failed)

    def _forget(self, key):
        self.known.pop(key, None)
        self.stored.pop(key, None)

    def holding(self, text):
        """The keys of what holds that text, whatever its markup."""
        return [key for key, data in self.stored.items() if text in data.decode("utf-8", "replace")]


def test_every_document_is_found_once_and_can_be_read(stage):
    memory = Memory()
    assert isinstance(memory.run(stage.connect()), Done)
    for text in TEXTS.values():
        assert len(memory.holding(text)) == 1


def test_what_is_unchanged_is_not_read_again(stage):
    memory = Memory()
    memory.run(stage.connect())
    stored = dict(memory.stored)
    memory.run(stage.connect())
    assert memory.read == []
    assert memory.stored == stored


def test_a_change_is_found_and_nothing_else_is_read(stage):
    memory = Memory()
    memory.run(stage.connect())
    (key,) = memory.holding(TEXTS["beta"])
    stage.put("beta", "Het loket in Gent is voortaan open op vrijdag, enkel op afspraak.")
    memory.run(stage.connect())
    assert memory.read == [key]
    assert memory.holding("voortaan open op vrijdag") == [key]


def test_a_new_document_is_found(stage):
    memory = Memory()
    memory.run(stage.connect())
    stage.put("delta", "Een bewonerskaart kost niets voor de eerste wagen.")
    memory.run(stage.connect())
    assert len(memory.read) == 1
    assert memory.holding("Een bewonerskaart kost niets") == memory.read


def test_what_is_gone_goes(stage):
    memory = Memory()
    memory.run(stage.connect())
    stage.remove("gamma")
    memory.run(stage.connect())
    assert len(memory.holding(TEXTS["gamma"])) == (0 if stage.tells_removals else 1)
    assert memory.holding(TEXTS["alfa"])
    assert memory.holding(TEXTS["beta"])


def test_a_source_that_is_gone_is_an_error_that_says_so(stage):
    memory = Memory()
    memory.run(stage.connect())
    stage.vanish()
    with pytest.raises(OSError, match=r"\w{3}"):
        memory.run(stage.connect())
    assert len(memory.stored) == len(TEXTS)


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_a_run_that_breaks_off_is_made_up_for(stage, most):
    memory = Memory()
    memory.run(stage.connect(), most)
    memory.run(stage.connect())
    for text in TEXTS.values():
        assert len(memory.holding(text)) == 1


@pytest.mark.parametrize("name", connector_names())
def test_every_connector_has_a_stage(name):
    assert name in STAGES


@pytest.mark.parametrize("name", connector_names())
def test_a_configuration_can_be_turned_into_a_form(name):
    kind = connector_type(name)
    schema = kind.config.model_json_schema()
    assert kind.summary.endswith(".")
    assert schema["description"]
    assert json.loads(json.dumps(schema)) == schema
    with pytest.raises(ValidationError, match="tpying"):
        kind.config.model_validate({"tpying": "mistake"})


def test_secrets_are_references_only(stage):
    config = stage.config()
    for name, value in stage.secrets.items():
        assert value not in json.dumps(config)
        assert f"env:{name}" in json.dumps(config)
