# The two commands a new reader needs: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT

.DEFAULT_GOAL := help
.PHONY: help run install test check services services-stop messages lock bench clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F ':.*?## ' '{printf "make %-14s %s\n", $$1, $$2}'

run: .venv/.run-stamp frontend ## start the demo portal on 127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/python tools/serve.py

install: .venv/.dev-stamp frontend ## make the environment for development and the front-end files

test: .venv/.dev-stamp frontend ## run every test and say what was skipped and why
	@$(BIN)/python tools/run_tests.py

check: .venv/.dev-stamp frontend ## lint, types, templates, migrations and production settings
	@bash tools/check.sh

services: .venv/.dev-stamp ## start PostgreSQL, Redis and Elasticsearch on loopback and print the variables to export
	@$(BIN)/python -m tools.services start

services-stop: ## stop exactly the services that `make services` started
	@$(BIN)/python -m tools.services stop

messages: .venv/.dev-stamp ## gather the texts to translate (needs gettext)
	$(BIN)/python manage.py makemessages --locale da --locale sv --no-wrap --no-obsolete --ignore 'node_modules/*' --ignore 'var/*' --ignore '.venv/*' --add-location file

lock: .venv/.dev-stamp ## renew the hashed locks from pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --all-extras pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --all-extras --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --group pyproject.toml:node -o requirements-node.txt

bench: .venv/.dev-stamp frontend ## measure the catalogue at 10,000 offers (minutes)
	$(BIN)/python benchmarks/catalogue.py

clean: ## remove what was made at run time (database, mails, services); the environment stays
	rm -rf var static/vendor

.PHONY: frontend
frontend: node_modules/.stamp
	@$(BIN)/python tools/frontend.py
	@$(BIN)/python tools/compile_messages.py
	@$(BIN)/python tools/word_lists.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

# What running needs; an environment for development already has it.
.venv/.run-stamp: requirements.txt | .venv/bin/python
	@if [ ! -f .venv/.dev-stamp ]; then $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt; fi
	@touch $@

.venv/.dev-stamp: requirements-dev.txt | .venv/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.stamp: package-lock.json | .venv/bin/python
	@bash tools/node_modules.sh
	@touch $@
