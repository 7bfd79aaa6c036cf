"""Addresses of files in and out."""

from django.urls import path

from clrisk_site.files.views import (
    attachments,
    changes,
    data,
    data_files,
    documents,
    gone_rows,
    issued,
    jobs,
    letterhead,
    map_preview,
    places,
    problem_rows,
    receipts,
    uploading,
    wizard,
)

urlpatterns = [
    path("t/<str:path>/data/", data.show_data, name="data"),
    path("t/<str:path>/data/import/<slug:kind>/", uploading.import_file, name="import-file"),
    path(
        "t/<str:path>/data/<slug:kind>/template.xlsx",
        data_files.download_template,
        name="data-template",
    ),
    path(
        "t/<str:path>/data/<slug:kind>/export/<slug:stored>/<slug:format>/",
        data_files.export_stored,
        name="data-export",
    ),
    path("t/<str:path>/data/receipts/<int:pk>/", receipts.show_receipt, name="receipt"),
    path("t/<str:path>/data/receipts/<int:pk>/undo/", receipts.undo, name="receipt-undo"),
    path("t/<str:path>/data/uploads/<uuid:pk>/sheet/", wizard.choose_sheet, name="upload-sheet"),
    path("t/<str:path>/data/uploads/<uuid:pk>/columns/", wizard.choose_columns, name="upload-columns"),
    path("t/<str:path>/data/uploads/<uuid:pk>/places/", places.confirm_places, name="upload-places"),
    path("t/<str:path>/data/uploads/<uuid:pk>/review/", wizard.review, name="upload-review"),
    path("t/<str:path>/data/uploads/<uuid:pk>/map/", map_preview.show_map, name="upload-map"),
    path(
        "t/<str:path>/data/uploads/<uuid:pk>/problems/",
        problem_rows.download,
        name="upload-problems",
    ),
    path(
        "t/<str:path>/data/uploads/<uuid:pk>/problems.xlsx",
        problem_rows.download_workbook,
        name="upload-problem-workbook",
    ),
    path("t/<str:path>/data/uploads/<uuid:pk>/changes.csv", changes.download, name="upload-changes"),
    path("t/<str:path>/data/uploads/<uuid:pk>/gone/", gone_rows.choose, name="upload-gone"),
    path("t/<str:path>/data/uploads/<uuid:pk>/answer/", wizard.answer, name="upload-answer"),
    path("t/<str:path>/data/uploads/<uuid:pk>/confirm/", wizard.confirm, name="upload-confirm"),
    path("t/<str:path>/data/uploads/<uuid:pk>/discard/", wizard.discard, name="upload-discard"),
    path("t/<str:path>/documents/", documents.show_documents, name="documents"),
    path(
        "t/<str:path>/documents/<slug:kind>/prepare/<slug:format>/",
        documents.prepare,
        name="document-prepare",
    ),
    path("t/<str:path>/documents/issued/", issued.show_issued, name="issued-documents"),
    path("t/<str:path>/letterhead/", letterhead.edit_letterhead, name="letterhead"),
    path("t/<str:path>/letterhead/emblem/", letterhead.send_emblem, name="letterhead-emblem"),
    path("t/<str:path>/letterhead/emblem/remove/", letterhead.remove, name="letterhead-emblem-remove"),
    path("t/<str:path>/documents/jobs/<uuid:pk>/", jobs.show_job, name="job"),
    path("t/<str:path>/documents/jobs/<uuid:pk>/file/", jobs.download, name="job-file"),
    path("t/<str:path>/documents/jobs/<uuid:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("t/<str:path>/documents/jobs/<uuid:pk>/again/", jobs.start_again, name="job-again"),
    path(
        "t/<str:path>/files/<str:model>/<int:subject>/attach/",
        attachments.create_attachment,
        name="attachment-create",
    ),
    path("t/<str:path>/files/<uuid:pk>/", attachments.download, name="attachment"),
    path("t/<str:path>/files/<uuid:pk>/remove/", attachments.remove, name="attachment-remove"),
]
