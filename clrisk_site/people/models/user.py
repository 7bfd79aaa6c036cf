"""A person who signs in, known by e-mail."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext


class UserManager(BaseUserManager["User"]):
    """Creates users with a normalised e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password none can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. What they may do is in their grants, never here: there are no superusers and no groups."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)  # "" once the person asked to be forgotten
    language = models.CharField(max_length=5, blank=True)  # "" follows the browser
    is_active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)  # the day the account was closed for good
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name or gettext("Former member")

    @property
    def audit_label(self) -> str:
        """What the audit calls a person: it cannot forget, so it never learns the name."""
        return f"#{self.pk}"
