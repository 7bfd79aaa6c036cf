"""The site's settings as the tests need them: quick passwords, tasks at once, private folders that vanish."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="clrisk-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["CLRISK_VAR"] = _folder
os.environ["CLRISK_MODE"] = "development"
os.environ["SECRET_KEY"] = "a key that only the tests know and that signs nothing of value"

from clrisk_site.settings import *  # noqa: E402, F403 - the environment above must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
WHITENOISE_AUTOREFRESH = True  # a test may run before anything was collected
SECOND_FACTOR_OBLIGATORY = False  # its own tests switch it on; the others are about something else
SESSION_NOTE_SECONDS = 15 * 60  # tests count queries, on machines where a page may take a minute
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "import_upload": "", "passing_upload": ""}  # noqa: F405 - tests send many files
