"""Who comes: schools and their classes."""
