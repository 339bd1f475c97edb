"""Addresses of exports."""

from django.urls import path

from ecritoire.web.exports import downloads, new, progress, report, views, why

app_name = "exports"
urlpatterns = [
    path("", views.export_history, name="list"),
    path("nouveau/", new.new_export, name="new"),
    path("nouveau/comptes/<str:account>/", new.account_entries, name="account"),
    path("nouveau/reserves/", new.caution_notice, name="cautions"),
    path("nouveau/motifs/<slug:code>/", new.left_out_rows, name="left_out"),
    path("pourquoi/", why.why, name="why"),
    path("<int:number>/", views.export_opened, name="detail"),
    path("<int:number>/motifs/<slug:code>/", views.export_left_out, name="opened_left_out"),
    path("<int:number>/rapport/", report.export_report, name="report"),
    path("<int:number>/avancement/", progress.export_progress, name="progress"),
    path("<int:number>/reprendre/", progress.export_resume, name="resume"),
    path("<int:number>/annuler/", views.export_cancel, name="cancel"),
    path("<int:number>/telecharger/", downloads.download_all, name="download_all"),
    path("<int:number>/fichiers/<int:key>/", downloads.download_file, name="download"),
]
