"""The site's settings for worker processes of tests: the database and folder of the test, shortened times."""

import os

os.environ.setdefault("CLRISK_MODE", "development")
os.environ.setdefault("SECRET_KEY", "a key that only the tests know and that signs nothing of value")

from clrisk_site.settings import *  # noqa: F403 - the environment above must be set first
from clrisk_site.settings import INSTALLED_APPS as _APPS

DEBUG = False
INSTALLED_APPS = [*_APPS, "tests.files.slow"]
JOBS_HEARTBEAT_SECONDS = 0.2
JOBS_SILENCE_SECONDS = 2
