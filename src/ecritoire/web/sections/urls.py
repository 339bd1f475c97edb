"""Addresses of analytic sections."""

from django.urls import path

from ecritoire.web.sections import views

app_name = "sections"
urlpatterns = [path("<int:key>/", views.document_sections, name="document")]
