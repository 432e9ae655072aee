"""What a person can do with what they keep."""

from saved.actions.offers import keep_offer, let_go_of_offer, note_seen
from saved.actions.searches import TooMany, change_rhythm, forget_search, save_search, tell_of_new_offers

__all__ = [
    "TooMany",
    "change_rhythm",
    "forget_search",
    "keep_offer",
    "let_go_of_offer",
    "note_seen",
    "save_search",
    "tell_of_new_offers",
]
