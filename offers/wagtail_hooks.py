"""What editors cannot do with the pages companies write: copying one would give an offer two texts in one language."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from companies.models import ReviewedPage


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Companies copy their offers at their own desk."""
    if not isinstance(page.specific, ReviewedPage):
        return None
    messages.error(request, _("Companies copy their offers at their own desk"))
    return redirect("wagtailadmin_pages:edit", page.pk)
