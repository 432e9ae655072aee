"""Where people land after signing in: what waits for them."""
