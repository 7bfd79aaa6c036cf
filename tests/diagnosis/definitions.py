"""Elements, published definitions, sources and inferred values for tests."""

from clrisk_site.places.models import Territory
from diagnosis.models import DataLevel, DefinitionElement, DefinitionPreset, Inference, StatisticalSource


def make_elements(count: int = 2, *, first: int = 0) -> list[DefinitionElement]:
    """Store so many elements of a definition: "element_0" and so on."""
    return [
        DefinitionElement.objects.create(
            code=f"element_{number}", texts={"es": f"Elemento {number}"}, position=number
        )
        for number in range(first, first + count)
    ]


def make_preset(code: str = "published", **values: object) -> DefinitionPreset:
    """Store a published definition that counts chores and leaves the hours open."""
    wordings = {
        "operational": {"es": "Como cuenta la oficina de estadística"},
        "working": {"es": "De 5 a 17 años, según lo publicado"},
    }
    given: dict[str, object] = {"age_from": 5, "age_to": 17, "counts_chores": True, "wordings": wordings}
    return DefinitionPreset.objects.create(
        code=code, texts={"es": f"Definición {code}"}, source="Oficina", **{**given, **values}
    )


def make_source(territory: Territory, **values: object) -> StatisticalSource:
    """Store a source of the municipality that nobody has looked at yet."""
    given: dict[str, object] = {
        "name": "Encuesta",
        "producer": "INEGI",
        "level": DataLevel.MUNICIPAL,
        "year": 2015,
    }
    return StatisticalSource.objects.create(territory=territory, **{**given, **values})


def make_inference(territory: Territory, **values: object) -> Inference:
    """Store a value of the state that is used for a territory."""
    given: dict[str, object] = {
        "subject": "Niñas que hacen quehaceres",
        "from_level": DataLevel.STATE,
        "from_place": "Chiapas",
        "value": "12 %",
        "source": "INEGI, MTI",
        "year": 2017,
        "reason": "los datos locales no cubren de 5 a 11 años",
    }
    return Inference.objects.create(territory=territory, **{**given, **values})
