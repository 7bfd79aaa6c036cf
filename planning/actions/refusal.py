"""The answer of an action that a rule forbids."""

from clrisk_site.figures.message import Message


class RefusedError(Exception):
    """Nothing was changed; `message` says why, for the person who asked."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
