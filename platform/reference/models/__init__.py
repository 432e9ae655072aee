"""Facts as rows."""

from reference.models.industry import Industry, IndustryCode
from reference.models.loaded import LoadedData
from reference.models.place import Municipality, Postcode, Region, RegionPeriod, UnknownPostcode
from reference.models.subject import Subject, SubjectRange

__all__ = [
    "Industry",
    "IndustryCode",
    "LoadedData",
    "Municipality",
    "Postcode",
    "Region",
    "RegionPeriod",
    "Subject",
    "SubjectRange",
    "UnknownPostcode",
]
