# Portico. `make help` lists what there is; the work is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run test bench mutants shots clean

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: ## The demonstration on http://127.0.0.1:8080 (FRESH=1 starts again, PORT= and DATA= move it, RELEASE=1)
	@FRESH="$(FRESH)" PORT="$(PORT)" DATA="$(DATA)" RELEASE="$(RELEASE)" scripts/run

test: ## Everything that must hold before a change lands (STEPS="clippy journeys" for some of it)
	@scripts/test $(STEPS)

bench: ## Measures submit, case read, search, and a vesting on both engines; takes some minutes
	@scripts/bench

mutants: ## Changes the rules of moves in one place at a time and names what their tests miss; an hour or two
	@scripts/mutants

shots: ## Screenshots of the main pages, at 320 and 1280 pixels, into e2e/shots
	@scripts/shots

clean: ## Removes what was built and installed here; the data folder stays
	@scripts/clean
