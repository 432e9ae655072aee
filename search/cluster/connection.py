"""The connection to the cluster, and the breaker that keeps the site fast while the cluster is away."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import MultiSearch, Search

log = logging.getLogger(__name__)
RETRIED = (429, 502, 503, 504)
MOST_RETRIES = 3
BULK_TIMEOUT = 60.0
TRIES = 3
SAID_WHOLE, GONE, FAULT = 200, 404, 500
Answer = dict[str, Any]


class ClusterAway(Exception):
    """The cluster did not answer, or not in time, or not with what was asked."""


class Breaker:
    """After a failure nobody asks for a while; then one tries again while the others still do without."""

    def __init__(self) -> None:
        self.rests_until = 0.0
        self._lock = Lock()

    def allows(self) -> bool:
        """Whether to ask now."""
        with self._lock:
            now = time.monotonic()
            if now < self.rests_until:
                return False
            if self.rests_until:
                self.rests_until = now + settings.ELASTICSEARCH_REST
            return True

    @property
    def is_closed(self) -> bool:
        """Whether nothing has failed since it last answered."""
        return not self.rests_until

    def trip(self) -> None:
        """It failed."""
        with self._lock:
            self.rests_until = time.monotonic() + settings.ELASTICSEARCH_REST

    def close(self) -> None:
        """It answered."""
        self.rests_until = 0.0


breaker = Breaker()


def client(*, timeout: float | None = None) -> Elasticsearch:
    """The client of the settings, kept; with another time-out for long work."""
    made = _client(
        tuple(settings.ELASTICSEARCH_URLS),
        settings.ELASTICSEARCH_USER,
        settings.ELASTICSEARCH_PASSWORD,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA,
        settings.ELASTICSEARCH_TIMEOUT,
    )
    return made.options(request_timeout=timeout) if timeout else made


@lru_cache(maxsize=8)
def _client(
    urls: tuple[str, ...], user: str, password: str, api_key: str, ca_file: str, timeout: float
) -> Elasticsearch:
    several = len(urls) > 1
    return Elasticsearch(
        list(urls),
        basic_auth=(user, password) if user else None,
        api_key=api_key or None,
        request_timeout=timeout,
        max_retries=MOST_RETRIES if several else 0,
        retry_on_timeout=several,
        retry_on_status=RETRIED,
        ca_certs=ca_file or DEFAULT,
    )


@contextmanager
def asking(*, timeout: float | None = None) -> Iterator[Elasticsearch]:
    """Ask the cluster, or ClusterAway: at once while the breaker is open, else after one time-out at most."""
    if not breaker.allows():
        raise ClusterAway("it failed a moment ago")
    try:
        yield client(timeout=timeout)
    except (ApiError, TransportError) as error:
        breaker.trip()
        log.warning("the search cluster does not answer as it should: %s: %s", type(error).__name__, error)
        raise ClusterAway(type(error).__name__) from error
    breaker.close()


def answers(searches: list[Search], *, timeout: float | None = None) -> list[Answer]:
    """The answers to several searches in one request; asked again where a node went away under one of them."""
    with asking(timeout=timeout) as using:
        for tries_left in reversed(range(TRIES)):
            many = MultiSearch(using=using)
            for search in searches:
                many = many.add(search)
            try:
                return [response.to_dict() for response in many.execute()]
            except ApiError as error:
                if not tries_left or not _is_passing(error):
                    raise
    raise AssertionError("never reached")


def _is_passing(error: ApiError) -> bool:
    """Whether one search of several failed for a reason that the next try may not meet.

    Among them: the index was replaced by a rebuild between the finding and the fetching.
    """
    inner = error.body if isinstance(error.body, dict) else {}
    status = int(inner.get("status", 0))
    return error.meta.status == SAID_WHOLE and (status == GONE or status >= FAULT)
