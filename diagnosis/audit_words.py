"""What the history calls the records of the diagnosis."""

from django.utils.translation import gettext_lazy as _

from clrisk_site.people.audit_words import Coded, Kind, Sentence, Thing
from clrisk_site.people.permissions import Permission
from diagnosis.models import Availability, DataLevel

THINGS = {
    "diagnosis.proxy": Thing(
        _("proxy of a factor"),
        Permission.VIEW_DIAGNOSIS,
        {
            "release": _("Release"),
            "indicator": _("Indicator"),
            "direction": _("Direction"),
            "fit": _("Fit"),
            "in_use": _("In use"),
        },
    ),
    "diagnosis.definitionsheet": Thing(
        _("definition of child labour"),
        Permission.VIEW_DIAGNOSIS,
        {
            "preset": _("Published definition it began with"),
            "notes": _("Which data exist, or what is missing"),
            **{level.value: level.label for level in DataLevel},
        },
        {
            level.value: Coded("diagnosis.definitionelement", dict(Availability.choices))
            for level in DataLevel
        },
    ),
    "diagnosis.statisticalsource": Thing(_("statistical source"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.inference": Thing(_("inferred value"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.need": Thing(_("number of children concerned"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.zone": Thing(
        _("zone"), Permission.VIEW_DIAGNOSIS, {"areas": _("Areas"), "status": _("State of the zone")}
    ),
    "diagnosis.zonechange": Thing(
        _("line of the trail of zones"),
        Permission.VIEW_DIAGNOSIS,
        {"letters": _("Zones"), "areas": _("Areas"), "kind": _("What changed")},
    ),
    "diagnosis.analysisresult": Thing(
        _("result of an analysis"),
        Permission.VIEW_DIAGNOSIS,
        {
            "technique": _("Technique"),
            "outcome": _("Outcome"),
            "definition": _("Definition in force"),
            "title": _("Name of the analysis"),
            "source": _("Who published the data"),
            "year": _("Year of the data"),
            "sha256": _("Fingerprint of the data"),
            "seed": _("Seed of the random numbers"),
            "software": _("Computed with"),
        },
    ),
    "diagnosis.survey": Thing(
        _("reading of a survey"),
        Permission.VIEW_DIAGNOSIS,
        {
            "definition": _("Definition in force"),
            "title": _("Name of the survey"),
            "source": _("Who published it"),
            "year": _("Year of the data"),
            "file_name": _("File"),
            "sha256": _("Fingerprint of the file"),
            "rows": _("Records read"),
            "software": _("Computed with"),
        },
    ),
    "diagnosis.informationrequest": Thing(
        _("information request"),
        Permission.VIEW_DIAGNOSIS,
        {"shared_with": _("Municipalities that may read it")},
    ),
    "diagnosis.requestreminder": Thing(
        _("reminder of a request"), Permission.VIEW_DIAGNOSIS, {"request": _("Request")}
    ),
    "diagnosis.factorweight": Thing(_("importance of a factor"), Permission.VIEW_DIAGNOSIS),
    "diagnosis.localvariable": Thing(
        _("local variable"), Permission.VIEW_DIAGNOSIS, {"categories": _("Categories")}
    ),
    "diagnosis.recode": Thing(
        _("recode"), Permission.VIEW_DIAGNOSIS, {"variable": _("Variable"), "mapping": _("Codes")}
    ),
    "diagnosis.crosswalk": Thing(
        _("crosswalk"),
        Permission.VIEW_DIAGNOSIS,
        {
            "model": _("Risk model"),
            "source": _("Local data"),
            "year": _("Year"),
            "mapping": _("Same categories"),
            "same_ages": _("Same ages"),
        },
    ),
    "diagnosis.inclusionchoice": Thing(
        _("decision on a topic"), Permission.VIEW_DIAGNOSIS, {"topic": _("Topic")}
    ),
}
ACTIONS: dict[str, Sentence] = {
    "definitionsheet.availability": Sentence(_("%(who)s changed what data exist for %(what)s.")),
    "informationrequest.send": Sentence(_("%(who)s recorded that %(what)s was sent.")),
    "informationrequest.answer": Sentence(_("%(who)s recorded what came back to %(what)s.")),
    "informationrequest.share": Sentence(_("%(who)s changed who may read %(what)s.")),
    "informationrequest.receive": Sentence(
        _("%(who)s, of another municipality, shared %(what)s with this one.")
    ),
    "informationrequest.withdraw": Sentence(
        _("%(who)s, of another municipality, no longer shares %(what)s with this one.")
    ),
    "informationrequest.tell": Sentence(_("The team was told that %(what)s waits."), Kind.UPKEEP),
    "children.estimate": Sentence(_("%(who)s estimated the children of areas that nobody counted.")),
    "children.remove": Sentence(_("%(who)s took back the estimates of the children of areas.")),
    "analysisresult.rerun": Sentence(_("%(who)s computed %(what)s again: all digits agreed"), Kind.FILES),
    "analysisresult.differs": Sentence(_("%(who)s computed %(what)s again: digits differed"), Kind.FILES),
    "survey.rerun": Sentence(_("%(who)s computed %(what)s again: all digits agreed"), Kind.FILES),
    "survey.differs": Sentence(_("%(who)s computed %(what)s again: digits differed"), Kind.FILES),
}
PAGES = {
    "analysis": _("Analysis log"),
    "area-changes": _("Change by area"),
    "characterisation": _("Characterisation report"),
    "children": _("Index by area"),
    "codebook": _("Codebook"),
    "crosswalk": _("Crosswalk"),
    "crosswalks": _("Crosswalks"),
    "inclusion": _("Codebook"),
    "recode": _("Codebook"),
    "validation": _("Validation"),
    "variable": _("Codebook"),
    "data-source": _("Sources by level"),
    "data-sources": _("Sources by level"),
    "index": _("Index by area"),
    "inference": _("Inferred values"),
    "inferences": _("Inferred values"),
    "definition": _("Working definition"),
    "diagnosis": _("Local diagnosis"),
    "facilities": _("Services per area"),
    "factor": _("Associated factors"),
    "factors": _("Associated factors"),
    "factsheet": _("Factsheets"),
    "factsheets": _("Factsheets"),
    "need": _("Children concerned"),
    "needs": _("Children concerned"),
    "profile": _("Profile"),
    "proxies": _("Proxies of the factors"),
    "proxy": _("Proxies of the factors"),
    "request": _("Information requests"),
    "requests": _("Information requests"),
    "result": _("Analysis log"),
    "results": _("Analysis log"),
    "schools": _("Schools"),
    "small-survey": _("When the survey is too small"),
    "survey": _("Survey"),
    "surveys": _("Surveys"),
    "zone": _("Priority zones"),
    "zones": _("Priority zones"),
}
