"""What anybody does: joining, one's own account, asking for a right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.programme.data_request import RequestKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person agreed to the consent text of that version; everything personal is stored from here on."""

    code: str
    text_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseConsent:
    """The person declined: nothing is kept, the invitation stays usable."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseInvitation:
    """Take up the invitation's role. phone: the sender's own number where the invitation asks for one."""

    code: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLanguage:
    """Speak this language from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Be called by this name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRight:
    """Tell the people above that this person asks for a right. what: the command that was refused."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent:
    """Stop: roles end, the person is forgotten here; official figures stay under an opaque id. erase: also the name
    and account.
    """

    erase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOwnData:
    """Send the person all that is stored about them, as files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAboutData:
    """Ask for something about one's own data that no button carries out; whoever runs the system is told."""

    kind: RequestKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLinkCode:
    """Show a code by which this person adds another channel; it is good once, and for a few minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLinkCode:
    """This chat shall be the person's whose code this is."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkChannel:
    """One of the person's own chats shall be theirs no more."""

    account: int


ByAnybody = (
    Consent
    | RefuseConsent
    | UseInvitation
    | SetLanguage
    | Rename
    | RequestRight
    | WithdrawConsent
    | RequestAboutData
    | MakeLinkCode
    | UseLinkCode
    | UnlinkChannel
)
