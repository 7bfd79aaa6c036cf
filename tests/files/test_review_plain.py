"""The review of a long file is kept as JSON between the job that makes it and the page that shows it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clrisk_site.files.presenters.review import Review
from tests.files.sending import Sender

# Numbers are left to the texts: a page holds counts and texts, and JSON knows both.
st.register_type_strategy(int, st.integers(-(2**53), 2**53))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_type(Review))
def test_any_review_is_the_same_after_a_stay_in_json(review: Review) -> None:
    kept = json.loads(json.dumps(review.to_plain()))
    assert Review.from_plain(kept) == review


def test_a_review_of_another_version_is_not_rebuilt() -> None:
    with pytest.raises(KeyError):
        Review.from_plain({"lead": "The file was understood."})


@pytest.mark.django_db
def test_the_review_of_a_real_page_is_the_same_after_a_stay_in_json(sender: Sender, areas: object) -> None:
    text = "clave,valor,clase\n0710100010458,0.2,alto\n0710100010462,x,Bajo\n7101,,nunca\n9999,1,\n"
    upload = sender.upload("risk-results", "a.csv", text)
    review = sender.review(upload).context["review"]
    assert Review.from_plain(json.loads(json.dumps(review.to_plain()))) == review
    assert "<svg" in review.numbers[0].drawing
