# What people and the checks run. `make` alone lists it.

ADDR ?= 127.0.0.1:8080
DATA ?= .data

# Large samples and repetitions are cut where checks run often, as in .ci/run: SHORT=-short for test-large, test-aws and test-localstack.
SHORT ?=
export ALERTSIM_SHORT = $(SHORT)

# The race detector needs a C compiler; everything else needs Go and Node only.
RACE := $(shell command -v $${CC:-cc} >/dev/null 2>&1 && echo -race)
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# The packages of this module; ./... would find those that npm packages bring.
PACKAGES := ./docs ./functions/... ./internal/... ./localstack/... ./web
WEB_SOURCES := $(shell find web/src web/public web/api -type f 2>/dev/null) web/index.html web/vite.config.ts web/package.json

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
# A folder may have any name: it goes through the environment as it is, past make's and the shell's own characters.
unexport ADDR DATA
run: export ALERTSIM_ADDR = $(value ADDR)
run: export ALERTSIM_DATA = $(value DATA)
run: build ## build and serve at ADDR (127.0.0.1:8080), keeping everything in DATA (.data)
	@exec bin/alertsim serve

.PHONY: build
build: web/dist/index.html ## build bin/alertsim, the browser interface embedded
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/alertsim ./localstack/alertsim

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
PLATFORMS ?= linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

.PHONY: release
release: web/dist/index.html ## build static programs for every platform, with checksums, in build/release (needs GNU tar)
	localstack/release.sh '$(VERSION)' $(PLATFORMS)

.PHONY: test
test: test-go test-web ## run the tests of Go and of the browser interface

.PHONY: test-go
test-go: ## run the Go tests: all with the race detector and a part of the random samples, then those that compute with all of them
	go test $(RACE) $(and $(RACE),-short) -shuffle=on -timeout 30m $(PACKAGES)
	$(and $(RACE),go test -shuffle=on -timeout 30m $(COMPUTING))
# Where samples are drawn, statistics are held against their errors, or memory is measured, of which the race detector takes much itself.
COMPUTING := ./internal/engine ./internal/schedule ./internal/forecast ./internal/cli ./internal/simulationtest ./internal/worker ./internal/study ./internal/statistics

.PHONY: test-large
test-large: ## hold forecasts of more than 10,000,000 messages against the run, and the largest against their function (5 minutes on two cores)
	go test $(SHORT) -tags large -timeout 60m ./internal/httpapi ./functions -run Large

.PHONY: test-web
test-web: web/node_modules/.package-lock.json ## run the tests of the browser interface
	cd web && npm test

.PHONY: e2e
e2e: build ## drive the whole flow in a browser, or the files of E2E (needs chromium)
	cd web && npm run e2e -- $(E2E)

.PHONY: screenshots
screenshots: build ## make the pictures of the README (needs chromium)
	@mkdir -p docs/images
	cd web && npm run screenshots

.PHONY: test-infra
test-infra: ## test the AWS stack
	cd infra && go test -shuffle=on ./...

.PHONY: test-docs
test-docs: ## run every command of the documents, make run and make test among them, in fresh clones of what is committed
	go test -tags docs -count=1 -timeout 60m -v ./docs

.PHONY: test-schema
test-schema: web/dist/index.html ## hold the running program against the OpenAPI document it serves (needs Python 3)
	localstack/test-schema.sh

.PHONY: test-aws
test-aws: web/dist/index.html ## test what touches AWS on a local AWS (needs Python 3, chromium; Java and Maven for DynamoDB Local)
	localstack/test-aws.sh

.PHONY: e2e-aws
e2e-aws: web/dist/index.html ## drive the whole flow in a browser on what is deployed to a local AWS, as the last part of test-aws does
	localstack/test-aws.sh browser

.PHONY: test-localstack
test-localstack: web/dist/index.html ## test on LocalStack without Docker (needs root, debootstrap, Python 3, Java and Maven)
	localstack/test-localstack.sh

.PHONY: bench
bench: ## compare the engine with a plain event heap, and measure studies: what a run and a message take, and all processors against one
	go test ./internal/engine ./internal/study ./internal/result -run '^$$' -bench . -benchtime 2s

.PHONY: fuzz
fuzz: ## fuzz each target with FUZZTIME inputs (50000x), or for a time (1m)
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' internal | sort); do \
	  for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\).*/\1/p' "$$file"); do \
	    echo "$$(dirname "$$file"): $$target"; \
	    go test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME); \
	  done; done
# Inputs are counted, as Go calls it a failure when a time ends in the middle of one.
FUZZTIME ?= 50000x

.PHONY: digest-arm64
digest-arm64: ## the engine's golden digest on arm64, by qemu where this is another machine
	@mkdir -p build
	GOARCH=arm64 CGO_ENABLED=0 go test -c -o build/engine-arm64.test ./internal/engine
	cd internal/engine && $(QEMU_ARM64) ../../build/engine-arm64.test -test.run TestGoldenDigest -test.v
QEMU_ARM64 ?= $(if $(filter aarch64 arm64,$(shell uname -m)),,qemu-aarch64-static)

.PHONY: lint
lint: web/node_modules/.package-lock.json ## check the style of everything
	$(GOLANGCI) run $(PACKAGES)
	cd infra && $(GOLANGCI) run --config ../.golangci.yml ./...
	cd web && npm run lint

.PHONY: fmt
fmt: web/node_modules/.package-lock.json ## format everything
	gofmt -w $$(git ls-files '*.go')
	cd web && npm run format

.PHONY: generate
generate: web/node_modules/.package-lock.json ## write what is made from code: the OpenAPI document, the typed client, the limits that web tests use, the console's templates
	go test ./internal/httpapi ./internal/cli -run IsCurrent -update
	cd web && npm run api

.PHONY: verify
verify: generate ## fail if a generated file is not what the code says
	git diff --exit-code -- web/src/api web/src/testing web/src/features/configure/templates

# STAGE is dev or prod; CDKFLAGS are further switches, as -c alarmEmail=you@example.org. infra/cdk builds what it puts there.
STAGE ?= dev
CDK = infra/cdk
SWITCHES = -c stage=$(STAGE) $(CDKFLAGS)
# The program describes two stacks; every command names the one it means.
STACK = AlertSimulation-$(STAGE)

.PHONY: build-all
build-all: ## compile for the other operating systems the program runs on
	@set -e; for system in darwin windows freebsd; do \
	  echo "$$system"; CGO_ENABLED=0 GOOS=$$system go vet $(PACKAGES); done

.PHONY: functions
functions: ## build the Lambda functions for AWS (arm64): the same bytes from the same sources, whatever else lies about
	@for name in api forecast worker study sweeper; do \
	  CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -trimpath -buildvcs=false -tags lambda.norpc -ldflags '-s -w' \
	    -o build/$$name/bootstrap ./functions/$$name || exit 1; done

.PHONY: synth
synth: ## write the CloudFormation templates into infra/cdk.out; needs no account
	$(CDK) synth --quiet $(SWITCHES) $(STACK) AlertSimulation-account

.PHONY: diff
diff: ## compare with what is deployed
	$(CDK) diff $(SWITCHES) $(STACK)

.PHONY: deploy-account
deploy-account: ## once for each account and region, as the bootstrap: what no stage may own (agreed to as in deploy)
	infra/deploy-account --require-approval $(APPROVAL) $(SWITCHES)

.PHONY: deploy
deploy: ## deploy to the AWS account of this terminal, once you have agreed to what changes (APPROVAL=never: at once)
	@$(if $(ABANDON),true,cd infra && go run ./before -stage '$(STAGE)')
	$(CDK) deploy --require-approval $(APPROVAL) $(SWITCHES) $(STACK)
APPROVAL ?= any-change
# A simulation that runs there and that this engine would not go on with stops a deployment, unless ABANDON=yes.
ABANDON ?=

.PHONY: destroy
destroy: ## remove a stage; stage prod keeps its data
	$(CDK) destroy $(SWITCHES) $(STACK)

.PHONY: local-up
local-up: ## start a local AWS on port 4566
	@localstack/up.sh

.PHONY: local-deploy
local-deploy: ## build and deploy to the local AWS, and print where everything is
	@localstack/deploy.sh

.PHONY: local-down
local-down: ## remove the stack from the local AWS and stop it
	@localstack/down.sh

.PHONY: clean
clean: ## remove what was built; the data folder stays
	rm -rf bin build web/node_modules web/dist/api web/dist/assets web/dist/index.html*

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build
	@touch $@
