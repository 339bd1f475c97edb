"""Addresses about the person, beside those of signing in."""

from django.urls import path

from ecritoire.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("societe/", views.choose_company, name="company"),
    path("apparence/", views.choose_theme, name="theme"),
    path("langue/", views.choose_language, name="language"),
]
