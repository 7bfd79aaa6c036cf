"""What the sexes are called where those who took part may be children or adults."""

from django.utils.translation import gettext_lazy as _

from diagnosis.models import Sex

PARTICIPANT_SEXES = {
    Sex.GIRLS.value: _("Women or girls"),
    Sex.BOYS.value: _("Men or boys"),
    Sex.ALL.value: _("Not told apart"),
}
