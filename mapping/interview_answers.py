"""Whether an answer to a fact makes sense: the same rule for what is typed and for what comes from a form."""

from django.utils.translation import gettext

from mapping.facts import Fact, Stored, is_known, same_value, say_value
from mapping.models import CheckAnswer


def fault_of(fact: Fact, answer: str, said: Stored, desk: Stored) -> str:
    """Return what is wrong with an answer, in words; "" when nothing is.

    Parameters
    ----------
    answer : str
        A `CheckAnswer`.
    said : str, int or None
        What was said instead.
    desk : str, int or None
        What the desk review has today.
    """
    if answer == CheckAnswer.CORRECTED:
        if not is_known(said):
            return gettext("Write what it is instead, or choose another answer.")
        if same_value(said, desk):
            return gettext("This is what the desk review has. Choose that it is so, or write another value.")
    elif is_known(said):
        return gettext("You wrote «%(value)s». Choose that it is otherwise, or empty this box.") % {
            "value": say_value(fact, said)
        }
    if answer == CheckAnswer.CONFIRMED and not is_known(desk):
        return gettext("The desk review knows nothing to confirm. Choose that it is otherwise, and write it.")
    return ""
