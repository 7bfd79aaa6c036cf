"""What the history says of files in and out."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.files.judging.kinds import Refusal
from clrisk_site.people.audit_words import Kind, Sentence, Thing
from clrisk_site.people.permissions import Permission

THINGS = {
    "files.job": Thing(_("piece of work"), Permission.VIEW_SUBMITTED),
    "files.issueddocument": Thing(_("issued document"), Permission.VIEW_SUBMITTED),
    "files.importreceipt": Thing(_("import"), Permission.VIEW_IMPORTS),
    "files.attachment": Thing(_("attached file"), Permission.VIEW_SUBMITTED),
    "files.letterhead": Thing(
        _("letterhead"),
        Permission.VIEW_PUBLISHED,
        {"emblem_alt": _("What the emblem shows")},
    ),
}
ACTIONS = {
    "import.save": Sentence(_("%(who)s imported %(what)s."), Kind.FILES),
    "import.undo": Sentence(_("%(who)s undid an import: %(what)s."), Kind.FILES),
    "import.throttled": Sentence(
        _("%(who)s sent too many files within a minute and was asked to wait."), Kind.FILES
    ),
    "job.start": Sentence(_("%(who)s started %(what)s."), Kind.FILES),
    "job.cancel": Sentence(_("%(who)s cancelled %(what)s."), Kind.FILES),
    "job.interrupted": Sentence(_("%(what)s was interrupted."), Kind.FILES),
    "document.prepare": Sentence(_("%(who)s had a document prepared."), Kind.FILES),
    "document.issue": Sentence(_("%(who)s issued a document: %(what)s."), Kind.FILES),
    "document.download": Sentence(_("%(who)s downloaded a document: %(what)s."), Kind.FILES),
    "attachment.add": Sentence(_("%(who)s attached a file to %(what)s."), Kind.FILES),
    "attachment.download": Sentence(_("%(who)s downloaded a file of %(what)s."), Kind.FILES),
    "attachment.remove": Sentence(_("%(who)s removed a file of %(what)s."), Kind.FILES),
    "attachment.refused": Sentence(
        _("%(who)s tried to attach a file that is not taken to %(what)s."), Kind.FILES
    ),
    "letterhead.set-emblem": Sentence(_("%(who)s set the emblem of the letterhead."), Kind.FILES),
    "letterhead.remove-emblem": Sentence(_("%(who)s removed the emblem of the letterhead."), Kind.FILES),
}
VALUES = {
    "refusal": {
        Refusal.EMPTY.value: _("an empty file"),
        Refusal.TOO_LARGE.value: _("its size"),
        Refusal.TOO_MANY.value: _("the number of files that are there already"),
        Refusal.NAME.value: _("a name that does not agree with the content"),
        Refusal.PROGRAM.value: _("a program"),
        Refusal.MARKUP.value: _("a web page or a drawing that can carry a program"),
        Refusal.OTHER_KIND.value: _("another kind of file than those taken"),
        Refusal.DAMAGED.value: _("a damaged file"),
        Refusal.PASSWORD.value: _("a password"),
        Refusal.TWO_IN_ONE.value: _("another file hidden inside"),
        Refusal.ACTIVE.value: _("content that acts by itself, or other files inside"),
        Refusal.ELSEWHERE.value: _("content fetched from elsewhere"),
        Refusal.UNPACKS.value: _("more content than its size tells"),
        Refusal.UNSAFE.value: _("a build that cannot be checked"),
        Refusal.IMAGE.value: _("an image that cannot be read safely"),
        Refusal.UNCHECKED.value: _("a check that came to no end"),
    }
}
PAGES = {
    "attachment": _("Attached files"),
    "data": _("Data"),
    "document": _("Documents"),
    "documents": _("Documents"),
    "import": _("Data"),
    "issued-documents": _("Documents made here"),
    "job": _("Documents"),
    "letterhead": _("Letterhead"),
    "receipt": _("Data"),
    "upload": _("Data"),
}
