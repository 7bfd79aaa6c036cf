"""Addresses of the planning stages."""

from django.urls import path

from planning.views import design, execution, gap_answers, gate, home, lines, parts, plan, scope

_PLACE = "t/<str:path>/"

urlpatterns = [
    path("", home.show_places, name="home"),
    path(_PLACE, home.show_home, name="place-home"),
    path(f"{_PLACE}pilot/open/", home.start_pilot, name="pilot-open"),
    path(f"{_PLACE}scope/", scope.show_scope, name="scope"),
    path(f"{_PLACE}scope/edit/", scope.edit_scope, name="scope-edit"),
    path(f"{_PLACE}design/", design.show_design, name="design"),
    path(f"{_PLACE}design/edit/", design.edit_design, name="design-edit"),
    path(f"{_PLACE}design/zones/<int:pk>/", design.edit_scope_zone, name="scope-zone-edit"),
    path(f"{_PLACE}design/gate/", gate.show_gate, name="gate"),
    path(f"{_PLACE}design/gate/<slug:rule>/", gate.edit_reason, name="gate-reason"),
    path(f"{_PLACE}design/work-plan/", execution.show_work_plan, name="work-plan"),
    path(f"{_PLACE}lines/new/", lines.create_line, name="action-line-create"),
    path(f"{_PLACE}lines/<int:pk>/", lines.show_line, name="action-line"),
    path(f"{_PLACE}lines/<int:pk>/edit/", lines.edit_line, name="action-line-edit"),
    path(f"{_PLACE}lines/<int:pk>/delete/", parts.delete_line, name="action-line-delete"),
    path(f"{_PLACE}lines/<int:pk>/submit/", lines.submit, name="action-line-submit"),
    path(f"{_PLACE}lines/<int:pk>/exception/", lines.edit_exception, name="action-line-exception"),
    path(f"{_PLACE}lines/<int:pk>/exception/approve/", lines.approve, name="action-line-exception-approve"),
    path(f"{_PLACE}lines/<int:line>/activities/new/", parts.create_activity, name="activity-create"),
    path(f"{_PLACE}activities/<int:pk>/edit/", parts.edit_activity, name="activity-edit"),
    path(f"{_PLACE}activities/<int:pk>/delete/", parts.delete_activity, name="activity-delete"),
    path(f"{_PLACE}lines/<int:line>/indicators/new/", parts.create_indicator, name="indicator-create"),
    path(f"{_PLACE}indicators/<int:pk>/edit/", parts.edit_indicator, name="indicator-edit"),
    path(f"{_PLACE}indicators/<int:pk>/delete/", parts.delete_indicator, name="indicator-delete"),
    path(
        f"{_PLACE}gaps/<slug:factor>/<slug:key>/answer/",
        gap_answers.answer_gap,
        name="gap-answer",
    ),
    path(f"{_PLACE}execution/", execution.show_execution, name="execution"),
    path(f"{_PLACE}plan/", plan.show_plan, name="plan"),
]
