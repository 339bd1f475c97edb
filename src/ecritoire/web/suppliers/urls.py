"""Addresses of suppliers."""

from django.urls import path

from ecritoire.web.suppliers import bank, merging, tables, views

app_name = "suppliers"
urlpatterns = [
    path("", views.supplier_list, name="list"),
    path("nouveau/", views.add, name="add"),
    path("importer/", tables.import_table, name="import"),
    path("importer/<int:key>/", tables.import_preview, name="import_preview"),
    path("fournisseurs.<str:suffix>", tables.export_table, name="export"),
    path("<int:key>/", views.supplier_record, name="record"),
    path("choix/", views.supplier_options, name="options"),
    path("<int:key>/fusionner/", merging.merge, name="merge"),
    path("<int:key>/enregistrer/", views.edit, name="edit"),
    path("<int:key>/iban/", bank.add_iban, name="add_iban"),
    path("<int:key>/iban/<int:details>/verifier/", bank.verify_iban, name="verify_iban"),
]
