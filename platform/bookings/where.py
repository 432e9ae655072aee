"""Where a class and its host meet, whom to ask for and how many come, as pages and mails say it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.models import Offer, OfferForm, OfferPage
from offers.models.offer import FORMS_AT_SCHOOL
from schools.models import School


def facts_of(offer: Offer) -> OfferPage | None:
    """The page that carries the facts of an offer."""
    return offer.page_in(offer.first_language)


def place_of(offer: Offer, school: School | None) -> str:
    """Where it is: at the host's, at the school, online, or nowhere in particular."""
    page, host = facts_of(offer), offer.host
    form = page.form if page else ""
    if form in FORMS_AT_SCHOOL:
        return school.organisation.name if school else _("At your school")
    if form == OfferForm.ONLINE:
        return _("Online")
    if form == OfferForm.MATERIAL:
        return ""
    if page and page.address:
        return _joined(host.name, page.address, page.postcode)
    return _joined(host.name, host.address, f"{host.postcode} {host.town}".strip())


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def contact_of(offer: Offer) -> tuple[str, str, str]:
    """Name, phone and e-mail address of the one who receives the class."""
    page, host = facts_of(offer), offer.host
    name = (page.contact_name if page else "") or host.contact_name
    phone = (page.contact_phone if page else "") or host.phone
    return name, phone, (page.contact_email if page else "") or host.email


def people(pupils: int, adults: int) -> str:
    """«24 elever og 2 voksne»."""
    first = ngettext("%(n)s pupil", "%(n)s pupils", pupils) % {"n": pupils}
    second = ngettext("%(n)s adult", "%(n)s adults", adults) % {"n": adults}
    return _("%(pupils)s and %(adults)s") % {"pupils": first, "adults": second}
