"""Where factors are named: a country that sets one aside sees what still rests on it."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.uses import Use, register_use
from diagnosis.models import (
    Factor,
    FactorEffect,
    FactorMention,
    FactorWeight,
    Finding,
    Inference,
    LocalVariable,
    Need,
    Proxy,
)


def register_factor_uses() -> None:
    """Tell the catalogue of every record of the diagnosis that names a factor."""
    for use in (
        Use(FactorWeight, _("Factors recorded for a territory"), "factor"),
        Use(Need, _("Children concerned"), "factor"),
        Use(FactorMention, _("Publications that mention a factor"), "factor", "reference__territory"),
        Use(Finding, _("Qualitative findings"), "factor"),
        Use(Inference, _("Values taken from another level"), "factor"),
        Use(LocalVariable, _("Local variables"), "factor"),
        Use(FactorEffect, _("Results of analyses"), "factor", "result__territory"),
        Use(Proxy, _("Proxies of a factor"), "factor"),
    ):
        register_use(Factor.CATALOGUE, use)
