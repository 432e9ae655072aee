"""Every test of search reads the words of its own database."""

from collections.abc import Iterator

import pytest

from search.reading import forget


@pytest.fixture(autouse=True)
def _own_words() -> Iterator[None]:
    """What one test has read is not kept for the next."""
    forget()
    yield
    forget()
