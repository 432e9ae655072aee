"""The demo portal: invented municipalities, companies, schools and offers."""
