# The commands of the project. `make help` lists them; `make demo` and `make test` set up all they need by themselves.

PY := .venv/bin/python
PORT ?= 8000
EXPORT := --quiet --frozen --no-emit-project --no-header --format requirements-txt --python $(PY)
SOURCES := manage.py clrisk_site diagnosis mapping planning tests
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lock messages permissions imports analyses corpus assets run bench crosscheck bundle real clean

help: ## this list
	@echo "make COMMAND, where COMMAND is one of:"
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

setup: ## environment, front-end assets and translations, from the lock files
	@sh clrisk_site/setup/environment.sh
	@$(PY) -m clrisk_site.setup.assets
	@$(PY) -m clrisk_site.setup.messages compile

demo: setup ## the demonstration municipality on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(PY) -m clrisk_site.setup.demo --port $(PORT)

test: setup ## everything that must hold: checks, tests on SQLite and PostgreSQL, browser journeys
	@$(PY) -m clrisk_site.setup.battery

check: setup ## only the checks: format, lint, types, floors, templates, migrations, translations, settings
	@$(PY) -m clrisk_site.setup.checks

format: setup ## bring Python and templates into their format
	@$(PY) -m ruff format $(SOURCES)
	@$(PY) -m ruff check --fix $(SOURCES)
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 6.1 {} +

lock: setup ## lock files again after a change of pyproject.toml
	@.venv/bin/uv --no-config lock --python $(PY)
	@.venv/bin/uv --no-config export $(EXPORT) --no-dev -o requirements.txt
	@.venv/bin/uv --no-config export $(EXPORT) --only-group dev -o requirements-dev.txt
	@.venv/bin/uv --no-config export $(EXPORT) --only-group peers -o requirements-peers.txt

messages: setup ## bring the catalogues of translations up to date with the sources
	@$(PY) -m clrisk_site.setup.messages update

permissions: setup ## the table of permissions in docs/, after a change of roles or addresses
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) -m tests.people.permission_table

imports: setup ## the page of what can be imported in docs/, after a change of a kind of file
	@DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL= $(PY) -m tests.files.imports_page

analyses: setup ## the page of analyses in docs/, after a change of a method, its keys or its example
	@DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL= $(PY) -m tests.diagnosis.analyses.page

corpus: setup ## the page of hostile files in docs/, after a change of the corpus or the name of a test
	@$(PY) -m tests.tables.corpus.page

assets: setup ## only style sheets, fonts and scripts

run: setup ## the site for development, with its database in var/
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_catalogues --verbosity 0
	@$(PY) manage.py runserver 127.0.0.1:$(PORT)

bench: setup ## speed and memory against their yardsticks
	@$(PY) -m clrisk_site.setup.peers
	@$(PY) -m clrisk_site.setup.cluster $(PY) -m tests.bench

crosscheck: setup ## the statistics beside R, statsmodels, prince, mapclassify and esda
	@$(PY) -m clrisk_site.setup.peers
	@$(PY) -m clrisk_site.setup.system r || true
	@.venv-peers/bin/python -m tests.crosscheck

bundle: setup ## one archive in dist/ that installs on a Linux server without a network
	@$(PY) -m clrisk_site.setup.bundle

real: setup ## the whole job on real files; DATA names their folder
	@$(PY) -m tests.real $(if $(DATA),--data $(DATA))

clean: ## remove all that was made: environment, assets, demonstration
	rm -rf .venv .venv-peers node_modules clrisk_site/static_built demo dist
