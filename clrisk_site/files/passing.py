"""The way of a file that never stays: received into memory without a name, asked a few things, forgotten.

For lists of persons and for microdata of surveys. The file is sent again for each step; from step to step
only the names of its columns travel, signed, in the page itself. What may be sent is written on no disk.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, Unpack

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.forms.upload import shown_name
from clrisk_site.files.importing.turns import TurnTakenError, turn
from clrisk_site.files.presenters.uploading import too_busy, too_large
from clrisk_site.files.receiving import AnonymousFile, AnonymousHandler, FieldsOnly, place
from clrisk_site.files.views.token import without_token
from clrisk_site.files.views.waiting import is_one_too_many
from clrisk_site.places.models import Territory
from clrisk_site.tables.asking import ask
from clrisk_site.tables.guard import Choices
from clrisk_site.tables.header import Header, read_header
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.readers.request import Plain
from clrisk_site.tables.spec import Refusal

FIELD = "file"
"""How the file is called in the form."""
LIFETIME_SECONDS = 60 * 60
_SALT = "clrisk.files.passing"


class Passing:
    """Receives one file of a request for as long as the `with` block lasts.

    The view is `csrf_exempt` and asks for the permission first; the token is checked here, when it is known
    who sends and how much is read. After the block nothing of the file is left, whatever happened.

    Parameters
    ----------
    limits : Limits
        What the file may hold and the child may use.
    territory : Territory
        Whose turn it takes: one file of a municipality is read at a time.
    code : str
        What the file is for, such as ``beneficiaries``, in the audit log of too many files.

    Attributes
    ----------
    answer : HttpResponse or None
        The page to return at once, to a form without its token.
    refusal : str
        What is wrong with the file before anybody looked into it; "" when there is one to look into.
    status : int
        The status of a page that shows the refusal: 422, or 503 when too many files are received at once, or
        429 when the sender must wait. Only the fields before the file may have arrived then, so the file
        stands last in its form; what was chosen in them is shown again.
    file : AnonymousFile or None
        What arrived.

    Examples
    --------
    A page of two steps in one view, with the file sent in each::

        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        def count(request, path):
            territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
            if request.method != "POST":
                return show_first_step(request, territory)
            with Passing(request, BULK, territory=territory, code="beneficiaries") as passing:
                if passing.answer is not None:
                    return passing.answer
                if request.POST.get("step") == "header":
                    header = passing.refusal or passing.read_header(sheet=request.POST.get("sheet") or None)
                    # str: the sentence; Refusal: render(refusal.message); Header: choose among header.labels
                    return show_second_step(request, territory, header, sign_header(header, territory))
                header = signed_header(request.POST.get("header", ""), territory)
                if header is None:
                    return show_first_step(request, territory, too_old=True)
                answer = passing.ask("clrisk_site.tables.persons.child", plan, **header.choices)
    """

    def __init__(self, request: HttpRequest, limits: Limits, *, territory: Territory, code: str) -> None:
        self.request, self.limits = request, limits
        self.territory, self.code = territory, code
        self.answer: HttpResponseBase | None = None
        self.refusal, self.status = "", 422
        self.file: AnonymousFile | None = None
        self._handler = AnonymousHandler(limits.file_bytes)
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._held.callback(self._forget)
        try:
            self.answer = self._receive()
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def _forget(self) -> None:
        self.file = None
        self._handler.discard()

    @property
    def data(self) -> QueryDict:
        """What was filled in beside the file."""
        return self.request.POST

    @property
    def name(self) -> str:
        """What the sender calls the file, to be shown in this answer and kept nowhere."""
        return shown_name(self._handler.file_name or "")

    def read_header(self, **choices: Unpack[Choices]) -> Header | Refusal:
        """Return the columns of the file and nothing of its rows; a list of persons is not refused here."""
        file = self._arrived()
        found = read_header(file.path, self.limits, name=self.name, **choices)
        if isinstance(found, Refusal):
            return found
        return Header.from_plain(found.to_plain() | {"sha256": file.sha256})

    def ask(
        self, program: str, plan: Mapping[str, Plain], **choices: Unpack[Choices]
    ) -> tuple[Mapping[str, Any], bytes] | Refusal:
        """Have a program look into the file in the child process, and return what it answers."""
        file = self._arrived()
        return ask(file.path, self.limits, name=self.name, program=program, plan=plan, **choices)

    def _arrived(self) -> AnonymousFile:
        if self.file is None:
            raise ValueError("no file has arrived: look at `answer` and `refusal` first")
        return self.file

    def _receive(self) -> HttpResponseBase | None:
        if not self._held.enter_context(place()):
            self.refusal, self.status = too_busy(), 503
            self.request.upload_handlers = [FieldsOnly()]
            return without_token(self.request)
        if is_one_too_many(self.request, self.territory, self.code, limit="passing_upload"):
            self.refusal, self.status = _one_too_many(), 429
            self.request.upload_handlers = [FieldsOnly()]
            return without_token(self.request)
        self.request.upload_handlers = [self._handler]
        refused = without_token(self.request)
        if refused is not None:
            return refused
        self.refusal = self._fault()
        if self.refusal:
            return None
        try:
            self._held.enter_context(turn(self.territory))
        except TurnTakenError:
            self.refusal, self.status, self.file = _another_is_read(), 429, None
        return None

    def _fault(self) -> str:
        """Take the file over; return what is wrong with how it arrived, in words."""
        found = self.request.FILES.get(FIELD)
        if self._handler.too_large:
            return too_large(self.name, self.limits.file_bytes)
        if not isinstance(found, AnonymousFile):
            return gettext("Choose a file.")
        if not found.size:
            return gettext("The file «%(file)s» is empty. Save the table again and upload the new file.") % {
                "file": self.name
            }
        self.file = found
        return ""


def _one_too_many() -> str:
    return gettext(
        "You sent several files within a minute. Wait a minute, then choose the same file again. "
        "What you chose on this page is kept."
    )


def _another_is_read() -> str:
    return gettext(
        "Another file of this place is being read. Wait half a minute, then choose the same file again. "
        "What you chose on this page is kept."
    )


def said_of(refusal: Refusal) -> str:
    """Return the sentence about a file that cannot be read."""
    return render_message(refusal.message)


def sign_header(header: Header, territory: Territory) -> str:
    """Return the header as the value of a hidden field that nobody can alter, good for one hour.

    It is kept in no session and no database: the page itself carries it to the next step.
    """
    return signing.dumps(header.to_plain(), salt=f"{_SALT}:{territory.path}", compress=True)


def signed_header(text: str, territory: Territory) -> Header | None:
    """Return the header that a page carries; None when it is too old, altered, or of another place."""
    try:
        plain = signing.loads(text, salt=f"{_SALT}:{territory.path}", max_age=LIFETIME_SECONDS)
        return Header.from_plain(plain)
    except (signing.BadSignature, KeyError, TypeError):
        return None
