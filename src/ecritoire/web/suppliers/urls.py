"""Addresses of suppliers."""

from django.urls import path

from ecritoire.web.suppliers import bank, views

app_name = "suppliers"
urlpatterns = [
    path("", views.supplier_list, name="list"),
    path("nouveau/", views.add, name="add"),
    path("<int:key>/", views.supplier_record, name="record"),
    path("<int:key>/enregistrer/", views.edit, name="edit"),
    path("<int:key>/iban/", bank.add_iban, name="add_iban"),
    path("<int:key>/iban/<int:details>/verifier/", bank.verify_iban, name="verify_iban"),
]
