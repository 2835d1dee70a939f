.PHONY: run test check rulebook bench anjian lock clean help
.DEFAULT_GOAL := help

run:
	python3 run.py run $(ARGS)
test:
	python3 run.py test $(ARGS)
check:
	python3 run.py check
rulebook:
	python3 run.py rulebook
bench:
	python3 run.py bench $(ARGS)
anjian:
	python3 run.py anjian $(ARGS)
lock:
	python3 run.py lock
clean:
	python3 run.py clean
help:
	@python3 run.py help
