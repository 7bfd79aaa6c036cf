"""What the history says of files in and out."""

from django.utils.translation import gettext_lazy as _

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
        {"emblem": _("Emblem"), "emblem_alt": _("What the emblem shows")},
    ),
}
ACTIONS = {
    "import.save": Sentence(_("%(who)s imported %(what)s."), Kind.FILES),
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
