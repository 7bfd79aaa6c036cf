"""Small service directories for tests: an invented one in the older form, and archives of any tables."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.real.__main__ import DATA

OHANA = Path(DATA) / "06_formats" / "hsds" / "ohana_sample_csv"
DATAPACKAGE = Path(DATA) / "06_formats" / "hsds" / "hsds_datapackage.json"

INVENTED: Mapping[str, str] = {
    "organizations.csv": (
        "id,alternate_name,date_incorporated,description,email,funding_sources,licenses,name,website\n"
        '1,BP,"January 01, 1970",Lends books,info@example.org,"State, Donations",Health,Biblioteca Popular,'
        "http://example.org\n"
        "2,,,Gives meals,,,,Comedor Sur,\n"
    ),
    "locations.csv": (
        "id,organization_id,accessibility,admin_emails,description,email,languages,latitude,longitude,name,"
        "short_desc,virtual,website\n"
        '1,1,"ramp, restroom",ana@example.org,Main hall,hall@example.org,"Spanish, Tseltal",16.75,-93.11,'
        "Sede,Hall,false,\n"
    ),
    "services.csv": (
        "id,location_id,program_id,audience,application_process,description,eligibility,email,fees,keywords,name,"
        "required_documents,service_areas,status,wait_time,website,taxonomy_ids\n"
        '1,1,1,Children,Walk in,Reads with children,Ages 5 to 12,read@example.org,None,"reading, school",'
        'Círculo de lectura,"CURP, Acta","Tuxtla, Terán",active,No wait,,"101-01"\n'
    ),
    "programs.csv": "id,organization_id,name,alternate_name\n1,1,Leer,\n",
    "contacts.csv": (
        "id,location_id,organization_id,service_id,name,title,email,department\n"
        "1,1,,,Susana Canario,Director of Readings,susana.canario@example.org,Books\n"
    ),
    "phones.csv": (
        "id,contact_id,location_id,organization_id,service_id,country_prefix,department,extension,number,"
        "number_type,vanity_number\n"
        "1,,1,,,,,12,961 780-7525,voice,\n"
        "2,1,,,,+52,Books,,961 701-0856,fax,\n"
    ),
    "addresses.csv": (
        "id,location_id,address_1,address_2,city,state_province,postal_code,country\n"
        "1,1,Calle Central 1,,Tuxtla,Chiapas,29000,MX\n"
    ),
    "regular_schedules.csv": (
        "id,location_id,service_id,weekday,opens_at,closes_at\n1,1,,Monday,9am,4:00 PM\n"
    ),
    "holiday_schedules.csv": (
        "id,location_id,service_id,start_date,end_date,closed,opens_at,closes_at\n"
        '1,,1,"December 24, 2015",12/25/15,true,,\n'
    ),
    "taxonomy.csv": "taxonomy_id,name,parent_id,parent_name\n101,Books,,\n101-01,Reading,101,Books\n",
}


def archive_of(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of the files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def rows_in(content: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the rows of an archive by table."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }
