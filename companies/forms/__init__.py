"""The forms of a company's profile."""
