from projector.conftest import ledger

__all__ = ["ledger"]
