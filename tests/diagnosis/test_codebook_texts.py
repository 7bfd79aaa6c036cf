"""The shipped codebook holds Table 1: both columns, exact codes, all languages, factors that exist."""

from pathlib import Path

import yaml

from clrisk_site.catalogue.loading import load_yaml
from clrisk_site.catalogue.texts import LANGUAGES
from diagnosis.factor_categories import NAMED

FOLDER = Path(__file__).parents[2] / "diagnosis" / "catalogue"
CATEGORIES = {
    "tam_loc": (2, 2),
    "clase_hog": (3, 4),
    "tam_hog": (3, 4),
    "sex_jefe": (2, 2),
    "esc_jefe": (3, 3),
    "ocu_jefe": (2, 0),
    "sector_jefe": (0, 3),
    "sex": (2, 2),
    "age": (2, 0),
    "asis": (2, 2),
    "schooling": (3, 3),
    "gov_support": (3, 2),
    "dermed_jefe": (0, 3),
    "ing_hog": (0, 3),
    "len_indigena": (0, 2),
}
"""How many categories each variable has in the state and in the municipal column."""
NOT_IN_MODEL = {"sex_jefe", "schooling", "len_indigena"}


def test_table_1_is_whole() -> None:
    entries = load_yaml(FOLDER / "codebook.yaml")
    factors = {one["code"] for one in yaml.safe_load((FOLDER / "factors.yaml").read_text(encoding="utf-8"))}
    found: dict[str, list[int]] = {}
    for entry in entries:
        codes = [one["code"] for one in entry["categories"]]
        assert codes == [str(place + 1) for place in range(len(codes))], entry["code"]
        assert all(set(one["texts"]) >= set(LANGUAGES) for one in entry["categories"])
        assert entry["code"] == f"{entry['column']}_{entry['name']}"
        assert entry["factor"] in factors
        assert entry["in_national_model"] is (entry["name"] not in NOT_IN_MODEL)
        found.setdefault(entry["name"], [0, 0])[entry["column"] == "municipal"] = len(codes)
    assert {name: tuple(counts) for name, counts in found.items()} == CATEGORIES
    size = next(one for one in entries if one["code"] == "municipal_tam_hog")
    assert size["categories"][-1]["texts"]["en"] == "7 persons or more"
    assert "7" in size["explanations"]["es"]
    income = next(one for one in entries if one["code"] == "municipal_ing_hog")
    assert "both included" in income["categories"][1]["texts"]["en"]


def test_every_variable_of_a_factor_names_the_category_that_the_factor_speaks_of() -> None:
    """One that is forgotten would be read as speaking against its factor."""
    entries = yaml.safe_load((FOLDER / "codebook.yaml").read_text(encoding="utf-8"))
    codes = {one["code"]: {row["code"] for row in one["categories"]} for one in entries if one.get("factor")}
    assert codes.keys() == NAMED.keys()
    assert all(NAMED[key] and NAMED[key] < known for key, known in codes.items())
