"""Addresses of the control sheet."""

from django.urls import path

from ecritoire.web.control import pictures, views

app_name = "control"
urlpatterns = [
    path("<int:key>/", views.sheet, name="sheet"),
    path("<int:key>/ecriture/", views.entry, name="entry"),
    path("<int:key>/de-cote/", views.aside, name="aside"),
    path("<int:key>/reprendre/", views.back, name="back"),
    path("<int:key>/comparer/", views.compare, name="compare"),
    path("<int:key>/donnees/", views.data, name="data"),
    path("<int:key>/pages/<int:number>/<int:width>/", pictures.picture, name="picture"),
    path("<int:key>/pages/<int:number>/texte/", pictures.text, name="text"),
]
