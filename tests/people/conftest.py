"""What the tests of people share."""

from tests.people.granting import administrator

__all__ = ["administrator"]
