"""Messages that must reach people: rows first, delivery later."""
