"""What is said about a file that cannot be read, and about cells that cannot be: one template per code.

The reading process answers with codes and plain parameters only, so nothing it says reaches a page as a
template.
"""

from collections.abc import Collection, Mapping

from clrisk_site.figures.message import N_, Message

PERSONS = "persons"
"""The code of the refusal that leaves nothing of a file, not even for another try."""
PERSONS_UNREAD = "persons_unread"
"""The same, of a sheet or part of a workbook that was not the one to be read."""

REFUSALS: Mapping[str, str] = {
    "empty": N_("The file «%(file)s» is empty. Save the table again and upload the new file."),
    "too_large": N_(
        "The file «%(file)s» is larger than %(limit)s MB. Remove sheets or columns that are not "
        "needed, or split it."
    ),
    "not_a_table": N_(
        "The file «%(file)s» is %(what)s, not a spreadsheet. Save the table as .xlsx or .csv and upload that."
    ),
    "binary": N_(
        "The file «%(file)s» is not a spreadsheet or a text table. Save the table as .xlsx or .csv."
    ),
    "save_as_xlsx": N_(
        "The file «%(file)s» is %(what)s, which is not read here. Open it and save it as .xlsx, "
        "then upload that."
    ),
    "save_as_geojson": N_(
        "The file «%(file)s» is %(what)s, which is not read here. Export the map as GeoJSON in "
        "WGS84 (EPSG:4326)."
    ),
    "password": N_(
        "The file «%(file)s» is protected by a password. Open it, remove the password, save it "
        "and upload it again."
    ),
    "zip_damaged": N_(
        "The file «%(file)s» is damaged or was not sent whole. Save it again and upload the new file."
    ),
    "zip_unsafe": N_(
        "The file «%(file)s» holds parts that no spreadsheet has (%(part)s). "
        "Open it in a spreadsheet program and save it again as .xlsx."
    ),
    "zip_bomb": N_(
        "The file «%(file)s» would unpack to more than %(limit)s MB. Remove sheets that are not "
        "needed, or split it."
    ),
    "zip_ratio": N_(
        "Part %(part)s of the file «%(file)s» is packed too tightly to be a table. "
        "Save only the cells with data as a new .xlsx file."
    ),
    "zip_entries": N_(
        "The file «%(file)s» has more than %(limit)s parts. Save only the needed sheet as a new .xlsx file."
    ),
    "dtd": N_(
        "The file «%(file)s» declares a document type (DTD), which is not allowed. "
        "Open it in a spreadsheet program and save it again as .xlsx."
    ),
    PERSONS: N_(
        "The file «%(file)s» looks like a list of persons, so nothing of it was kept. "
        "The columns that say so: %(columns)s. Count the persons per area and upload the counts."
    ),
    PERSONS_UNREAD: N_(
        "The part %(part)s of the file «%(file)s» looks like a list of persons, so nothing of it was kept. "
        "The columns that say so: %(columns)s. Remove that part, or count the persons per area."
    ),
    "not_a_workbook": N_(
        "The file «%(file)s» is not a valid workbook. Open it in a spreadsheet program and save "
        "it again as .xlsx."
    ),
    "no_sheet": N_("The file «%(file)s» has no sheet called «%(sheet)s». Choose one of: %(sheets)s."),
    "no_rows": N_(
        "Sheet «%(sheet)s» of «%(file)s» has no rows below the header. Choose another sheet or header row."
    ),
    "no_rows_text": N_("The file «%(file)s» has no rows below the header. Choose another header row."),
    "header_row": N_(
        "Row %(row)s of «%(file)s» cannot be the header: the table ends before it, or the row is blank."
    ),
    "too_many_rows": N_(
        "The file «%(file)s» has more than %(limit)s rows. Remove rows without data, or split the file."
    ),
    "too_many_columns": N_(
        "The file «%(file)s» has more than %(limit)s columns. Keep only the columns that are needed."
    ),
    "unclosed_quote": N_(
        "A quotation mark opened in row %(row)s of «%(file)s» is never closed. Close or remove "
        "it in that row."
    ),
    "too_many_errors": N_(
        "More than %(limit)s rows or cells of «%(file)s» cannot be read; the first is in row %(row)s. "
        "Open the file, save it again and upload it."
    ),
    "undecodable": N_("The letters of «%(file)s» cannot be read as %(encoding)s. Choose another encoding."),
    "not_geojson": N_(
        "The file «%(file)s» is JSON but not GeoJSON: %(what)s. Export the map as a GeoJSON "
        "FeatureCollection."
    ),
    "json_broken": N_(
        "The file «%(file)s» is not valid JSON (line %(line)s). Export the map again and upload it."
    ),
    "json_deep": N_(
        "The file «%(file)s» is nested too deeply. Export the map as a plain GeoJSON FeatureCollection."
    ),
    "json_repeated": N_("An object in «%(file)s» holds the key «%(key)s» twice. Export the map again."),
    "mixed_crs": N_(
        "The shapes of «%(file)s» are in different coordinate systems (%(crs)s). "
        "Export the map in one system, such as WGS84 (EPSG:4326)."
    ),
    "unknown_crs": N_(
        "The coordinate system %(crs)s, chosen for «%(file)s», is not known. "
        "Write its EPSG number, such as EPSG:32614."
    ),
    "nowhere": N_(
        "In the coordinate system %(crs)s the numbers of «%(file)s» lie nowhere near the place. "
        "Export the map in WGS84 (EPSG:4326) and upload it again."
    ),
    "elsewhere": N_(
        "The map «%(file)s» lies around longitude %(longitude)s and latitude %(latitude)s, "
        "far from the place. Check that it is the right file."
    ),
    "shapefile_alone": N_(
        "The file «%(file)s» is one part of a shapefile. "
        "Put its .shp, .shx, .dbf and .prj into one .zip file and upload that."
    ),
    "shapefile_part": N_(
        "The shapefile in «%(file)s» lacks its part %(part)s. "
        "Put .shp, .shx, .dbf and .prj with the same name into one .zip file."
    ),
    "shapefile_damaged": N_(
        "The part %(part)s of the shapefile in «%(file)s» is damaged or is something else. "
        "Export the map again and upload it."
    ),
    "shapefile_rows": N_(
        "The shapefile in «%(file)s» has %(shapes)s shapes but %(rows)s rows. "
        "Its parts come from different files; export the map again."
    ),
    "asks_sheet": N_("The file «%(file)s» holds several maps: %(sheets)s. Choose one of them."),
    "asks_crs": N_(
        "The file «%(file)s» does not say which coordinate system it uses. Choose it: %(systems)s."
    ),
    "asks_swap": N_(
        "Longitude and latitude look swapped in «%(file)s». Look at where it lies and confirm the swap."
    ),
    "too_many_features": N_("The file «%(file)s» has more than %(limit)s shapes. Split it or simplify it."),
    "too_many_vertices": N_(
        "The shapes of «%(file)s» have more than %(limit)s points. Simplify the map and upload it again."
    ),
    "feature_vertices": N_(
        "Shape %(row)s of «%(file)s» has more than %(limit)s points. Simplify it and upload it again."
    ),
    "survey_columns": N_(
        "The columns of «%(file)s» are not those that were chosen. Send the file whose header was read."
    ),
    "survey_row": N_(
        "Row %(row)s of «%(file)s» cannot be read. Correct it or remove it, then send the file again."
    ),
    "survey_number": N_(
        "Row %(row)s of «%(file)s» has no number in the column %(column)s. "
        "Correct it or choose another column."
    ),
    "survey_decimals": N_(
        "The column %(column)s of «%(file)s» could mean decimals or thousands. "
        "Write its numbers with a decimal point and no separator of thousands."
    ),
    "survey_weight_missing": N_(
        "Row %(row)s of «%(file)s» has no weight. A missing weight is not zero: fill it in or choose another "
        "column."
    ),
    "survey_weight_invalid": N_(
        "The weight in row %(row)s of «%(file)s» is negative or infinite. Choose the column of the expansion "
        "factors."
    ),
    "survey_design_missing": N_(
        "Row %(row)s of «%(file)s» has no stratum or no sampling unit. Fill it in, or choose no such column."
    ),
    "survey_one_unit": N_(
        "All records of «%(file)s» come from one sampling unit. "
        "No interval follows from one unit: choose another column."
    ),
    "survey_empty": N_(
        "No record of «%(file)s» has the chosen ages, an answer and a weight. Check columns and codes."
    ),
    "survey_no_code": N_(
        "No record of «%(file)s» has the code %(codes)s in the column %(column)s. "
        "Correct the code or choose another column."
    ),
    "survey_many_codes": N_(
        "The column «%(column)s» has more than %(limit)s different values or long texts. "
        "Write its groups yourself, one per line."
    ),
    "tables_missing": N_(
        "The file «%(file)s» holds none of the tables that are read here (%(wanted)s). "
        "Check that it is the right file."
    ),
    "table_twice": N_(
        "The file «%(file)s» holds the table «%(table)s» twice. Remove one of them and upload it again."
    ),
    "tables_expected": N_(
        "The file «%(file)s» is neither a workbook (.xlsx) nor a ZIP of CSV tables. Upload one of these."
    ),
    "ended": N_(
        "Reading «%(file)s» needed more memory or time than is allowed, so it was stopped. "
        "Keep only the sheet and the cells with data, save as a new file and upload it."
    ),
}

PROBLEMS: Mapping[str, str] = {
    "left_behind_personal": N_(
        "Columns about persons and addresses were not read. Nothing of them is stored: %(columns)s."
    ),
    "left_behind_unused": N_("Columns that this kind of file does not need were not read: %(columns)s."),
    "short_row": N_(
        "Cells in the row: %(found)s; in the header: %(expected)s. The missing cells were read as blank."
    ),
    "long_row": N_(
        "Cells in the row: %(found)s; in the header: %(expected)s. Put quotation marks around text "
        "that holds the separator."
    ),
    "nul": N_("The cell holds a NUL character, which no table may hold. Type it again."),
    "long_cell": N_("The cell holds more than %(limit)s characters. Shorten it."),
    "undecodable": N_(
        "The cell holds a letter that could not be read (�). Choose another encoding or type it again."
    ),
    "formula": N_(
        "Formula without value. Open the file in a spreadsheet program, save it and upload it again."
    ),
    "error_cell": N_("The cell holds an error of the spreadsheet. Correct the formula or clear the cell."),
    "totals": N_(
        "This row adds up the others, so it was left out. Change the last row if it is not a total."
    ),
    "totals_inside": N_("This row adds up others. Remove it if it is a total."),
    "notes": N_("From this row on there are notes below the table; they were left out (rows: %(rows)s)."),
    "hidden_rows": N_(
        "The sheet hides rows (%(rows)s). They were read too; remove those that do not belong."
    ),
    "filtered_rows": N_(
        "A filter hides rows of the sheet (%(rows)s). They were read too; remove those that do not belong."
    ),
    "hidden_columns": N_("The sheet hides columns (%(columns)s). They were read too."),
    "two_headers": N_("The header has %(rows)s rows; their texts were joined."),
    "totals_many": N_(
        "%(count)s rows are called «Total»; this is the first. Remove them if they add up others."
    ),
    "mojibake": N_(
        "Accents look broken, as in «%(example)s». The file was probably saved twice in UTF-8. "
        "It can be repaired in step 2."
    ),
    "repaired": N_("The file was saved twice in UTF-8 and was repaired as you asked (cells: %(count)s)."),
    "not_repaired": N_("The accents of this cell look broken and could not be repaired. Type it again."),
    "literals": N_(
        "Formulas that only spell a text, such as =CONCATENAR(0,01), were read as that text "
        "(cells: %(count)s)."
    ),
    "merged_down": N_(
        "A cell merged over %(rows)s rows has its value in the first only. "
        "Fill in the others if it holds for all."
    ),
    "ring_open": N_("The outline is not closed. Its first and last point must be the same."),
    "ring_short": N_("An outline needs at least four points."),
    "no_geometry": N_("The shape is empty. Draw it or remove the row."),
    "bad_coordinate": N_("The shape holds a coordinate that is not a number."),
    "swapped": N_("Longitude and latitude look swapped. GeoJSON wants longitude first."),
    "out_of_range": N_(
        "A coordinate lies outside the globe, as projected metres do. Export the map in WGS84 (EPSG:4326)."
    ),
    "bad_shape": N_("The shape cannot be read as %(type)s. Draw it again."),
    "mended": N_("The outline crosses itself and was mended; its area changed by %(percent)s %%."),
    "unmendable": N_(
        "The outline crosses itself, or its parts do not fit. "
        "Mending would change its area by %(percent)s %%. "
        "Only changes up to 1 %% are made, so please redraw it."
    ),
    "unmendable_area": N_("The outline crosses itself and encloses no clear area. Please redraw it."),
}

UNTOLD = "…"
"""Stands where a text of a file would tell of somebody."""

WHAT: Mapping[str, str] = {
    "html": N_("a web page"),
    "pdf": N_("a PDF document"),
    "program": N_("a program"),
    "image": N_("an image"),
    "zip": N_("a packed archive"),
    "word": N_("a text document"),
    "ole": N_("an old Office document without sheets"),
    "xlsb": N_("a binary workbook (.xlsb)"),
    "spreadsheetml": N_("an XML workbook of 2003"),
    "xml": N_("an XML document"),
    "vrt": N_("a GDAL virtual file (VRT)"),
    "gml": N_("a GML map"),
    "kml": N_("a KML map"),
    "kmz": N_("a KMZ map"),
    "shapefile": N_("a shapefile"),
    "stata": N_("a Stata file"),
    "sqlite": N_("a database (SQLite)"),
    "json": N_("a JSON file without shapes"),
    "media": N_("a sound or film"),
    "no_collection": N_("it has no FeatureCollection"),
    "no_features": N_("it has no list of features"),
    "no_type": N_("one of its features has no type"),
}


class RefusedError(Exception):
    """Raised while reading, with a code of `REFUSALS` and plain parameters."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def without_quotations(
    params: Mapping[str, str | int], *, keeping: Collection[str] = ()
) -> dict[str, str | int]:
    """Return what a refusal says in numbers and in words of our own; texts of the file become "…".

    Examples
    --------
    >>> without_quotations({"row": 3, "what": "pdf", "key": "Ana López"})
    {'row': 3, 'what': 'pdf', 'key': '…'}
    """
    return {
        name: value
        if isinstance(value, int) or name in keeping or (name == "what" and value in WHAT)
        else UNTOLD
        for name, value in params.items()
    }


def refusal_message(code: str, params: Mapping[str, object]) -> Message:
    """Return the sentence of a refusal; an unknown code or missing parameter gives the general one."""
    template = REFUSALS.get(code)
    values = dict(params)
    if isinstance(values.get("what"), str) and values["what"] in WHAT:
        values["what"] = Message(WHAT[str(values["what"])])
    message = Message(template or REFUSALS["ended"], values)
    return (
        message
        if template and _complete(message)
        else Message(REFUSALS["ended"], {"file": values.get("file", "")})
    )


def problem_message(code: str, params: Mapping[str, object]) -> Message:
    """Return the sentence of a problem in a row."""
    message = Message(PROBLEMS.get(code, PROBLEMS["undecodable"]), params)
    return message if _complete(message) else Message(PROBLEMS["undecodable"])


def _complete(message: Message) -> bool:
    try:
        str(message)
    except (KeyError, ValueError, TypeError):
        return False
    return True
