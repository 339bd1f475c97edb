"""Addresses of the configuration."""

from django.urls import path

from ecritoire.web.configuration import approval_rules, chart, periods, rules, templates, views

app_name = "configuration"
urlpatterns = [
    path("", views.home, name="home"),
    path("comptes-de-comptabilisation/", views.posting, name="posting"),
    path("exercices/", periods.periods, name="periods"),
    path("exercices/verrou/", periods.lock, name="lock"),
    path("plan/importer/", chart.import_chart_table, name="import_chart"),
    path("plan/importer/<int:key>/", chart.chart_preview, name="chart_preview"),
    path("plan-comptable.<str:suffix>", chart.export_chart, name="export_chart"),
    path("modeles/", templates.template_list, name="templates"),
    path("modeles/<slug:name>/", templates.template, name="template"),
    path("validation/", approval_rules.approval_rules, name="approval_rules"),
    path("validation/nouvelle/", approval_rules.add_rule, name="add_approval_rule"),
    path("validation/<int:key>/", approval_rules.approval_rule, name="approval_rule"),
    path("validation/<int:key>/deplacer/", approval_rules.move_rule, name="move_approval_rule"),
    path("validation/<int:key>/retirer/", approval_rules.remove_rule, name="remove_approval_rule"),
    path("regles/", rules.rules, name="rules"),
    path("regles/nouvelle/", rules.add_rule, name="add_rule"),
    path("regles/<int:key>/", rules.rule, name="rule"),
    path("regles/<int:key>/deplacer/", rules.move_rule, name="move_rule"),
    path("regles/<int:key>/retirer/", rules.remove_rule, name="remove_rule"),
    path("<slug:name>/", views.sheet, name="sheet"),
]
