"""Addresses of Paramètres."""

from django.urls import path

from ecritoire.web.settings import company, members, story, views

app_name = "settings"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("societe/", company.company, name="company"),
    path("historique/", story.story, name="story"),
    path("membres/", members.listing, name="members"),
    path("membres/inviter/", members.send_invitation, name="invite"),
    path("membres/<int:key>/role/", members.role, name="role"),
    path("membres/<int:key>/retirer/", members.remove, name="remove"),
    path("membres/invitations/<int:key>/retirer/", members.withdraw, name="withdraw"),
]
