"""The outbox: rows first, delivery later."""
