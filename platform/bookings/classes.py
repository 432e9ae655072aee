"""The classes a person may bring: `s12` is a new class of school 12, `g7` is class 7, known from earlier."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from bookings.models import Booking
from schools.models import Group, School


def class_choices(schools: list[School], person: User) -> list[tuple[str, Any]]:
    """The classes of the person's schools, their own first, then a new one; grouped where schools are several."""
    known = _known_by_school(schools, person)
    each = {str(school): [*known.get(school.pk, []), (f"s{school.pk}", _("Another class"))] for school in schools}
    if len(each) == 1:
        return next(iter(each.values()))
    return list(each.items())


def _known_by_school(schools: list[School], person: User) -> dict[int, list[tuple[str, str]]]:
    own = set(Booking.objects.filter(contact=person).values_list("group", flat=True))
    groups = sorted(Group.objects.filter(school__in=schools), key=lambda group: (group.pk not in own, group.label))
    found: dict[int, list[tuple[str, str]]] = {}
    for group in groups:
        found.setdefault(group.school_id, []).append((f"g{group.pk}", group.label))
    return found


def usual_class(person: User, schools: list[School]) -> str:
    """The class this person brought last, else a new one."""
    last = Booking.objects.filter(contact=person, school__in=schools).order_by("-pk").first()
    return f"g{last.group_id}" if last else f"s{schools[0].pk}"


def class_of(comes: str, schools: list[School]) -> tuple[School | None, Group | None]:
    """School and class of a choice; no school when it is not one of these schools'."""
    pk = int(comes[1:]) if comes[1:].isdigit() else 0
    if comes.startswith("g"):
        group = Group.objects.filter(pk=pk, school__in=schools).select_related("school__organisation").first()
        return (group.school, group) if group else (None, None)
    return next((school for school in schools if school.pk == pk), None), None


def answers_known(group: Group | None, person: User) -> dict[str, Any]:
    """What need not be asked again: the class as it was last, and the person's number."""
    last = Booking.objects.filter(contact=person).exclude(contact_phone="").order_by("-pk").first()
    known: dict[str, Any] = {"phone": person.phone or (last.contact_phone if last else "")}
    if group is not None:
        grade = group.level or ("" if group.grade is None else str(group.grade))
        known |= {"label": group.label, "grade": grade, "adults": group.adults, "pupils": group.pupils or ""}
    return known
