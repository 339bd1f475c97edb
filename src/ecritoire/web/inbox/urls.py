"""Addresses of the inbox."""

from django.urls import path

from ecritoire.web.inbox import dropping, views

app_name = "inbox"
urlpatterns = [
    path("", views.inbox, name="list"),
    path("deposer/", dropping.drop, name="drop"),
    path("<int:key>/controler/", views.control, name="control"),
]
