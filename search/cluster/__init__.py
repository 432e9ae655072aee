"""Elasticsearch: connection, documents, requests, and how the index keeps up with the database.

1. `documents` says what a document is: one index for each language, behind an alias.
2. `reading_rows` makes documents of offers with the tokens of the same chain that the database engine uses.
3. `sending` finds the offers that are ahead of the index and sends them; the worker does so every half second.
4. `renewing` builds a new index behind the alias; `checking` compares index and database and repairs.
5. `site` does all of this for the other pages of the site, `completing` proposes names while somebody types.
6. `requests` turns a question and its plan into requests; `search.engines.elasticsearch` asks and reads the answer.
7. `alike` turns what the first hits have in common into terms for a second request.
"""
