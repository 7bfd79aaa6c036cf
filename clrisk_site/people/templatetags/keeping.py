"""`{% submission %}`: the hidden field that lets a button be pressed twice with one effect: views/once."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clrisk_site.people.tickets import FIELD, new_ticket, write_ticket

register = template.Library()


@register.simple_tag(takes_context=True)
def submission(context: Context) -> SafeString:
    """Write the hidden field; without a signed-in person there is nothing to repeat."""
    # A part included with `only` has no variables of the page, yet still its request.
    request = context.get("request") or getattr(context, "request", None)
    if not isinstance(request, HttpRequest) or not request.user.is_authenticated:
        return SafeString()
    ticket = write_ticket(new_ticket(request.user.pk))
    return format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', FIELD, ticket)
