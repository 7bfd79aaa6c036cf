"""Files of territories: codes whole or in parts, names by level, parents, outlines and their areas."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from clrisk_site.places.countries import LEVELS_FILE, seed_countries
from clrisk_site.places.geometry import area_km2, simplify, union
from clrisk_site.places.imports import build_territories_spec
from clrisk_site.places.index import make_index
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.tables.spec import Change, Checked, Context

CONTEXT = Context(territory_path="MX", year=2022, source="INEGI")


def check(
    territory: Territory, answers: dict[str, str] | None = None, **columns: Sequence[object]
) -> Checked:
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype=object) for name, cells in columns.items()})
    frame.index = pd.Index(range(2, 2 + len(frame)))
    spec = build_territories_spec(territory)
    assert spec.check is not None
    return spec.check(frame, replace(CONTEXT, answers=answers or {}))


def write(territory: Territory, checked: Checked) -> None:
    nothing = checked.frame.iloc[:0]
    build_territories_spec(territory).write(Change(checked.frame, nothing, 0, nothing), CONTEXT)


@pytest.fixture
def mexico(chiapas: Territory) -> Territory:
    return Territory.objects.get(path="MX")


def box(west: float) -> bytes:
    return bytes(shapely.to_wkb(shapely.box(west, 16, west + 0.1, 16.1)))


def test_a_whole_code_says_level_path_and_name(mexico: Territory) -> None:
    found = check(
        mexico, code=["07101", "0710100010458"], name_2=["Tuxtla", "Tuxtla"], name_1=["Chiapas", "Chiapas"]
    )
    assert found.frame["path"].tolist() == ["MX.07.101", "MX.07.101.0001.0458"]
    assert found.frame["name"].tolist() == ["Tuxtla", "0458"]
    assert found.frame["depth"].tolist() == [2, 4]


def test_a_code_in_parts_is_joined_down_to_the_first_blank(mexico: Territory) -> None:
    found = check(
        mexico, code_1=["07", "07"], code_2=["101", "101"], code_3=["0001", None], code_4=["017A", None]
    )
    assert found.frame["path"].tolist() == ["MX.07.101.0001.017A", "MX.07.101"]


def test_case_21_zeros_lost_in_parts_are_asked_about(mexico: Territory) -> None:
    parts: dict[str, list[object]] = {"code_1": ["7"], "code_2": ["101"], "code_3": ["1"], "code_4": ["518"]}
    asked = check(mexico, None, **parts)
    (question,) = asked.questions
    assert (question.code, question.recommended, question.rows) == ("pad:parts", "pad", 1)
    padded = check(mexico, {"pad:parts": "pad"}, **parts)
    assert padded.questions == ()
    assert padded.frame["path"].tolist() == ["MX.07.101.0001.0518"]
    kept = check(mexico, {"pad:parts": "keep"}, **parts)
    assert kept.questions == ()
    assert [problem.row for problem in kept.problems] == [2]


def test_codes_missing_too_long_or_of_elsewhere_are_errors(chiapas: Territory) -> None:
    found = check(chiapas, code=[None, "071", "09002"])
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "code"),
        (3, "code"),
        (4, "code"),
    ]
    assert "Chiapas" in str(found.problems[2].message)


def test_parents_are_made_with_the_names_that_the_file_brings(mexico: Territory) -> None:
    found = check(
        mexico, code=["09002"], name_1=["Ciudad de México"], name_2=["Azcapotzalco"], geometry=[box(-99)]
    )
    assert found.problems == ()
    write(mexico, found)
    state = Territory.objects.get(path="MX.09")
    assert (state.name, state.parent, state.level.code) == ("Ciudad de México", mexico, "state")
    assert Territory.objects.get(path="MX.09.002").parent == state
    assert state.boundaries.get().geometry.equals(Boundary.objects.get(territory__path="MX.09.002").geometry)


def test_parents_without_a_name_take_their_code_and_a_warning(mexico: Territory, tuxtla: Territory) -> None:
    found = check(mexico, code=["0710100010458"])
    (warning,) = found.problems
    assert warning.row is None
    assert "071010001" in str(warning.message)
    write(mexico, found)
    assert Territory.objects.get(path="MX.07.101.0001").name == "0001"


def test_a_second_file_renames_and_replaces_the_outline(mexico: Territory, tuxtla: Territory) -> None:
    write(mexico, check(mexico, code=["07101"], name=["Tuxtla G."], geometry=[box(-93)]))
    write(mexico, check(mexico, code=["07101"], name=["Tuxtla Gutiérrez"], geometry=[box(-94)]))
    tuxtla.refresh_from_db()
    assert (tuxtla.name, tuxtla.search_name) == ("Tuxtla Gutiérrez", "tuxtla gutierrez")
    outline = Boundary.objects.get(territory=tuxtla)
    assert outline.west == pytest.approx(-94)
    assert str(outline.valid_from) == "2022-01-01"


def test_areas_are_those_of_the_ellipsoid() -> None:
    # Published: one degree at the equator is 12,309 km²; the sphere would say 12,364.
    assert area_km2(np.array([shapely.box(0, 0, 1, 1)]))[0] == pytest.approx(12_308.8, rel=1e-4)
    assert np.isnan(area_km2(np.array([None], dtype=object))[0])


def test_simplified_neighbours_still_share_their_border() -> None:
    wave = [(0.5 + 0.0001 * (n % 2), n / 100) for n in range(101)]
    left = shapely.Polygon([(0, 0), *wave, (0, 1)])
    right = shapely.Polygon([(1, 0), *wave, (1, 1)])
    one, other = simplify([left, right])
    assert shapely.get_num_coordinates(one) < shapely.get_num_coordinates(left)
    assert shapely.area(shapely.intersection(one, other)) == pytest.approx(0)
    assert shapely.area(union([one, other])) == pytest.approx(1, rel=1e-3)


def test_the_index_knows_the_whole_country_and_its_past(tuxtla: Territory, tapachula: Territory) -> None:
    Territory.objects.filter(pk=tapachula.pk).update(valid_to="2010-01-01")
    index = make_index(tuxtla, 2020)
    assert {row.path for row in index.rows} == {"MX", "MX.07", "MX.07.101", "MX.07.089"}
    assert index.by_path["MX.07.101"].parent_name == "Chiapas"
    assert not index.by_path["MX.07.089"].valid
    assert make_index(tuxtla, 2005).by_path["MX.07.089"].valid


def test_each_country_has_its_own_depth(db: None) -> None:
    assert seed_countries(LEVELS_FILE) == seed_countries(LEVELS_FILE) == 4
    depths = {country: Level.objects.filter(country=country).count() for country in ("MX", "PE", "JM", "CO")}
    assert depths == {"MX": 5, "PE": 5, "JM": 2, "CO": 3}
    peru = Territory.objects.get(path="PE")
    found = check(peru, code=["150101"], name_3=["Lima"], name_1=["Lima"], name_2=["Lima"])
    assert found.frame["path"].tolist() == ["PE.15.01.01"]


ALDAMA, BALSAS = ("07001", "Aldama de Arriba"), ("07002", "Balsas")


def names(mexico: Territory, answers: dict[str, str] | None = None, *more: tuple[str, str]) -> Checked:
    rows = [ALDAMA, BALSAS, *more]
    return check(mexico, answers, code=[code for code, _ in rows], name=[name for _, name in rows])


@pytest.fixture
def listed(mexico: Territory) -> Territory:
    """Chiapas with some municipalities, one of them with an accent."""
    write(mexico, names(mexico, None, ("07003", "Cancún"), ("07004", "Dos"), ("07005", "Este")))
    return mexico


def test_an_older_list_without_accents_asks_once_about_its_other_names(listed: Territory) -> None:
    rows = {
        "code": ["07001", "07002", "07003"],
        "name": ["Aldama", "Balsas", "Cancun"],
    }
    asked = check(listed, None, **rows)
    (question,) = asked.questions
    assert (question.code, question.recommended) == ("names", "keep")
    assert "«Aldama de Arriba» → «Aldama»" in str(question.evidence)
    assert "1 name without accents" in str(question.evidence)
    kept = check(listed, {"names": "keep"}, **rows)
    assert (kept.questions, kept.frame["name"].tolist()) == ((), ["Aldama de Arriba", "Balsas", "Cancún"])
    taken = check(listed, {"names": "take"}, **rows)
    # What only lost its accents keeps them in any case.
    assert (taken.questions, taken.frame["name"].tolist()) == ((), ["Aldama", "Balsas", "Cancún"])


def test_a_list_with_many_other_names_asks_and_a_correction_does_not(listed: Territory) -> None:
    codes = ["07001", "07002", "07004", "07005"]
    asked = check(listed, None, code=codes, name=["Uno", "Dos", "Tres", "Cuatro"])
    (question,) = asked.questions
    assert question.recommended == "take"
    assert str(question.evidence).count("→") == 3
    corrected = check(listed, None, code=codes, name=["Aldama de Abajo", "Balsas", "Dos", "Este"])
    assert corrected.questions == ()
    assert corrected.frame["name"].tolist()[0] == "Aldama de Abajo"


def test_a_map_that_lies_elsewhere_than_its_codes_is_asked_about(
    mexico: Territory, tuxtla: Territory
) -> None:
    codes, names = ["07101", "07089", "07001"], ["Tuxtla", "Tapachula", "Acacoyagua"]
    write(mexico, check(mexico, code=codes, name_2=names, geometry=[box(-93.1), box(-92.3), box(-92.7)]))
    far = [box(-99.1), box(-98.3), box(-98.7)]
    asked = check(mexico, code=codes, name_2=names, geometry=far)
    (question,) = [one for one in asked.questions if one.code == "displaced"]
    assert question.evidence is not None
    assert dict(question.evidence.params)["home_east"] == "-92.7"
    assert not check(mexico, {"displaced": "keep"}, code=codes, name_2=names, geometry=far).questions
    left = check(mexico, {"displaced": "leave"}, code=codes, name_2=names, geometry=far)
    assert len([one for one in left.problems if one.column == "geometry"]) == 3
    one_off = check(mexico, code=codes, name_2=names, geometry=[box(-93.1), box(-92.3), far[2]])
    assert not one_off.questions
    assert "does not touch the outline" in one_off.problems[0].message.text
