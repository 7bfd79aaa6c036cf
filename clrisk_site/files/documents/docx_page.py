"""The page of a Word document: size, styles, running head and foot, and the fields that Word fills in."""

from typing import Any

from django.utils.translation import gettext, pgettext
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from clrisk_site.files.documents.content import Document, printable
from clrisk_site.files.documents.imprint_words import foot_words

INK, INK_2, PETROL = RGBColor(0x17, 0x28, 0x2C), RGBColor(0x4B, 0x5C, 0x60), RGBColor(0x0D, 0x4F, 0x56)
TEXT_FONT, HEADING_FONT = "Calibri", "Cambria"  # in every Word; LibreOffice has twins of the same width
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
MARGINS = Mm(20 + 24)

# name: base, size in points, bold, colour, space before, space after
_STYLES: dict[str, tuple[str, float, bool, RGBColor, int, int]] = {
    "Lead": ("Normal", 12.5, False, INK, 0, 10),
    "Eyebrow": ("Normal", 9.5, True, PETROL, 0, 2),
    "Source": ("Normal", 9, False, INK_2, 2, 10),
    "Missing": ("Normal", 10.5, False, INK_2, 2, 8),
    "Table head": ("Normal", 9.5, True, INK, 2, 2),
    "Table text": ("Normal", 9.5, False, INK, 2, 2),
    "Table note": ("Normal", 8.5, False, INK_2, 0, 2),
    "Sign": ("Normal", 9.5, False, INK_2, 26, 0),
}
_LOCALES = {"es": "es-MX", "en": "en-US", "pt": "pt-BR", "fr": "fr-FR"}


def set_page(word: WordFile, document: Document) -> None:
    """Lay out A4 with the margins of the printed plan, and its head and foot."""
    section = word.sections[0]
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG_SIDE, SHORT_SIDE
    section.top_margin, section.right_margin = Mm(24), Mm(20)
    section.bottom_margin, section.left_margin = Mm(22), Mm(24)
    section.different_first_page_header_footer = True
    running = " · ".join(
        part for part in (document.running or document.title, document.imprint.state) if part
    )
    width = Emu(section.page_width - MARGINS)
    _say(section.header.paragraphs[0], f"{document.head.issuer}\t{running}", width, after=12)
    _foot(section.footer.paragraphs[0], document, width)
    _foot(section.first_page_footer.paragraphs[0], document, width)


def set_styles(word: WordFile, language: str) -> None:
    """Set the fonts, colours and language of the styles that Word's users know by name."""
    styles = word.styles
    _set_language(styles.element, _LOCALES.get(language, language))
    normal = styles["Normal"]
    _set_font(normal, TEXT_FONT, 10.5, bold=False, colour=INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size, before in (
        ("Title", 26.0, 0),
        ("Heading 1", 19.0, 6),
        ("Heading 2", 13.0, 14),
        ("Heading 3", 11.0, 10),
    ):
        style = styles[name]
        font = TEXT_FONT if name == "Heading 3" else HEADING_FONT
        _set_font(style, font, size, bold=name != "Title", colour=INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
        _drop_border(style)
    for name, (base, size, bold, colour, before, after) in _STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _set_font(style, TEXT_FONT, size, bold=bold, colour=colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    styles["Eyebrow"].paragraph_format.keep_with_next = True
    styles["Table head"].paragraph_format.keep_with_next = True


def add_contents(word: WordFile, entries: list[tuple[int, str, str]]) -> None:
    """Add the table of contents: a field that is filled already, with links; on update Word adds the pages.

    Parameters
    ----------
    entries : list of (level, text, bookmark)
        The headings in their order.
    """
    word.add_paragraph(gettext("Contents"), style="Heading 2")
    first = True
    for level, text, bookmark in entries:
        line = word.add_paragraph(style="Normal")
        line.paragraph_format.left_indent = Mm(6 * (level - 1))
        line.paragraph_format.space_after = Pt(2)
        if first:
            _begin_field(line, 'TOC \\o "1-2" \\h \\z')
            first = False
        line._p.append(_linked(text, bookmark))
    if not first:
        _end_field(line)


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Mark a heading so that the contents lead to it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def _foot(paragraph: WordParagraph, document: Document, width: Emu) -> None:
    _say(paragraph, f"{foot_words(document.imprint)}\t", width)
    _add_field(paragraph, "PAGE")
    paragraph.add_run(f" {pgettext('page 2 of 9', 'of')} ")
    _add_field(paragraph, "NUMPAGES")
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), INK_2


def _say(paragraph: WordParagraph, text: str, width: Emu, *, after: int = 0) -> None:
    paragraph.text = printable(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.space_after = Pt(after)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), INK_2


def _set_font(style: Any, name: str, size: float, *, bold: bool, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.bold = name, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _drop_border(style: Any) -> None:
    """Take away the line that Word's own title style draws below itself."""
    border = style.element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _set_language(styles: Any, locale: str) -> None:
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(_small())
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _small() -> Any:
    look, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
    size.set(qn("w:val"), "17")
    look.append(size)
    return look


def _begin_field(paragraph: WordParagraph, instruction: str) -> None:
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = instruction
    for part in (_field_mark("begin"), code, _field_mark("separate")):
        run = OxmlElement("w:r")
        run.append(part)
        paragraph._p.append(run)


def _end_field(paragraph: WordParagraph) -> None:
    run = OxmlElement("w:r")
    run.append(_field_mark("end"))
    paragraph._p.append(run)


def _field_mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _linked(text: str, target: str) -> Any:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), target)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = printable(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    link.append(run)
    return link
