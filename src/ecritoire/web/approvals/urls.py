"""Addresses of approval."""

from django.urls import path

from ecritoire.web.approvals import answering, views

app_name = "approvals"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("<int:key>/relancer/", views.remind, name="remind"),
    path("reponse/<str:token>/", answering.answer, name="answer"),
    path("reponse/<str:token>/image/", answering.picture, name="picture"),
    path("reponse/<str:token>/fichier/", answering.file, name="file"),
]
