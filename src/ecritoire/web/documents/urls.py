"""Addresses of documents."""

from django.urls import path

from ecritoire.domain.permissions import Permission
from ecritoire.web.documents import bulk, executing, picture, questions, saved, sheets, views
from ecritoire.web.documents.actions import action_view
from ecritoire.web.documents.questions import question_view

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("liste.csv", sheets.as_csv, name="csv"),
    path("liste.xlsx", sheets.as_xlsx, name="xlsx"),
    path("colonnes/", saved.keep_columns, name="keep_columns"),
    path("vues/", saved.keep_view, name="keep_view"),
    path("vues/<int:key>/supprimer/", saved.forget_view, name="forget_view"),
    path("comptes/", views.account_options, name="accounts"),
    path("lot/exporter/", bulk.export_chosen, name="export_chosen"),
    path("lot/", bulk.bulk, name="bulk"),
    path("<int:key>/volet/", views.document_panel, name="panel"),
    path("<int:key>/image/", picture.first_page, name="picture"),
    path("<int:key>/fichier/", picture.source_file, name="file"),
    path("<int:key>/controler/", action_view("control", Permission.CONTROL), name="control"),
    path("<int:key>/imputer/", action_view("code", Permission.CODE), name="code"),
    path("<int:key>/periode/", action_view("period", Permission.CODE), name="period"),
    path("<int:key>/arrondi/", action_view("book_gap", Permission.CODE), name="book_gap"),
    path("<int:key>/compte-tva/", action_view("vat_account", Permission.CODE), name="vat_account"),
    path("<int:key>/taux/", action_view("rate", Permission.CODE), name="rate"),
    path("<int:key>/commenter/", action_view("comment", Permission.COMMENT), name="comment"),
    path("<int:key>/etiqueter/", action_view("tag", Permission.COMMENT), name="tag"),
    path("<int:key>/desetiqueter/", action_view("untag", Permission.COMMENT), name="untag"),
    path("<int:key>/paiements/<int:payment>/executer/", executing.ask_execution, name="execute_payment"),
    path("<int:key>/joindre/", questions.ask_attach, name="attach"),
    path("<int:key>/dater/", action_view("first_open_day", Permission.CODE), name="first_open_day"),
    path("<int:key>/remettre/", action_view("release", Permission.HOLD_BACK), name="release"),
    path("<int:key>/hors-export/", question_view("hold_back"), name="hold_back"),
    path("<int:key>/demander-validation/", question_view("ask_approval"), name="ask_approval"),
    path("<int:key>/valider/", action_view("approve", Permission.APPROVE), name="approve"),
    path("<int:key>/refuser/", question_view("refuse"), name="refuse"),
]
