"""Who offers: companies and their pages."""
