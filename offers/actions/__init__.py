"""What can be done with an offer, its texts and its dates."""

from companies.actions import (
    Incomplete,
    InReview,
    MunicipalityNotOpen,
    NobodyReviews,
    NothingNew,
    NotInReview,
    draft_of,
    ensure_parents,
    take_back,
)
from companies.actions import submit as submit_for_review
from offers.actions.dates import (
    AlreadyThere,
    EndsTooEarly,
    FewerThanTaken,
    HasBookings,
    InThePast,
    add_occurrence,
    add_series,
    change_occurrence,
    plan_series,
    remove_occurrence,
    seasons_of,
)
from offers.actions.publishing import change_live, in_bulk, publish_directly, put_live
from offers.actions.resources import NameTaken, add_resource, need_resources, remove_resource, rename_resource
from offers.actions.standing import Withdrawn, pause, reopen, withdraw
from offers.actions.terms import GroupSizesCrossed, change_terms
from offers.actions.writing import AlreadyWritten, copy_offer, save_step, start_offer, write_in_language

__all__ = [
    "AlreadyThere",
    "AlreadyWritten",
    "EndsTooEarly",
    "FewerThanTaken",
    "GroupSizesCrossed",
    "HasBookings",
    "InReview",
    "InThePast",
    "Incomplete",
    "MunicipalityNotOpen",
    "NameTaken",
    "NobodyReviews",
    "NotInReview",
    "NothingNew",
    "Withdrawn",
    "add_occurrence",
    "add_resource",
    "add_series",
    "change_live",
    "change_occurrence",
    "change_terms",
    "copy_offer",
    "draft_of",
    "ensure_parents",
    "in_bulk",
    "need_resources",
    "pause",
    "plan_series",
    "publish_directly",
    "put_live",
    "remove_occurrence",
    "remove_resource",
    "rename_resource",
    "reopen",
    "save_step",
    "seasons_of",
    "start_offer",
    "submit_for_review",
    "take_back",
    "withdraw",
    "write_in_language",
]
