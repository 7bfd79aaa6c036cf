"""The supply matrix as plain data for programs: codes for machines, sentences in the active language."""

from typing import Any

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.suppression import released
from mapping.presenters.saying import all_said, said
from mapping.supply import GapCell, Supply, SupplyMatrix


def matrix_to_json(matrix: SupplyMatrix) -> dict[str, Any]:
    """Return the matrix as JSON data."""
    return {
        "territory": matrix.question.territory_path,
        "year": matrix.question.year,
        "by": matrix.question.by.value,
        "programmes": matrix.programmes,
        "unlinked_programmes": matrix.unlinked_programmes,
        "columns": [
            {"key": column.key, "name": column.name, "level": column.level} for column in matrix.columns
        ],
        "counts": {kind.value: number for kind, number in sorted(matrix.counts.items())},
        "cells": [_cell(cell) for cell in matrix.cells],
    }


def _cell(cell: GapCell) -> dict[str, Any]:
    return {
        "factor": cell.factor.code,
        "factor_name": cell.factor.name,
        "column": cell.column.key,
        "type": cell.type.value,
        "weight": cell.weight,
        "fact": said(cell.fact),
        "why": all_said(cell.why),
        "questions": all_said(cell.questions),
        "need": _number(cell.need),
        "places": _number(cell.places),
        "programmes": [_supply(supply) for supply in cell.supplies],
        "competences": [
            {"institution": power.institution_name, "nature": power.nature, "document": power.document}
            for power in cell.competences
        ],
        "illustrative": cell.illustrative,
        "evidence_hash": cell.evidence_hash,
    }


def _number(estimate: Estimate) -> dict[str, Any]:
    estimate = released(estimate)
    story = estimate.story
    return {
        "value": estimate.value,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "availability": estimate.availability.value,
        "basis": story.basis.value,
        "source": story.source,
        "year": story.year,
    }


def _supply(supply: Supply) -> dict[str, Any]:
    return {
        "name": supply.programme_name,
        "institution": supply.institution_name,
        "level": supply.level,
        "strength": supply.strength,
        "presence": supply.presence.value,
        "year": supply.year,
        "places": supply.places,
        "eligible": supply.eligibility.verdict.value,
        "because": all_said(supply.eligibility.because),
        "questions": all_said(supply.eligibility.missing),
        "confirmed": supply.confirmed,
    }
