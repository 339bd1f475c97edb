"""Addresses of files that wait to be keyed."""

from django.urls import path

from ecritoire.web.keying import pictures, splitting, views

app_name = "keying"
urlpatterns = [
    path("fournisseurs/", views.suppliers, name="suppliers"),
    path("<int:key>/saisir/", views.key, name="key"),
    path("<int:key>/totaux/", views.sums, name="sums"),
    path("<int:key>/decouper/", splitting.split, name="split"),
    path("<int:key>/de-cote/", splitting.aside, name="aside"),
    path("<int:key>/reprendre/", splitting.back, name="back"),
    path("<int:key>/original/", pictures.source_file, name="file"),
    path("<int:key>/pages/<int:number>/<int:width>/", pictures.picture, name="picture"),
    path("<int:key>/pages/<int:number>/texte/", pictures.text, name="text"),
]
