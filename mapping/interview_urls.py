"""Addresses of interviews, below those of the mapping."""

from django.urls import URLPattern, path

from mapping.views import (
    follow_ups,
    interview_documents,
    interview_notes,
    interview_steps,
    interview_submissions,
    interviews,
)

_ALL = "t/<str:path>/interviews/"
_ONE = f"{_ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, interviews.list_interviews, name="interviews"),
    path(f"{_ALL}export/<slug:format>/", interviews.export_interviews, name="interviews-export"),
    path(f"{_ALL}new/", interviews.create_interview, name="interview-create"),
    path(f"{_ALL}notes/<int:pk>/edit/", interview_notes.edit_note, name="interview-note-edit"),
    path(f"{_ALL}notes/<int:pk>/remove/", interview_notes.remove_note, name="interview-note-remove"),
    path(f"{_ALL}follow-ups/<int:pk>/edit/", follow_ups.edit_follow_up, name="follow-up-edit"),
    path(f"{_ALL}follow-ups/<int:pk>/remove/", follow_ups.remove_follow_up, name="follow-up-remove"),
    path(_ONE, interviews.show_interview, name="interview"),
    path(f"{_ONE}edit/", interviews.edit_interview, name="interview-edit"),
    path(f"{_ONE}remove/", interviews.remove_interview, name="interview-remove"),
    path(f"{_ONE}answers/", interview_steps.answer, name="interview-answers"),
    path(f"{_ONE}close/", interview_steps.close, name="interview-close"),
    path(f"{_ONE}withdraw/", interview_steps.withdraw, name="interview-withdraw"),
    path(f"{_ONE}notes/new/", interview_notes.create_note, name="interview-note-create"),
    path(f"{_ONE}follow-ups/new/", follow_ups.create_follow_up, name="follow-up-create"),
    path(f"{_ONE}form/", interview_documents.download_form, name="interview-form"),
    path(f"{_ONE}submissions/", interview_submissions.read_submissions, name="interview-submissions"),
    path(
        f"{_ONE}submissions/keep/",
        interview_submissions.keep_submission,
        name="interview-submission-keep",
    ),
    path(f"{_ONE}print/<slug:kind>/", interview_documents.show_document, name="interview-print"),
    path(
        f"{_ONE}print/<slug:kind>/<slug:format>/",
        interview_documents.download_document,
        name="interview-file",
    ),
]
