"""Lets higher rooms know that a company's facts changed, without companies knowing them."""

from collections.abc import Callable

from accounts.models import Organisation

Listener = Callable[[Organisation], None]
_listeners: list[Listener] = []


def on_facts_change(listener: Listener) -> None:
    """Call `listener` inside the transaction of every change of facts; registered once in AppConfig.ready."""
    if listener not in _listeners:
        _listeners.append(listener)


def facts_changed(organisation: Organisation) -> None:
    """Tell everybody who listens."""
    for listener in _listeners:
        listener(organisation)
