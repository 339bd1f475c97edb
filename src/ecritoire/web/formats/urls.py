"""Addresses of the templates that a company writes."""

from django.urls import path

from ecritoire.web.formats import language, views

app_name = "formats"
urlpatterns = [
    path("", views.template_list, name="list"),
    path("nouveau/", views.new_template, name="new"),
    path("apercu/", views.preview, name="preview"),
    path("importer/", views.import_template, name="import"),
    path("langage/", language.language, name="language"),
    path("m/<slug:name>/", views.edit_template, name="edit"),
    path("m/<slug:name>/fichier/", views.download_template, name="download"),
    path("m/<slug:name>/retirer/", views.withdraw_template, name="withdraw"),
]
