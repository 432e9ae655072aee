"""PostgreSQL, Redis and Elasticsearch of our own for development and tests, on loopback, under a powerless user."""
