"""Every address of the API."""

from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter
from drf_spectacular.views import SpectacularAPIView

from ecritoire.api.access import Nowhere
from ecritoire.api.documents.actions import action_urls
from ecritoire.api.documents.views import DocumentFile, Documents, Imports, OneDocument
from ecritoire.api.exports.views import (
    Cancel,
    DryRun,
    Explain,
    Exports,
    FileOfExport,
    LeftOutList,
    OneExport,
    Taken,
)
from ecritoire.api.ledger.views import Accounts, CompanyOfToken, Entries, Journals
from ecritoire.api.reference import reference
from ecritoire.api.suppliers.views import OneSupplier, Suppliers


class KeyConverter(IntConverter):
    """A key, as large as a database can hold: a larger one names nothing rather than failing there."""

    regex = "[0-9]{1,18}"


class NumberConverter(IntConverter):
    """A number of an export."""

    regex = "[0-9]{1,9}"


register_converter(KeyConverter, "key")
register_converter(NumberConverter, "number")

app_name = "api"
urlpatterns = [
    path("openapi.json", SpectacularAPIView.as_view(), name="openapi"),
    path("reference/", reference, name="reference"),
    path("company/", CompanyOfToken.as_view(), name="company"),
    path("accounts/", Accounts.as_view(), name="accounts"),
    path("journals/", Journals.as_view(), name="journals"),
    path("entries/", Entries.as_view(), name="entries"),
    path("suppliers/", Suppliers.as_view(), name="suppliers"),
    path("suppliers/<key:key>/", OneSupplier.as_view(), name="supplier"),
    path("imports/", Imports.as_view(), name="imports"),
    path("documents/", Documents.as_view(), name="documents"),
    path("documents/<key:key>/", OneDocument.as_view(), name="document"),
    path("documents/<key:key>/file/", DocumentFile.as_view(), name="file"),
    path("documents/<key:key>/explain/", Explain.as_view(), name="explain"),
    path("", include(action_urls())),
    path("exports/", Exports.as_view(), name="exports"),
    path("exports/dry-run/", DryRun.as_view(), name="dry_run"),
    path("exports/<number:number>/", OneExport.as_view(), name="export"),
    path("exports/<number:number>/taken/", Taken.as_view(), name="taken"),
    path("exports/<number:number>/left-out/", LeftOutList.as_view(), name="left_out"),
    path("exports/<number:number>/files/<key:key>/", FileOfExport.as_view(), name="export_file"),
    path("exports/<number:number>/cancel/", Cancel.as_view(), name="cancel"),
    re_path("", Nowhere.as_view(), name="nowhere"),
]
