"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="documents:list"), name="home"),
    path("compte/", include("ecritoire.web.accounts.urls")),
    path("compte/", include("allauth.urls")),
    path("reception/", include("ecritoire.web.inbox.urls")),
    path("documents/", include("ecritoire.web.documents.urls")),
    path("exports/", include("ecritoire.web.exports.urls")),
]
