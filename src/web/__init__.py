"""The web: the HTTP API and the pages, over one ledger. It starts in app.create_app."""
