"""The shared words of the ledger; standard library only, imported by everything, importing nothing."""
