# `make graph` sets up and does the main job; `make test` sets up and runs every test that this machine can.
.PHONY: graph test check vocab counts basemap clean

# The first Python of at least 3.11, or the one that you name: make graph PYTHON=/opt/python/bin/python3
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
# A checkout is installed in place; EDITABLE= installs it as users get it.
EDITABLE ?= -e
VENV := .venv
PIP := $(VENV)/bin/python -m pip --quiet --disable-pip-version-check install

graph: $(VENV)/.graph
	@$(VENV)/bin/armsgraph build -o build

test: $(VENV)/.test
	@$(VENV)/bin/python -m pytest

check: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@if command -v npm >/dev/null 2>&1; then npm ci --no-audit --no-fund --silent && npm run --silent check; \
	else echo "npm is missing: types and style of the scripts in pages are not checked"; test -z "$(REQUIRE_BROWSER)"; fi

vocab: $(VENV)/.graph
	@$(VENV)/bin/python tests/vocabulary.py > $(VENV)/vocab.py
	@mv $(VENV)/vocab.py graph/armsgraph/vocab.py

counts: $(VENV)/.graph
	@PYTHONPATH=tests $(VENV)/bin/python tests/overview.py > $(VENV)/counts.md
	@mv $(VENV)/counts.md data/README.md

# The one target that needs npm: the map is committed, and drawn anew only when its source or its cut changes.
basemap: $(VENV)/bin/python
	@$(VENV)/bin/python tests/basemap.py > $(VENV)/basemap.json
	@mv $(VENV)/basemap.json graph/armsgraph/pages/basemap.json

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "armsgraph needs Python 3.11 or newer; name one: make graph PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "This Python has no venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.graph: $(VENV)/bin/python pyproject.toml
	@echo "Setting up in $(VENV) …"
	@$(PIP) $(EDITABLE) '.[fast,frames]'
	@touch $@

$(VENV)/.test: $(VENV)/.graph
	@$(PIP) $(EDITABLE) '.[test]'
	@touch $@
