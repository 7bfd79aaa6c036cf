"""Addresses of information requests, below those of the diagnosis."""

from django.urls import URLPattern, path

from diagnosis.views import information_requests, request_letters, request_steps

_ALL = "t/<str:path>/requests/"
_ONE = f"{_ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, information_requests.list_requests, name="requests"),
    path(f"{_ALL}export/<slug:format>/", information_requests.export_requests, name="requests-export"),
    path(f"{_ALL}new/", information_requests.create_request, name="request-create"),
    path(f"{_ALL}shared/<int:pk>/", information_requests.show_shared, name="request-shared"),
    path(f"{_ALL}reminders/<int:pk>/remove/", request_steps.remove_reminder, name="request-reminder-remove"),
    path(_ONE, information_requests.show_request, name="request"),
    path(f"{_ONE}edit/", information_requests.edit_request, name="request-edit"),
    path(f"{_ONE}remove/", information_requests.remove_request, name="request-remove"),
    path(f"{_ONE}send/", request_steps.send, name="request-send"),
    path(f"{_ONE}remind/", request_steps.remind, name="request-remind"),
    path(f"{_ONE}answer/", request_steps.answer, name="request-answer"),
    path(f"{_ONE}share/", request_steps.share, name="request-share"),
    path(f"{_ONE}letter/<slug:version>/", request_letters.show_letter, name="request-letter"),
    path(
        f"{_ONE}letter/<slug:version>/<slug:format>/",
        request_letters.download_letter,
        name="request-letter-file",
    ),
]
