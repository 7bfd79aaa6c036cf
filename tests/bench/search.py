"""Search without accents over 20,000 programmes beside 500, on PostgreSQL: 95th percentile of whole pages.

Two states of one database, one with 500 programmes and one with 20,000, are asked the same questions in
turns, so that other work on the machine weighs on both alike.
"""

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FEW, MANY = 500, 20_000
ROUNDS = 4
AIM = 2.0
DATABASE = "bench_search"
PATHS = {FEW: "MX.07.101", MANY: "MX.20.067"}
PAGES = ("find", "programmes")
QUESTIONS = (
    "becas",
    "educación",
    "guardería madres trabajadoras",
    "jornaleros agrícolas",
    "desayunos escolares",
    "apoyo",
    "capacitación para el empleo",
    "secundaria",
    "niñas niños adolescentes",
    "vivienda",
    "microcréditos mujeres",
    "salud comunitaria",
    "transporte",
    "útiles",
    "comunidades indígenas",
    "artesan",
    "deporte",
    "inexistente",
    "secretaría de educación",
    "DIF",
)


def _parts(text: str) -> list[str]:
    return text.split(",")


_KINDS = _parts(
    "Becas,Apoyo,Programa,Fondo,Jornadas,Talleres,Centro,Servicio,Red,Estancias,Comedores,Desayunos,Créditos,"
    "Microcréditos,Capacitación,Campaña,Atención,Guardería,Brigadas,Ludotecas"
)
_OF_WHAT = _parts(
    "educación básica,secundaria,preparatoria,jornaleros agrícolas,madres trabajadoras,comunidades indígenas,"
    "salud comunitaria,desayunos escolares,útiles escolares,transporte escolar,vivienda rural,caminos,"
    "pesca ribereña,café orgánico,artesanas,deporte juvenil,música,lectura,conectividad,agua potable,"
    "primer empleo,autoempleo,mujeres emprendedoras,personas mayores,discapacidad,migrantes,desplazados,"
    "protección de la niñez,prevención de adicciones,registro civil,huertos familiares,ganadería,mercados,"
    "turismo comunitario,reforestación,estufas ecológicas,lenguas maternas,alfabetización,nutrición,lactancia"
)
_FOR_WHOM = _parts(
    "niñas y niños,adolescentes,familias,jóvenes de 15 a 29 años,estudiantes,mujeres,localidades marginadas,"
    "productores,hogares sin ingresos,trabajadores del campo,población abierta"
)


def main() -> int:
    """Measure in a database of the throwaway cluster; return how many aims were missed."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgresql:"):
        sys.stdout.write("search: not measured, for it is about PostgreSQL\n")
        return 0
    own = {"DATABASE_URL": _fresh_database(url), "CLRISK_MODE": "demo"}
    command = [sys.executable, "-m", "tests.bench.search"]
    return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def _fresh_database(url: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return urlsplit(url)._replace(path=f"/{DATABASE}").geturl()


def measure() -> int:
    """Store both states, ask in turns, say the ratios."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from mapping.search_index import put_up

    for command in ("migrate", "load_catalogues"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not put_up(connection):
        sys.stdout.write("search: the extension pg_trgm is not there, so there is no index\n")
        return 1
    for count, path in PATHS.items():
        _store(count, path)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a server does so by itself
    client = _reader()
    return sum(_tell(name, client) for name in PAGES)


def _store(count: int, path: str) -> None:
    from clrisk_site.places.models import Level, Territory
    from mapping.models import GovernmentLevel, Institution, OfferStatus, Programme
    from mapping.models.searching import search_text

    levels = {level.depth: level for level in Level.objects.filter(country="MX")}
    country, _new = Territory.objects.get_or_create(
        path="MX", defaults={"code": "MX", "name": "México", "level": levels[0]}
    )
    state = Territory.objects.create(
        path=path[:5], code=path[3:5], name=f"Estado {path[3:5]}", level=levels[1], parent=country
    )
    Territory.objects.create(
        path=path, code=path[3:].replace(".", ""), name=f"Lugar {count}", level=levels[2], parent=state
    )
    draw = random.Random(count)
    names = [f"Secretaría de {what} {number}" for number, what in enumerate(_OF_WHAT * (1 + count // 2000))]
    owners = Institution.objects.bulk_create(
        Institution(territory=state, name=name, level=GovernmentLevel.STATE, search_text=search_text(name))
        for name in names
    )
    rows = []
    for number in range(count):
        name = f"{draw.choice(_KINDS)} de {draw.choice(_OF_WHAT)} {number}"
        purpose = f"{draw.choice(_KINDS)} y {draw.choice(_KINDS)} sobre {draw.choice(_OF_WHAT)} en la región"
        people, benefit = f"Para {draw.choice(_FOR_WHOM)}", f"Entrega {draw.choice(_OF_WHAT)}"
        rows.append(
            Programme(
                territory=state,
                institution=draw.choice(owners),
                name=name,
                level=GovernmentLevel.STATE,
                status=draw.choice(list(OfferStatus)),
                purpose=purpose,
                target_population=people,
                benefit=benefit,
                search_text=search_text(name, purpose, people, benefit),
            )
        )
    Programme.objects.bulk_create(rows, 2_000)


def _reader() -> Any:
    from django.test import Client
    from django.utils import timezone

    from clrisk_site.people.models import Grant, GrantKind, User
    from clrisk_site.people.permissions import Role
    from clrisk_site.places.models import Territory

    today = timezone.localdate()
    ends = today + dt.timedelta(days=365)
    user = User.objects.create_user("busca@example.org", "una-clave-larga", name="Busca")
    for path in PATHS.values():
        place = Territory.objects.get(path=path)
        Grant.objects.create(
            user=user, kind=GrantKind.POST, role=Role.LIAISON, territory=place, starts=today, ends=ends
        )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _tell(name: str, client: Any) -> int:
    seconds: dict[int, list[float]] = {count: [] for count in PATHS}
    for text in QUESTIONS[:3]:
        for path in PATHS.values():
            _look(client, name, path, text)
    for _round in range(ROUNDS):
        for text in QUESTIONS:
            for count, path in PATHS.items():
                seconds[count].append(_look(client, name, path, text))
    worst = {count: statistics.quantiles(found, n=20)[-1] for count, found in seconds.items()}
    usual = {count: statistics.median(found) for count, found in seconds.items()}
    ratio = worst[MANY] / worst[FEW]
    sys.stdout.write(
        f"search on «{name}» over {MANY:,} programmes: p95 {worst[MANY] * 1000:.0f} ms, {ratio:.2f} times "
        f"that over {FEW} ({worst[FEW] * 1000:.0f} ms; aim: {AIM}); median {usual[MANY] * 1000:.0f} ms "
        f"and {usual[FEW] * 1000:.0f} ms\n"
    )
    sys.stdout.flush()
    return int(ratio > AIM)


def _look(client: Any, name: str, path: str, text: str) -> float:
    from django.urls import reverse

    address = reverse(name, args=[path])
    began = time.perf_counter()
    answer = client.get(address, {"text": text}, HTTP_HOST="localhost")
    seconds = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return seconds


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(1 if measure() else 0)
