"""Elasticsearch servers of a test's own, which it may stop, freeze and kill."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, Elasticsearch, TransportError

from tools.services.processes import born, end, folder
from tools.services.search_server import Node, nodes

PATIENCE = 120


@contextmanager
def servers(number: int, *, heap_mb: int) -> Iterator[list[Node]]:
    """So many nodes of one cluster; ended by process id whatever happens."""
    place = folder("elasticsearch-test")
    made: list[Node] = []
    try:
        made = nodes(number, place, heap_mb=heap_mb)
        commands = [node.begin() for node in made]
        for node, command in zip(made, commands, strict=True):
            node.began(command)
        yield made
    finally:
        for node in made:
            node.look_for_pid()
            if node.pid and born(node.pid):
                end(node.as_started())
        shutil.rmtree(place, ignore_errors=True)


def kill(node: Node) -> None:
    """End a node at once, as a power cut would."""
    os.kill(node.pid, signal.SIGKILL)
    until(lambda: not born(node.pid))


def freeze(node: Node, *, thaw: bool = False) -> None:
    """Let a node hang: connections stay open, nothing answers."""
    os.kill(node.pid, signal.SIGCONT if thaw else signal.SIGSTOP)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(PATIENCE * 10):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {PATIENCE} seconds")


def is_green(node: Node, number: int) -> bool:
    """Whether the node sees so many nodes and every copy of every shard."""
    try:
        health = Elasticsearch(node.url).cluster.health()
    except (ApiError, TransportError):
        return False
    return bool(health["status"] == "green" and health["number_of_nodes"] == number)
