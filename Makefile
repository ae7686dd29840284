# Every task of the project; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
export VRAAGBAAK_DATA_DIR ?= var

.DEFAULT_GOAL := help
.PHONY: help setup models demo ingest-demo test check lint types format bench clean

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vraagbaak needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

models: $(VENV)/.ready ## Build the embedding model (once)
	$(BIN)/vraagbaak models build

setup: $(VENV)/.ready models ## Virtual environment with everything, and the embedding model

ingest-demo: setup ## The demo agencies and their documents, without serving
	$(BIN)/vraagbaak tenants apply tenants
	for slug in wonen werk groeipakket; do $(BIN)/vraagbaak sync $$slug || exit 1; done

demo: ingest-demo ## The main job with three demo agencies on http://localhost:8000
	$(BIN)/vraagbaak serve --port 8000

test: setup ## All tests
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

lint: $(VENV)/.ready ## Lint, format and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.ready ## mypy --strict
	$(BIN)/mypy

check: lint types ## Lint, import rules and types

format: $(VENV)/.ready ## Format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## The benchmarks over DATA (long); one: make bench NAME=retrieval
	for name in $(or $(NAME),retrieval questions ingest latency tenants); do \
		$(BIN)/python -m evaluation bench $$name --data $(DATA) || exit 1; done

clean: ## Remove caches and build products, not the data
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
