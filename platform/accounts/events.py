"""Lets higher rooms know that a person's memberships changed, without accounts knowing them."""

from collections.abc import Callable

from accounts.models import Membership

Listener = Callable[[Membership], None]
_listeners: list[Listener] = []


def on_membership_change(listener: Listener) -> None:
    """Call `listener` inside the transaction of every change of a membership; registered once in AppConfig.ready."""
    if listener not in _listeners:
        _listeners.append(listener)


def membership_changed(membership: Membership) -> None:
    """Tell everybody who listens."""
    for listener in _listeners:
        listener(membership)
