"""The pages at the company's desk about the company itself."""
