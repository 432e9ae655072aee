"""The pages at the company's desk on which offers are written."""
