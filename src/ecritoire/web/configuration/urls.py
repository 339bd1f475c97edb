"""Addresses of the configuration."""

from django.urls import path

from ecritoire.web.configuration import periods, views

app_name = "configuration"
urlpatterns = [
    path("", views.home, name="home"),
    path("comptes-de-comptabilisation/", views.posting, name="posting"),
    path("exercices/", periods.periods, name="periods"),
    path("exercices/verrou/", periods.lock, name="lock"),
    path("<slug:name>/", views.sheet, name="sheet"),
]
