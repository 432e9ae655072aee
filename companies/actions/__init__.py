"""What can be done with companies and with what they write."""

from companies.actions.placing import MunicipalityNotOpen, ensure_company_page, ensure_parents, make_own
from companies.actions.profile import add_peak_season, change_facts, remove_peak_season, start_text
from companies.actions.registering import find_company, register_company
from companies.actions.reviewing import (
    Incomplete,
    InReview,
    NobodyReviews,
    NothingNew,
    NotInReview,
    draft_of,
    save_draft,
    submit,
    take_back,
)

__all__ = [
    "InReview",
    "Incomplete",
    "MunicipalityNotOpen",
    "NobodyReviews",
    "NotInReview",
    "NothingNew",
    "add_peak_season",
    "change_facts",
    "draft_of",
    "ensure_company_page",
    "ensure_parents",
    "find_company",
    "make_own",
    "register_company",
    "remove_peak_season",
    "save_draft",
    "start_text",
    "submit",
    "take_back",
]
