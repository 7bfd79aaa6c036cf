"""A letter of an information request as a document: the same content for print view, PDF and Word."""

from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.files.documents.content import Document, Imprint
from clrisk_site.files.queries.heads import head_of
from diagnosis.models import InformationRequest
from diagnosis.presenters.request_letter import LetterVersion, letter_blocks, letter_title
from diagnosis.queries.information_requests import row_of


def letter_of(request: InformationRequest, version: LetterVersion, *, author: str, language: str) -> Document:
    """Return a letter in the active language.

    Parameters
    ----------
    author : str
        Who makes it; it stands in the foot.
    language : str
        Code of the active language, for readers of the file.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    title = letter_title(version)
    return Document(
        title=title,
        running=f"{title}: {request.dataset}",
        language=language,
        head=head_of(request.territory),
        imprint=Imprint(made_at=now, author=author, state=gettext("Letter to be signed")),
        blocks=letter_blocks(row_of(request, today), version, today),
    )
