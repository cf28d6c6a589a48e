# Sets up by stamp files and runs the checks. Needs Python 3.11 or newer, and Node 20 for `make test`.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
NODE := tests/node
PROCESSES ?= 2
PYTEST := $(BIN)/pytest -q -n $(PROCESSES) --dist loadgroup

.DEFAULT_GOAL := check
.PHONY: setup demo check static test ecosystem goldens clean

setup: .venv/.stamp $(NODE)/node_modules/.stamp

demo: .venv/.stamp  ## compile the demo app, show what came out, and run it
	@$(BIN)/gen --project fixtures/documents
	@$(BIN)/python tests/demo.py fixtures/documents/backend
	@$(BIN)/python tests/demo_run.py fixtures/documents/backend

check: static  ## everything that takes less than a minute
	$(PYTEST) -m "not slow"

static: .venv/.stamp
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: static setup  ## everything
	$(BIN)/python tests/interpreters.py
	$(PYTEST)

ecosystem: setup  ## real apps, as JSON files of facts in the folder CORPUS, through the compiler and all judges
	@test -d "$(CORPUS)" || { echo "make ecosystem CORPUS=<folder> needs a folder of JSON files, the facts of an app each" >&2; \
		exit 2; }
	$(BIN)/python -m tests.ecosystem "$(CORPUS)"

goldens: .venv/.stamp  ## write what the compiler says now into fixtures and cases; read the difference before a commit
	@for app in fixtures/*/; do $(BIN)/gen --project $$app || exit 1; done
	@$(BIN)/python -m tests.update_cases
	@$(BIN)/python -m tests.diagnostics.hostile

clean:
	rm -rf .venv .venv-* $(NODE)/node_modules build dist

.venv/.stamp: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	$(BIN)/python -m pip install --quiet --no-build-isolation --editable '.[serve]'
	touch $@

$(NODE)/node_modules/.stamp: $(NODE)/package.json $(NODE)/package-lock.json
	npm ci --prefix $(NODE) --no-audit --no-fund
	touch $@
