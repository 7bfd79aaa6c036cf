"""Files of a risk model: references, the constant, and a covariance that really is one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import BuiltUponError
from diagnosis.imports.coefficients import stored_model, writing
from diagnosis.imports.coefficients.spec import MODEL_COEFFICIENTS
from diagnosis.imports.coefficients.stored_sets import stored_models
from diagnosis.models import Coefficient, RiskModel
from tests.diagnosis.importing import Importer, counted, said, warned

FACTS = {"name": "Modelo", "survey": "Encuesta 2019"}
TERMS = ("const", "sex_boy", "age_15_17")
COEFFICIENTS = (-2.673784, 1.132323, 0.913487)
ERRORS = (0.291196, 0.267208, 0.191369)
COVARIANCE = np.array(
    [
        [0.0847949976, -0.0302601519, 0.0014229071],
        [-0.0302601519, 0.0714003753, -0.0203432883],
        [0.0014229071, -0.0203432883, 0.0366219701],
    ]
)
PLAIN = (
    "term,variable,category,reference,coefficient,se\n"
    "const,,,no,-2.673784,0.291196\n"
    "sex_girl,sex,girl,yes,,\n"
    "sex_boy,sex,boy,no,1.132323,0.267208\n"
    "age_15_17,age,15 to 17,no,0.913487,0.191369\n"
    "age_5_14,age,5 to 14,yes,0,\n"
)


def with_matrix(matrix: np.ndarray, errors: Sequence[float] = ERRORS, terms: Sequence[str] = TERMS) -> str:
    """A file of three terms with their covariance beside them."""
    lines = ["term,coef,se," + ",".join(terms)]
    for term, value, error, row in zip(TERMS, COEFFICIENTS, errors, matrix, strict=True):
        cells = ["" if np.isnan(cell) else repr(float(cell)) for cell in row]
        lines.append(",".join([term, str(value), str(error), *cells]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def file(tuxtla: Territory, tmp_path: Path) -> Importer:
    return Importer(MODEL_COEFFICIENTS, tuxtla, tmp_path, year=2019, source="OIT", facts=FACTS)


def test_terms_categories_and_references_are_stored_in_their_order(file: Importer) -> None:
    found = file.save(PLAIN)
    assert counted(found) == (5, 0, 0, 0)
    model = RiskModel.objects.get()
    assert (model.name, model.survey, model.year, model.age_from, model.age_to) == (
        "Modelo", "Encuesta 2019", 2019, 5, 17,
    )  # fmt: skip
    terms = list(model.coefficients.values_list("term", "variable", "category", "is_reference", "value"))
    assert terms == [
        ("const", "", "", False, -2.673784),
        ("sex_girl", "sex", "girl", True, None),
        ("sex_boy", "sex", "boy", False, 1.132323),
        ("age_15_17", "age", "15 to 17", False, 0.913487),
        ("age_5_14", "age", "5 to 14", True, None),
    ]
    assert "correlation of the coefficients is unknown" in warned(found)[0]


def test_the_covariance_stands_beside_the_coefficients(file: Importer) -> None:
    found = file.save(with_matrix(COVARIANCE))
    assert (said(found), warned(found)) == ([], [])
    model = RiskModel.objects.get()
    read = [[model.covariance[one][other] for other in TERMS] for one in TERMS]
    assert np.array_equal(np.array(read), COVARIANCE)
    again = file.preview(with_matrix(COVARIANCE))
    assert counted(again) == (0, 0, 3, 0)
    named = with_matrix(COVARIANCE, terms=[f"cov:{term}" for term in TERMS])
    assert counted(file.preview(named)) == (0, 0, 3, 0)


def test_half_a_matrix_is_enough(file: Importer) -> None:
    half = np.where(np.tril(np.ones((3, 3))) > 0, COVARIANCE, np.nan)
    file.save(with_matrix(half))
    assert RiskModel.objects.get().covariance["const"]["age_15_17"] == COVARIANCE[0, 2]


def test_the_worked_example_of_the_method_is_a_covariance(file: Importer) -> None:
    assert said(file.preview(with_matrix(COVARIANCE * 1e-12, [e * 1e-6 for e in ERRORS]))) == []


def test_a_matrix_that_is_none_is_refused_with_its_terms(file: Importer) -> None:
    uneven = COVARIANCE.copy()
    uneven[0, 1] = 0.03
    assert (
        "The covariance of const with sex_boy is 0.03 one way and -0.0302602"
        in said(file.preview(with_matrix(uneven)))[0]
    )
    impossible = COVARIANCE.copy()
    impossible[0, 1] = impossible[1, 0] = 0.09
    assert "look at const and sex_boy first" in said(file.preview(with_matrix(impossible)))[0]
    negative = COVARIANCE.copy()
    negative[2, 2] = -0.03
    assert "The variance of age_15_17 is negative" in said(file.preview(with_matrix(negative)))[0]
    gap = COVARIANCE.copy()
    gap[0, 1] = gap[1, 0] = np.nan
    assert "The covariance of const and sex_boy is missing" in said(file.preview(with_matrix(gap)))[0]


def test_terms_of_the_matrix_are_those_of_the_rows(file: Importer) -> None:
    other = with_matrix(COVARIANCE, terms=("const", "sex_boy", "rural"))
    found = said(file.preview(other))
    assert "named after no term of the file: rural" in found[0]
    assert "no column for these terms: age_15_17" in found[1]
    odds = file.preview("term,coef,se,odds_ratio\nconst,-2,0.3,0.13\nx,1,0.2,2.7\n")
    assert said(odds) == []
    assert "named after no term, so they are left out: odds_ratio" in warned(odds)[0]


def test_a_standard_error_that_its_variance_contradicts_is_a_warning(file: Importer) -> None:
    found = file.preview(with_matrix(COVARIANCE, [0.291196, 0.3, 0.191369]))
    assert said(found) == []
    (warning,) = warned(found)
    assert warning.startswith("The standard error of sex_boy is 0.3, but its variance gives 0.2672.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PLAIN.replace("const,,", "edad,,"), "No row is the constant of the model"),
        (PLAIN.replace("sex_girl,sex,girl,yes,,\n", ""), "sex has no reference category"),
        (PLAIN.replace("boy,no,1.132323", "boy,yes,"), "sex has several reference categories"),
        (PLAIN.replace("girl,yes,,", "girl,yes,0.4,"), "A reference category has no coefficient"),
        (PLAIN.replace("1.132323", ""), "The coefficient is missing"),
        (PLAIN.replace("sex_boy,sex,boy", "sex_boy,,boy"), "The category has no variable"),
        (PLAIN.replace("sex_boy,sex,boy", "sex_boy,sex,girl"), "The category stands under sex already"),
    ],
)
def test_what_is_no_model_is_refused_whole(file: Importer, text: str, message: str) -> None:
    found = file.preview(text)
    assert any(message in sentence for sentence in said(found)), said(found)
    assert found.change is None


def test_what_is_said_once_is_demanded(file: Importer) -> None:
    file.facts, file.year, file.source = {}, None, ""
    assert len(said(file.preview(PLAIN))) == 4


def test_another_set_of_terms_or_ages_is_another_model(file: Importer) -> None:
    file.save(PLAIN)
    fewer = PLAIN.replace("age_15_17,age,15 to 17,no,0.913487,0.191369\nage_5_14,age,5 to 14,yes,0,\n", "")
    assert "other terms (age_15_17, age_5_14)" in said(file.preview(fewer))[0]
    file.facts = {**FACTS, "age_from": "12"}
    assert "for ages 5 to 17" in said(file.preview(PLAIN))[0]


def test_undo_of_a_change_and_of_a_model(file: Importer) -> None:
    file.save(with_matrix(COVARIANCE))
    file.save(with_matrix(COVARIANCE).replace("1.132323", "1.2"))
    assert Coefficient.objects.get(term="sex_boy").value == 1.2
    file.undo()
    assert Coefficient.objects.get(term="sex_boy").value == 1.132323
    assert RiskModel.objects.get().covariance["sex_boy"]["const"] == COVARIANCE[1, 0]
    RiskModel.objects.all().delete()
    file.save(with_matrix(COVARIANCE))
    file.undo()
    assert not RiskModel.objects.exists()


def test_a_matrix_that_came_later_goes_again(file: Importer) -> None:
    bare = "\n".join(",".join(line.split(",")[:3]) for line in with_matrix(COVARIANCE).splitlines()) + "\n"
    file.save(bare)
    assert counted(file.save(with_matrix(COVARIANCE))) == (0, 3, 0, 0)
    assert counted(file.preview(bare)) == (0, 0, 3, 0)
    file.undo()
    assert RiskModel.objects.get().covariance == {}


def test_a_model_that_results_rest_on_stays(file: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    file.save(PLAIN)
    for module in (stored_model, writing):
        monkeypatch.setattr(module, "first_use_of", lambda model: model)
    assert said(file.preview(PLAIN))[0].startswith("Results rest on the stored model")
    with pytest.raises(BuiltUponError, match="Modelo"):
        file.undo()


def test_only_the_place_that_stored_a_model_changes_it(
    file: Importer, tapachula: Territory, chiapas: Territory
) -> None:
    file.save(PLAIN)
    ImportReceipt.objects.create(
        kind="model-coefficients", territory=tapachula, year=2019, facts=FACTS,
        rows=5, new=5, changed=0, same=0, refused=0,
    )  # fmt: skip
    assert said(file.preview(PLAIN)) == ["Tapachula stored a model of this name. Give yours another name."]
    file.territory = chiapas
    assert said(file.preview(PLAIN)) == []


def test_a_model_goes_out_with_what_its_import_must_say(file: Importer) -> None:
    file.save(PLAIN)
    (found,) = stored_models(file.territory)
    assert (found.source, found.year, found.rows) == ("OIT", 2019, 5)
    assert found.facts == {**FACTS, "age_from": "5", "age_to": "17"}


def test_columns_that_a_file_lacks_stay_as_stored(file: Importer) -> None:
    file.save(PLAIN)
    values = Coefficient.objects.order_by("position").values_list(
        "term", "variable", "category", "is_reference", "value", "standard_error"
    )
    before = list(values)
    rows = [(term, "" if value is None else value) for term, _, _, _, value, _ in before]
    text = "term,coefficient\n" + "".join(f"{term},{value}\n" for term, value in rows)
    found = file.save(text)
    assert counted(found) == (0, 0, len(before), 0)
    assert list(values) == before


def test_other_coefficients_beside_stored_standard_errors_are_remarked(file: Importer) -> None:
    file.save(with_matrix(COVARIANCE))
    terms = list(zip(TERMS, COEFFICIENTS, strict=True))
    text = "term,coefficient\n" + "".join(f"{term},{value + 1}\n" for term, value in terms)
    found = file.preview(text)
    assert counted(found) == (0, 3, 0, 0)
    assert [text for text in warned(found) if "The stored ones stay" in text]
    same = "term,coefficient\n" + "".join(f"{term},{value}\n" for term, value in terms)
    assert not [text for text in warned(file.preview(same)) if "The stored ones stay" in text]
