"""What statistical offices call their columns of codes and names, in four languages; the surest first.

The vocabulary of INEGI and CONAPO (Mexico), INEI (Peru), STATIN (Jamaica), DANE (Colombia), IBGE (Brazil) and
of the common operational data sets of the United Nations. Case, accents and underscores do not matter.
"""

from collections.abc import Mapping

type ByLevel = Mapping[str, tuple[str, ...]]

# The whole code, whatever its level.
WHOLE: tuple[str, ...] = (
    "cvegeo", "cve_geo", "clave geoestadística", "clave geo", "clave inegi", "ubigeo", "divipola",
    "código divipola", "código dane", "cod_dane", "codigo_ibge", "cod_ibge", "código ibge", "codmun",
    "cod_mun", "cd_geocodi", "cd_geocodigo", "geocódigo", "geocode", "geoid", "geo_code", "official code",
    "código oficial", "clave oficial", "code officiel", "código do território", "code du territoire",
    "clave del territorio", "código del territorio", "territory code", "area code", "p-code", "pcode",
    "p_code", "código p",
)  # fmt: skip

# Words too common to be sure of: they count when nothing better is there.
LAST_WHOLE: tuple[str, ...] = (
    "territorio", "território", "territoire", "territory", "clave", "código", "code", "clave de área",
    "id_territorio",
)  # fmt: skip

# Whole codes that name their level.
WHOLE_CODES: ByLevel = {
    "state": ("adm1_pcode", "admin1pcode", "adm1pcode", "adm1_code", "cd_uf", "cod_uf", "codigo_uf"),
    "municipality": (
        "adm2_pcode", "admin2pcode", "adm2pcode", "adm2_code", "cvemun", "cve_mpio", "cve_municipio",
        "mpio_cdpmp", "cd_mun", "cd_geocmu", "código do município", "codigo_municipio", "código municipal",
        "clave municipal", "municipality code", "code de la municipalité", "code commune",
    ),
    "locality": ("adm3_pcode", "admin3pcode", "cvegeo_loc", "clave de localidad completa"),
    "ageb": ("adm4_pcode", "admin4pcode", "cve_ageb", "cvegeo_ageb", "clave ageb", "cd_setor"),
    "department": ("adm1_pcode", "admin1pcode", "adm1pcode", "adm1_code"),
    "province": ("adm2_pcode", "admin2pcode", "adm2pcode", "adm2_code", "idprov"),
    "district": ("adm3_pcode", "admin3pcode", "adm3pcode", "adm3_code", "iddist", "ubigeo distrital"),
    "populated_centre": ("adm4_pcode", "admin4pcode", "idccpp", "codccpp", "código del centro poblado"),
    "parish": ("adm1_pcode", "admin1pcode", "adm1pcode", "adm1_code", "parish code", "parish_code"),
}  # fmt: skip

# The part of the code that a level adds to the one above it.
PARTS: ByLevel = {
    "state": (
        "cve_ent", "cve_agee", "cve_edo", "cve_entidad", "clave_entidad", "clave de la entidad",
        "clave de entidad", "clave entidad federativa", "id_entidad", "state_code", "ent", "edo", "entidad",
        "código de la entidad", "código do estado", "code de l'état",
    ),
    "municipality": (
        "cve_mun", "cve_agem", "clave_municipio", "clave del municipio", "clave de municipio", "id_municipio",
        "mun_code", "mun", "mpio", "mpio_ccdgo", "cod_mpio", "código del municipio", "municipio",
    ),
    "locality": (
        "cve_loc", "clave_localidad", "clave de la localidad", "clave de localidad", "id_localidad", "loc",
        "código de la localidad", "localidad",
    ),
    "ageb": ("ageb", "cve_ageb", "clave_ageb", "clave de ageb", "código de ageb"),
    "department": (
        "ccdd", "cod_dep", "coddep", "iddpto", "cod_dpto", "dpto_ccdgo", "código del departamento",
        "department code", "code du département",
    ),
    "province": ("ccpp", "cod_prov", "codprov", "código de la provincia", "province code"),
    "district": ("ccdi", "cod_dist", "coddist", "código del distrito", "district code"),
    "populated_centre": ("codcp", "cod_ccpp", "código de centro poblado"),
}  # fmt: skip

# Names of one level; what the level is called in each language comes from the levels themselves.
NAMES: ByLevel = {
    "state": (
        "nom_ent", "nom_agee", "nom_edo", "nombre_estado", "nombre de la entidad", "nombre entidad", "nomedo",
        "entidad federativa", "entidad_as_printed", "nom_estado", "nm_uf", "sigla_uf", "uf", "state name",
        "state_name", "nome do estado", "nom de l'état", "adm1_es", "adm1_en", "adm1_pt", "adm1_fr",
        "adm1_name", "admin1name", "admin1name_es", "admin1name_en", "entidad", "estado", "état", "state",
        "unidade da federação", "entidade federativa",
    ),
    "municipality": (
        "nom_mun", "nom_agem", "nombre_municipio", "nombre del municipio", "nombre municipio", "nommun",
        "municipio_as_printed", "municipio o alcaldía", "alcaldía", "demarcación territorial", "nm_mun",
        "mpio_cnmbr", "nom_mpio", "municipality name", "mun_name", "nome do município",
        "nom de la municipalité", "adm2_es", "adm2_en", "adm2_pt", "adm2_fr", "adm2_name", "admin2name",
        "admin2name_es", "admin2name_en", "municipio", "ayuntamiento", "commune",
    ),
    "locality": (
        "nom_loc", "nombre_localidad", "nombre de la localidad", "localidad", "poblado", "locality name",
        "adm3_es", "adm3_name",
    ),
    "ageb": ("nom_ageb", "nombre del ageb"),
    "department": (
        "nombdep", "nom_dpto", "dpto_cnmbr", "nombre del departamento", "departamento", "department name",
        "adm1_es", "adm1_en", "adm1_name", "admin1name", "admin1name_es",
    ),
    "province": (
        "nombprov", "nombre de la provincia", "provincia", "province name", "adm2_es", "adm2_en", "adm2_name",
        "admin2name", "admin2name_es",
    ),
    "district": (
        "nombdist", "nombre del distrito", "distrito", "district name", "adm3_es", "adm3_en", "adm3_name",
        "admin3name", "admin3name_es",
    ),
    "populated_centre": ("nomcp", "nomccpp", "nombre del centro poblado", "centro poblado"),
    "parish": ("parish name", "parish", "parroquia", "adm1_en", "adm1_name", "admin1name"),
}  # fmt: skip

# A name of whatever level; used when the file holds no code and no name that tells its level.
ANY_NAME: tuple[str, ...] = (
    "nomgeo", "nom_geo", "nombre geográfico", "nombre del territorio", "territory name", "nome do território",
    "nom du territoire", "shapename", "lugar", "place", "nombre", "name", "nome", "nom",
)  # fmt: skip
