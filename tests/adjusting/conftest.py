from projector.conftest import ledger, server, template, with_views

__all__ = ["ledger", "server", "template", "with_views"]
