# Every command there is, most of them one line. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

VENV := .venv/bin
PORT ?= 8000

.PHONY: help setup run test quick pythons check fix bench shots messages migration clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## install everything into .venv and build the assets (done is skipped)
	@scripts/setup

run: setup ## serve a demo barcamp at http://127.0.0.1:8000 (PORT=… for another)
	@export KAUE_DEMO=1 KAUE_DATABASE_URL=sqlite:///var/kaue.sqlite \
		KAUE_PUBLIC_URL=http://127.0.0.1:$(PORT); \
	$(VENV)/kaue demo && exec $(VENV)/kaue serve --port $(PORT)

test: setup ## run every test: SQLite, PostgreSQL, a real browser (ARGS=… for pytest)
	@scripts/test $(ARGS)

quick: setup ## run the fast tests: SQLite only, no browser (ARGS=… for pytest)
	@$(VENV)/python -m pytest -q -n 2 --dist loadfile -k "not postgres" \
		--ignore=tests/journeys --ignore=tests/browser $(ARGS)

pythons: setup ## run every test on every Python from 3.11 on that is here (ARGS=… for pytest)
	@$(VENV)/python scripts/pythons $(ARGS)

check: setup ## run every check that is not a test: style, types, rules, the wheel
	@$(VENV)/python scripts/check $(ARGS)

fix: setup ## let ruff tidy up
	@$(VENV)/ruff check --fix --quiet .; $(VENV)/ruff format --quiet .

bench: setup ## run the benchmarks, one after another
	@for file in $$(grep -l '^"""[^`]*`python -m bench\.' bench/*.py); do \
		echo "== $$file"; $(VENV)/python -m bench.$$(basename $$file .py) || exit; \
	done

shots: setup ## take screenshots of every page into shots/
	@$(VENV)/python scripts/shots $(ARGS)

messages: setup ## bring locales/*.po in step with templates and code
	@$(VENV)/python scripts/messages $(ARGS)

migration: setup ## write a migration for what changed in tables.py (SAYS="a sentence that tells what")
	@KAUE_DATABASE_URL=sqlite:///build/migration.sqlite KAUE_DEMO=1 $(VENV)/kaue migrate >/dev/null
	@KAUE_DATABASE_URL=sqlite:///build/migration.sqlite \
		$(VENV)/piccolo migrations new kaue --auto --desc="$(SAYS)"

clean: ## remove all that make has made; the databases in var/ stay
	@rm -rf .venv node_modules build dist shots \
		.mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
