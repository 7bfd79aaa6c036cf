"""The door for a WSGI server such as gunicorn."""

import os
import resource

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.module_loading import import_string

from clrisk_site.bodies import timed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
# A process that dies leaves no picture of its memory behind: a file that must not stay may be in it.
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
application = timed(get_wsgi_application())
# Needs the apps, which are set up now; the threads that answer have connections of their own.
import_string("clrisk_site.files.actions.sweep_at_start.sweep_at_start")()
connections.close_all()
