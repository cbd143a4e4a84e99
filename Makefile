# The one interface. `make` alone tells what there is. Needs Python 3.11 or newer, GNU Make, and nothing else.

PYTHON ?= python3
PORT ?= 8000
# On two cores two workers took 159 s where one took 278: much of a test is waiting for a browser, a process or PostgreSQL.
WORKERS ?= 2
BIN := .venv/bin
ENVIRONMENT_READY := .venv/.ready
PACKAGES_READY := node_modules/.ready
ASSETS_READY := app/static/dist/manifest.json
ASSET_SOURCES := $(shell find app/static -type f -not -path 'app/static/dist/*' 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/messages.po))
# Without a database of yours, the one that comes with the Python packages is made and migrated, so that commands have one.
VAR := $(or $(VAR_DIR),var)
DATABASE_READY := $(if $(DATABASE_URL)$(shell grep -s '^DATABASE_URL=.' .env),,$(VAR)/.migrated)
# Checks and tests never touch a database of yours, whatever .env says.
OWN_DATABASE := DATABASE_URL= DATABASE_WORKER_URL= DATABASE_OWNER_URL=

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo demo-reset run test journeys check fix i18n migration bench clean

help: ## This list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(ENVIRONMENT_READY) $(ASSETS_READY) $(CATALOGUES) $(DATABASE_READY) ## Environment, style and script, catalogues, database; quick when nothing changed

demo: setup ## Everything, with invented content: make demo PORT=8000
	@$(BIN)/python -m app.cli.demo --port $(PORT)

demo-reset: setup ## As demo, after forgetting what was typed
	@$(BIN)/python -m app.cli.demo --port $(PORT) --reset

run: setup ## As demo, reloading when code or a template changes
	@$(BIN)/python -m app.cli.demo --port $(PORT) --reload

test: setup ## All tests: PostgreSQL, a mail server and a browser included
	@$(OWN_DATABASE) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

journeys: setup ## Only the stories in a browser; JOURNEYS=all in all three languages
	@$(OWN_DATABASE) $(BIN)/python -m pytest tests/journeys $(ARGS)

check: setup ## What a machine can say without running the site
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint app --lint --quiet
	$(BIN)/codespell
	@$(OWN_DATABASE) DATABASE_NAME=check VAR_DIR=var/check $(BIN)/flask --app wsgi database
	@$(OWN_DATABASE) DATABASE_NAME=check VAR_DIR=var/check $(BIN)/flask --app wsgi db check

fix: setup ## Mend what a machine can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

i18n: $(ENVIRONMENT_READY) ## Collect strings, tell what is not translated; DRAFT=nn lets a machine draft that from nb
	@$(BIN)/python -m app.cli.translations $(if $(DRAFT),--draft $(DRAFT))

migration: setup ## A new migration from the models: make migration NAME=add_incident_severity
	@test -n "$(NAME)" || { echo "Say what it does: make migration NAME=add_incident_severity"; exit 2; }
	@$(OWN_DATABASE) DATABASE_NAME=check VAR_DIR=var/check $(BIN)/flask --app wsgi database
	@$(OWN_DATABASE) DATABASE_NAME=check VAR_DIR=var/check $(BIN)/flask --app wsgi db revision --autogenerate -m "$(NAME)" \
		--rev-id "$$($(PYTHON) -c 'import pathlib; print("%04d" % (1 + max(int(p.name[:4]) for p in pathlib.Path("migrations/versions").glob("[0-9]*.py"))))')"

bench: setup ## How fast it is, beside its own floor; figures also in build/bench.json
	@$(OWN_DATABASE) $(BIN)/python -m bench $(ARGS)

clean: ## Forget what setup built; the demo's data stay
	rm -rf .venv node_modules app/static/dist build $(CATALOGUES)

$(ENVIRONMENT_READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which by make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python came without venv. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Python packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@UV_SYSTEM_CERTS=1 $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(PACKAGES_READY): package-lock.json package.json | $(ENVIRONMENT_READY)
	@echo "Installing packages for style and script ..."
	@NODE_OPTIONS="--use-system-ca $$NODE_OPTIONS" PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS_READY): $(PACKAGES_READY) $(ASSET_SOURCES)
	@$(BIN)/node app/static/build.mjs
	@touch $@

%.mo: %.po | $(ENVIRONMENT_READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
	@touch $@

$(VAR)/.migrated: $(wildcard migrations/versions/*.py) $(ENVIRONMENT_READY) | $(ASSETS_READY) $(CATALOGUES)
	@$(BIN)/flask --app wsgi database
	@touch $@
