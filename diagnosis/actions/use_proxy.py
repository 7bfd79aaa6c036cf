"""Puts one proxy of a factor into use in place of the one that is."""

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import save_record
from diagnosis.models import Proxy


@transaction.atomic
def use_proxy(proxy: Proxy, *, by: User, expected_version: int) -> Proxy:
    """Let this proxy stand for its factor; the one that did is kept in the register.

    Raises
    ------
    ConflictError
        When somebody saved the proxy since it was read; nothing is changed.
    """
    others = Proxy.objects.filter(territory=proxy.territory_id, factor=proxy.factor_id, in_use=True)
    for other in others.exclude(pk=proxy.pk).select_related("territory"):
        other.in_use = False
        save_record(other, by=by, expected_version=other.version)
    proxy.in_use = True
    return save_record(proxy, by=by, expected_version=expected_version)
