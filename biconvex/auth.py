"""Who calls: the identity of a caller, as verified from its token."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class UserIdentity:
    """A verified caller. `token_identifier` is unique among all issuers; what the token does not say is None.

    `claims` holds everything the token says under the wire's names, the claims of the app's own included.
    """

    __slots__ = ("claims",)

    def __init__(self, claims: "Mapping[str, Any]") -> None:  # a claim may be any JSON value
        self.claims = claims

    @property
    def token_identifier(self) -> str:
        """The issuer and the subject: the same person at the same issuer, always."""
        return f"{self.issuer}|{self.subject}"

    @property
    def issuer(self) -> str:
        """Who vouches for the caller."""
        return str(self.claims["issuer"])

    @property
    def subject(self) -> str:
        """The issuer's own id of the caller."""
        return str(self.claims["subject"])

    @property
    def name(self) -> str | None:
        """The full name."""
        return self._text("name")

    @property
    def given_name(self) -> str | None:
        """The given name."""
        return self._text("givenName")

    @property
    def family_name(self) -> str | None:
        """The family name."""
        return self._text("familyName")

    @property
    def nickname(self) -> str | None:
        """The casual name."""
        return self._text("nickname")

    @property
    def preferred_username(self) -> str | None:
        """The name that the caller wants to go by."""
        return self._text("preferredUsername")

    @property
    def profile_url(self) -> str | None:
        """The address of the caller's profile."""
        return self._text("profileUrl")

    @property
    def picture_url(self) -> str | None:
        """The address of the caller's picture."""
        return self._text("pictureUrl")

    @property
    def website_url(self) -> str | None:
        """The address of the caller's page."""
        return self._text("websiteUrl")

    @property
    def email(self) -> str | None:
        """The e-mail address."""
        return self._text("email")

    @property
    def email_verified(self) -> bool | None:
        """Whether the issuer has verified the e-mail address."""
        verified = self.claims.get("emailVerified")
        return None if verified is None else bool(verified)

    @property
    def gender(self) -> str | None:
        """The gender."""
        return self._text("gender")

    @property
    def birthday(self) -> str | None:
        """The birthday."""
        return self._text("birthday")

    @property
    def timezone(self) -> str | None:
        """The time zone."""
        return self._text("timezone")

    @property
    def language(self) -> str | None:
        """The language."""
        return self._text("language")

    @property
    def phone_number(self) -> str | None:
        """The telephone number."""
        return self._text("phoneNumber")

    @property
    def phone_number_verified(self) -> bool | None:
        """Whether the issuer has verified the telephone number."""
        verified = self.claims.get("phoneNumberVerified")
        return None if verified is None else bool(verified)

    @property
    def address(self) -> str | None:
        """The postal address."""
        return self._text("address")

    @property
    def updated_at(self) -> str | None:
        """When the issuer last changed what it says."""
        return self._text("updatedAt")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UserIdentity) and self.claims == other.claims

    def __hash__(self) -> int:
        return hash((self.issuer, self.subject))

    def __repr__(self) -> str:
        return f"UserIdentity({self.token_identifier!r})"

    def _text(self, claim: str) -> str | None:
        value = self.claims.get(claim)
        return None if value is None else str(value)


class Auth(ABC):
    """What a context knows of its caller."""

    @abstractmethod
    async def get_user_identity(self) -> UserIdentity | None:
        """Give the caller's identity, or None for one who has not signed in."""
