"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from ecritoire.web.accounts.invitation import accept
from ecritoire.web.dashboard.views import dashboard

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dashboard, name="home"),
    path("compte/", include("ecritoire.web.accounts.urls")),
    path("compte/", include("allauth.urls")),
    path("dossiers/", include("ecritoire.web.firm.urls")),
    path("reception/", include("ecritoire.web.inbox.urls")),
    path("reception/fichiers/", include("ecritoire.web.keying.urls")),
    path("reception/controle/", include("ecritoire.web.control.urls")),
    path("documents/", include("ecritoire.web.documents.urls")),
    path("parametres/", include("ecritoire.web.settings.urls")),
    path("invitation/<str:token>/", accept, name="invitation"),
    path("validation/", include("ecritoire.web.approvals.urls")),
    path("api/v1/", include("ecritoire.api.urls")),
    path("exports/", include("ecritoire.web.exports.urls")),
    path("configuration/vos-modeles/", include("ecritoire.web.formats.urls")),
    path("sections/", include("ecritoire.web.sections.urls")),
    path("configuration/", include("ecritoire.web.configuration.urls")),
    path("fournisseurs/", include("ecritoire.web.suppliers.urls")),
]
