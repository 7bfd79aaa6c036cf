"""Says at start-up who else may look into the private folder. What settings alone can tell, they refuse."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def check_private_folder(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:  # noqa: ARG001 - Django's signature
    """On a server, no other account of the machine may look into the folder of uploads and documents."""
    folder = Path(settings.VAR_DIR)
    if not settings.PRODUCTION or not folder.exists():
        return []
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not mode & 0o007:
        return []
    return [
        checks.Error(
            f"Every account of this machine may look into {folder} (mode {mode:o}).",
            hint=f"chmod 700 {folder}",
            id="files.E001",
        )
    ]
