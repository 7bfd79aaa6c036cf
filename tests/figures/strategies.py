"""Random estimates, stories and messages for property tests."""

from hypothesis import strategies as st

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict
from clrisk_site.figures.message import Message

words = st.text(max_size=20)
numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
plain_values = st.one_of(words, st.integers(-1000, 1000), st.booleans(), st.none())
messages = st.recursive(
    st.builds(Message, words, st.dictionaries(words, plain_values, max_size=2)),
    lambda inner: st.builds(
        Message, words, st.dictionaries(words, inner, max_size=2), words, st.integers(0, 5)
    ),
    max_leaves=3,
)
stories = st.builds(
    Story,
    source=words,
    year=st.none() | st.integers(1990, 2030),
    definition=words,
    n=st.none() | st.integers(0, 5000),
    note=st.none() | words | messages,
    basis=st.sampled_from(Basis),
    illustrative=st.booleans(),
    url=words,
    official=st.booleans(),
)


@st.composite
def estimates(draw: st.DrawFn, value: st.SearchStrategy[float] = numbers) -> Estimate:
    unit, story = draw(st.sampled_from(Unit)), draw(stories)
    verdict, failed = draw(st.sampled_from(Verdict)), tuple(draw(st.lists(messages, max_size=2)))
    availability = draw(st.sampled_from(Availability))
    audience = draw(st.sampled_from(Audience))
    if availability is not Availability.AVAILABLE:
        return Estimate(None, unit, story, availability=availability, verdict=verdict, failed=failed)
    middle = draw(value)
    if draw(st.booleans()):
        return Estimate(middle, unit, story, verdict=verdict, failed=failed, cleared_for=audience)
    below, above = draw(st.floats(0, 1e6)), draw(st.floats(0, 1e6))
    ends = (middle - below, middle + above)
    return Estimate(middle, unit, story, *ends, verdict=verdict, failed=failed, cleared_for=audience)
