"""Addresses of the overview across companies."""

from django.urls import path

from ecritoire.web.firm import views

app_name = "firm"
urlpatterns = [path("", views.client_list, name="list")]
