"""The site's settings for servers of tests: as for the workers, with the log of a production server."""

import os

from clrisk_site import bodies
from clrisk_site.settings import LOGGING as _LOGGING
from tests.files.slow.settings import *  # noqa: F403 - the same settings but for the log

bodies.SECONDS_PER_PIECE = float(os.environ.get("SECONDS_PER_PIECE", "30"))
ALLOWED_HOSTS = ["127.0.0.1"]
SECOND_FACTOR_OBLIGATORY = False  # its own tests switch it on
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = {"import_upload": "", "passing_upload": ""}
LOGGING = _LOGGING | {
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["without_addresses"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "DEBUG"},
}
