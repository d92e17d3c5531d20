# The front door. Every target works from a fresh clone; `make` alone lists them.

PY ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
SANDBOX := SOUK_ENV=$${SOUK_ENV:-sandbox}

# Journeys that meet providers: taken once more with the real clients, against the stand-in.
ABROAD := tests/browser/test_delivery.py tests/browser/test_bills.py

.DEFAULT_GOAL := help
.PHONY: help run test proof lint format bench audit translations migration setup setup-run python

help: ## list these targets
	@echo "Souk: make <target>, from a fresh clone"
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-15s %s\n", $$1, $$2}'

run: python ## install what is missing, then serve the shop with its demo data on http://127.0.0.1:8000 (PORT=8001 for another)
	@$(PY) tools/bootstrap.py run $(PORT)
	@$(SANDBOX) exec $(BIN)/python wsgi.py

test: setup ## rules and races on PostgreSQL, everything on SQLite, journeys in a browser (within 10 minutes on 2 cores)
	@$(BIN)/python tools/run_tests.py

proof: setup ## the long suites: journey matrix, races, kill points, fuzz (each with its own time limit)
	@$(BIN)/python -m pytest -m proof tests/proof
	@SOUK_TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -m proof tests/proof/test_full_house.py
	@$(BIN)/python -m pytest -q -n 2 tests/integration
	@SOUK_TEST_DATABASE=sqlite SOUK_EVERY_SHAPE=1 $(BIN)/python -m pytest -q -n 2 tests/browser
	@SOUK_TEST_DATABASE=sqlite SOUK_TEST_PROVIDERS=standin $(BIN)/python -m pytest -q -n 2 $(ABROAD)

lint: setup ## format, lint, types, import contracts, templates, styles, translations, secrets
	@$(BIN)/python tools/lint.py

format: setup ## let the formatter and the safe fixes do their work
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

bench: setup ## throughput of the main pages beside their ceilings, as ratios
	@$(BIN)/python -m bench

audit: setup-run ## check every balance, transfer and order total of the configured database
	@$(SANDBOX) $(BIN)/flask --app wsgi audit

translations: setup ## extract new texts, merge them into the Arabic catalogue, compile it
	@$(BIN)/python -m tools.translations update

migration: setup ## write a migration for what the models have and the migrations lack: make migration m="add x"
	@$(SANDBOX) $(BIN)/flask --app wsgi db migrate -m "$(or $(m),change)"

setup: python
	@$(PY) tools/bootstrap.py test

setup-run: python
	@$(PY) tools/bootstrap.py run

python:
	@command -v $(PY) >/dev/null || { echo "Python 3.11 or newer is needed, on Debian: apt-get install python3 python3-venv"; exit 1; }
