"""The addresses below /skrivebord/tilbud/: `tekst/` takes a page's id, `tid/` a date's, most others an offer's."""

from django.urls import path

from offers.views import dates, listing, resources, standing, writing

app_name = "offers"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("nyt/", listing.new, name="new"),
    path("<int:pk>/", listing.show, name="show"),
    path("<int:pk>/pause/", standing.pause, name="pause"),
    path("<int:pk>/aabn/", standing.reopen, name="reopen"),
    path("<int:pk>/traek-tilbage/", standing.withdraw, name="withdraw"),
    path("<int:pk>/kopier/", standing.copy, name="copy"),
    path("<int:pk>/sprog/<slug:language>/", standing.write_in, name="write_in"),
    path("<int:pk>/tider/", dates.listing, name="dates"),
    path("<int:pk>/tider/ny/", dates.add, name="add_date"),
    path("<int:pk>/tider/serie/", dates.series, name="add_series"),
    path("guider-og-lokaler/", resources.listing, name="resources"),
    path("guider-og-lokaler/<int:pk>/", resources.rename, name="resource"),
    path("guider-og-lokaler/<int:pk>/fjern/", resources.remove, name="remove_resource"),
    path("tid/<int:pk>/hvem/", resources.of_date, name="date_resources"),
    path("tid/<int:pk>/", dates.change, name="change_date"),
    path("tid/<int:pk>/fjern/", dates.remove, name="remove_date"),
    path("tekst/<int:pk>/tjek/", writing.check, name="check"),
    path("tekst/<int:pk>/vis/", writing.preview, name="preview"),
    path("tekst/<int:pk>/send/", writing.submit, name="submit"),
    path("tekst/<int:pk>/tag-tilbage/", writing.withdraw_from_review, name="take_back"),
    path("tekst/<int:pk>/<slug:step>/", writing.edit, name="edit"),
]
