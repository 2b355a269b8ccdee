# The gestures of everyday work. Each one finds or fetches what it needs; CONTRIBUTING.md tells when to use which.
.PHONY: test check bench soak format clean

# Everything: formatting, compilation, rules of the house, unit, contract, document and launcher tests. One summary at the end.
test:
	@quality/run.sh test $(ARGS)

# The quick part of `test`: all of it but the tests tagged "slow".
check:
	@quality/run.sh check $(ARGS)

# The benchmarks: `make bench`, or some of them: `make bench ARGS="commit open"`.
bench:
	@quality/run.sh bench $(ARGS)

# The tests of `test` with a hundred times the kills, power cuts and random histories. Takes hours.
soak:
	@quality/run.sh soak $(ARGS)

# Rewrites all Java sources as the formatter wants them.
format:
	@quality/run.sh format

clean:
	@quality/run.sh clean
