"""Addresses of the files in which the mapping goes out and comes in."""

from django.urls import URLPattern, path

from mapping.views import exchange, exchange_file

urlpatterns: list[URLPattern] = [
    path("t/<str:path>/mapping/exchange/", exchange.show_exchange, name="mapping-exchange"),
    path(
        "t/<str:path>/mapping/exchange/export/<slug:form>/", exchange.export_exchange, name="exchange-export"
    ),
    path("t/<str:path>/mapping/exchange/send/", exchange_file.send_exchange, name="exchange-send"),
    path("t/<str:path>/mapping/exchange/<uuid:pk>/", exchange_file.review_exchange, name="exchange-review"),
    path(
        "t/<str:path>/mapping/exchange/<uuid:pk>/to-mend/",
        exchange_file.rows_to_mend,
        name="exchange-to-mend",
    ),
]
