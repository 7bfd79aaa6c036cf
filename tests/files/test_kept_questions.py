"""The questions of a long file are kept whole, so that its page of names shows how sure each proposal is."""

import pytest

from clrisk_site.figures.message import says
from clrisk_site.files.forms.places import likeness, proposed, written
from clrisk_site.files.importing import kept_review
from clrisk_site.tables.spec import Option, Question

pytestmark = pytest.mark.one_database

ASKED = Question(
    "place:territory:bellavista",
    says("No place is called «%(name)s». Is %(place)s meant?", name="Bellavista", place="Bella Vista"),
    (
        Option("MX.07.011", says("Bella Vista"), says("%(score)s %% alike", score=99)),
        Option("none", says("None of these")),
    ),
    recommended="MX.07.011",
    rows=12,
)


def test_a_kept_question_is_the_same_question() -> None:
    kept = kept_review._question(kept_review._plain(ASKED))
    assert kept == ASKED
    assert (written(kept), likeness(kept), proposed(kept)) == ("Bellavista", 99, "MX.07.011")
