# What one can do here; `make help` prints the sentences. Nothing needs root, Docker, Node.js or a browser of yours.
PYTHON ?= python3
VENV := .venv/bin
WORKERS ?= 2
CASES ?= ../shared/cases
MINUTES ?= 5
export PYTHONUNBUFFERED := 1
# Compiled modules halve every start of Python; where the environment forbids to keep them, that is not meant for us.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help: ## Print what each target is for.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

.PHONY: run
run: prepare ## Serve Ravand with demonstration people and services on http://127.0.0.1:8000 (RAVAND_* settings are honoured).
	@RAVAND_DEMO="$${RAVAND_DEMO-1}" exec $(VENV)/ravand serve

.PHONY: prepare
prepare: ## Make the clone ready to run: virtual environment, locked packages, assets.
	@$(PYTHON) -m tools.prepare run

.PHONY: develop
develop: ## Make the clone ready for development: all that `prepare` does, the test tools and a browser.
	@$(PYTHON) -m tools.prepare dev

.PHONY: test
test: develop ## Run every test: unit, integration on both databases, features, browser, architecture, faults (WORKERS=2, ARGS=…).
	@$(VENV)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: check
check: develop ## Check style, types and import rules (ruff, mypy, import-linter) and print how large the house is.
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo
	@$(VENV)/python -m tools.measure

.PHONY: format
format: develop ## Lay out the Python code and mend what ruff can mend by itself.
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

.PHONY: bench
bench: develop ## Measure speed, statements, bytes and memory on both databases, beside bare SpiffWorkflow.
	@$(VENV)/python -m benchmarks

.PHONY: battery
battery: develop ## Kill server and worker under load, 1,000 times on each database (SHORT=1: 50 times), and see that nothing is lost or stuck.
	@RAVAND_KILLS=$(if $(SHORT),50,1000) $(VENV)/python -m pytest tests/battery -q -s -o faulthandler_timeout=0

.PHONY: conformance
conformance: develop ## Read the published BPMN and DMN cases that lie in CASES, where they are present, and tell how each fares.
	@$(VENV)/python -m tools.conformance $(CASES)

.PHONY: fuzz
fuzz: develop ## Breed drawings for MINUTES on one processor and keep what crashes, hangs or eats memory (.cache/fuzz/finds).
	@$(VENV)/python -m tools.fuzz $(MINUTES)

.PHONY: pictures
pictures: develop ## Renew the README's pictures from the running product.
	@$(VENV)/python -m tools.pictures

.PHONY: reference
reference: develop ## Write docs/reference/ from the catalogues in the code, and docs/bpmn-support.md from green scenarios.
	@$(VENV)/python -m tools.reference
	@$(VENV)/python -m pytest -q -p tools.bpmn_support.renewing features/test_elements.py

.PHONY: lock
lock: develop ## Renew every lock from pyproject.toml and package.json (UPGRADE=1 also moves indirect dependencies).
	@$(VENV)/python -m tools.lock $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## Remove what was built or fetched; the data folder var/ stays.
	rm -rf .venv .cache build *.egg-info web/node_modules web/static/dist tests/browser/node_modules
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
