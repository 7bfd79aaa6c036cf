"""Addresses of the analyses: the log, results, and their way from microdata."""

from django.urls import URLPattern, path

from diagnosis.views import analysing, results

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/results/", results.show_results, name="results"),
    path("t/<str:path>/results/export/<slug:format>/", results.export_results, name="results-export"),
    path("t/<str:path>/results/new/", analysing.analyse, name="analysis-new"),
    path("t/<str:path>/results/<int:pk>/", results.show_result, name="result"),
    path("t/<str:path>/results/<int:pk>/export/<slug:format>/", results.export_result, name="result-export"),
    path("t/<str:path>/results/<int:pk>/rerun/", analysing.rerun_result, name="result-rerun"),
    path("t/<str:path>/results/<int:pk>/rerun/file/", analysing.rerun_file, name="result-rerun-file"),
    path("t/<str:path>/results/<int:pk>/remove/", results.remove_result, name="result-remove"),
]
