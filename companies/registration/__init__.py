"""How a company comes in: it asks its municipality, or the municipality invites it."""
