"""Production is the base; development and test say only what differs."""
