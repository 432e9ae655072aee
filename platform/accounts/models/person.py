"""A person who signs in, known by the e-mail address."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people from their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A person whose address we vouch for (a command, an editor, the demonstration); others prove theirs by code.

        Without a password they sign in by code.
        """
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        user.vouch_for_address()
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """An administrator."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **facts})


class User(AbstractUser):
    """A person; what they may do follows from their memberships."""

    username = None  # type: ignore[assignment]  # people are known by e-mail (Django's own recipe)
    first_name = None  # type: ignore[assignment]  # one field for the whole name
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="da")
    active_membership = models.ForeignKey(
        "accounts.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # ours has no username

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case"),)

    def __str__(self) -> str:
        return self.get_full_name()

    def vouch_for_address(self) -> None:
        """Let the person sign in without proving the address first."""
        addresses: Any = self.emailaddress_set  # allauth's, which has no types
        addresses.get_or_create(email=self.email, defaults={"verified": True, "primary": True})

    def get_full_name(self) -> str:
        """The name, or the address of one who has not said it yet."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """The first name, or the part before the @."""
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]
