"""How people write the choices of programmes and offers, in four languages."""

YES = ("sí", "si", "yes", "sim", "oui", "x", "verdadero", "true")
NO = ("no", "não", "nao", "non", "falso", "false")
NOT_KNOWN = (
    "?",
    "se desconoce",
    "no se sabe",
    "por confirmar",
    "desconocido",
    "unknown",
    "não se sabe",
    "inconnu",
)

KNOWN = {"yes": YES, "no": NO, "unknown": NOT_KNOWN}
ADMITS = {
    "yes": YES,
    "with_rule_change": (
        "con cambio de reglas",
        "con cambio de regla",
        "sí, si cambia una regla",
        "with rule change",
    ),
    "no": NO,
    "unknown": NOT_KNOWN,
}
LEVEL = {
    "federal": ("federación", "nacional", "national", "federal government", "gobierno federal"),
    "state": (
        "estatal",
        "estado",
        "state",
        "estadual",
        "entidad federativa",
        "gobierno del estado",
        "régional",
    ),
    "municipal": ("municipal", "municipio", "local", "ayuntamiento", "gobierno municipal"),
    "none": ("no gubernamental", "ong", "osc", "privado", "ngo", "non governmental"),
}
STATUS = {
    "operating": ("en operación", "operando", "vigente", "activo", "operating", "em operação", "en cours"),
    "closing": ("en cierre", "por concluir", "closing", "encerrando"),
    "announced": ("anunciado", "por iniciar", "announced", "annoncé"),
    "unknown": NOT_KNOWN,
}
SEX = {
    "all": (
        "ambos",
        "ambos sexos",
        "todos",
        "both",
        "all",
        "hombres y mujeres",
        "ambos os sexos",
        "les deux",
    ),
    "girls": ("mujer", "mujeres", "niñas", "girls", "women", "female", "femenino", "mulheres", "filles"),
    "boys": ("hombre", "hombres", "niños", "boys", "men", "male", "masculino", "homens", "garçons"),
}
STRATEGY = {
    "prevention": ("prevención", "preventiva", "prevention", "prevenção", "prévention"),
    "removal": ("retiro", "restitución", "retiro y restitución", "removal", "restauração", "retrait"),
}
MARGINAL_COST = {
    "none": ("ninguno", "sin costo", "cero", "none", "nenhum", "aucun"),
    "very_low": ("muy bajo", "very low", "muito baixo", "très faible"),
    "low": ("bajo", "low", "baixo", "faible"),
    "high": ("alto", "high", "élevé"),
    "unknown": NOT_KNOWN,
}
SHAREABLE = {
    "yes": YES,
    "aggregate": ("agregado", "solo conteos", "aggregate", "as counts only", "agregados"),
    "no": NO,
    "unknown": NOT_KNOWN,
}
EVIDENCE = {
    "claimed": ("declarado", "dicho", "claimed", "declarada"),
    "confirmed": ("confirmado", "documentado", "confirmed", "con documento"),
}
SECTOR = {
    "government": (
        "gobierno",
        "público",
        "sector público",
        "government",
        "public",
        "governo",
        "gouvernement",
    ),
    "employers": ("empleadores", "patronal", "empresarial", "employers", "empregadores", "employeurs"),
    "workers": ("trabajadores", "sindical", "sindicato", "workers", "trabalhadores", "travailleurs"),
    "civil_society": (
        "sociedad civil",
        "osc",
        "ong",
        "civil society",
        "ngo",
        "sociedade civil",
        "société civile",
    ),
    "religious": ("religioso", "religiosa", "iglesia", "religious", "church", "religieux"),
    "academia": ("academia", "universidad", "académico", "university", "universidade", "université"),
    "international": ("internacional", "organismo internacional", "international", "internationale"),
}
ACCELERATION = {
    "agriculture": ("agricultura", "agriculture"),
    "education": ("educación", "education", "educação", "éducation"),
    "youth_employment": ("empleo juvenil", "youth employment", "emprego juvenil", "emploi des jeunes"),
    "value_chains": ("cadenas de valor", "value chains", "cadeias de valor", "chaînes de valeur"),
    "migration": ("migración", "migration", "migração"),
    "indigenous": (
        "comunidades indígenas y afrodescendientes",
        "pueblos indígenas",
        "indigenous and afro-descendant communities",
        "povos indígenas",
        "peuples autochtones",
    ),
    "decentralisation": ("descentralización", "decentralisation", "descentralização", "décentralisation"),
    "information": (
        "tecnologías de la información",
        "information technologies",
        "tecnologias da informação",
        "technologies de l'information",
    ),
}
