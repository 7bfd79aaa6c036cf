"""Takes a service directory in: its organizations, services and locations become records; all or nothing."""

from django.db import transaction

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from clrisk_site.places.models import Territory
from mapping.exchange.hsds.comparing import Plan, State, Step
from mapping.exchange.hsds.parts import Directory
from mapping.models import GovernmentLevel, Institution, Office, Programme, Sector, ServiceDirectory

type Kept = Institution | Programme | Office


@transaction.atomic
def take_directory(
    *,
    territory: Territory,
    name: str,
    sha256: str,
    directory: Directory,
    plan: Plan,
    sector: Sector,
    by: User,
) -> ServiceDirectory:
    """Write what a plan says, and keep what belongs to the directory as a whole.

    Parameters
    ----------
    plan : Plan
        Made within this same transaction, so that it speaks of what is stored now.
    sector : Sector
        What the new organizations are: a directory does not say it.
    """
    owners = _institutions(territory, name, plan, sector, by)
    for step in plan.programmes:
        if step.state is State.NEW:
            owner = owners[step.owner]
            new = Programme(territory=territory, institution=owner, level=owner.level, source=name[:300])
            _write(new, name, step, by)
        elif step.state is State.CHANGED and isinstance(step.record, Programme):
            _write(step.record, name, step, by)
    for step in plan.offices:
        if step.state is State.NEW:
            new_office = Office(territory=territory, institution=owners[step.owner], source=name[:300])
            _write(new_office, name, step, by)
        elif step.state is State.CHANGED and isinstance(step.record, Office):
            _write(step.record, name, step, by)
    return _keep(territory, name, sha256, directory, by)


def _institutions(
    territory: Territory, name: str, plan: Plan, sector: Sector, by: User
) -> dict[str, Institution]:
    level = GovernmentLevel.MUNICIPAL if sector == Sector.GOVERNMENT else GovernmentLevel.NONE
    owners = {}
    for step in plan.institutions:
        record = step.record
        if step.state is State.NEW:
            record = Institution(territory=territory, level=level, sector=sector, source=name[:300])
        if not isinstance(record, Institution) or step.state is State.REFUSED:
            continue
        if step.state is not State.SAME:
            _write(record, name, step, by)
        owners[step.part.key] = record
    return owners


def _write(record: Kept, directory: str, step: Step, by: User) -> None:
    for field, value in step.changes.items():
        setattr(record, field, value)
    record.directory_record = step.part.to_plain(directory)
    if record.pk is None:
        create_record(record, by=by)
    else:
        save_record(record, by=by, expected_version=record.version)


def _keep(territory: Territory, name: str, sha256: str, directory: Directory, by: User) -> ServiceDirectory:
    kept = ServiceDirectory.objects.filter(territory=territory, name=name).first()
    kept = kept or ServiceDirectory(territory=territory, name=name)
    kept.sha256, kept.shared = sha256, directory.shared
    kept.organizations, kept.services = len(directory.organizations), len(directory.services)
    kept.locations = len(directory.locations)
    if kept.pk is None:
        return create_record(kept, by=by)
    return save_record(kept, by=by, expected_version=kept.version)
