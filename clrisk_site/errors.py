"""Django's pages of errors, without the look into the body that they take by themselves.

They look for the form's token, which no page of ours needs: a file that is refused is refused unread.
"""

from inspect import unwrap

from django.views import defaults

permission_denied = unwrap(defaults.permission_denied)
page_not_found = unwrap(defaults.page_not_found)
server_error = unwrap(defaults.server_error)
