"""What pages of lower rooms show of booking."""

from django import template
from django.utils.safestring import SafeString

from offers.models import Offer

register = template.Library()


@register.simple_tag
def booking_panel(offer: Offer) -> SafeString:
    """Where a class chooses a time; empty until booking is built."""
    return SafeString("")
