"""A long file of results, and the places it speaks of, for the tests of imports in the background."""

from clrisk_site.places.models import Level, Territory

SHORT, ROWS = 30, 40
"""What counts as long in most of these tests, so that they are quick, and how long their file is."""


def make_areas(town: Territory, levels: dict[str, Level], count: int = ROWS) -> None:
    """Make that many census areas of a town, in one locality."""
    locality = Territory.objects.create(
        path=f"{town.path}.0001",
        code=f"{town.code}0001",
        name=town.name,
        level=levels["locality"],
        parent=town,
    )
    Territory.objects.bulk_create(
        Territory(
            path=f"{locality.path}.{number:04d}",
            code=f"{locality.code}{number:04d}",
            name=f"{number:04d}",
            level=levels["ageb"],
            parent=locality,
        )
        for number in range(count)
    )


def write_long_file(town: Territory, count: int = ROWS, *, wrong: int = 0) -> str:
    """Write a class for each area; the first `wrong` rows hold none that exists."""
    classes = ["enorme"] * wrong + ["alto", "bajo"] * (count // 2 + 1)
    rows = (f"{town.code}0001{number:04d},{classes[number]}" for number in range(count))
    return "clave,clase\n" + "\n".join(rows) + "\n"
