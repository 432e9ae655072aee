"""Days on which a school takes no visits, kept at the school's own desk (contract OP-24)."""
