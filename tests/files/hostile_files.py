"""Files that people attach, honest and hostile, each made here from a few bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
PICTURE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
CANARY_PLACE = b"canary place"


def pdf(*objects: bytes, trailer: bytes = b"", behind: bytes = b"") -> bytes:
    """A PDF of one empty page, with further objects."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        *objects,
    ]
    out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        trailer,
        start,
    )
    return out + behind


def packed(inside: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
    """An object stream that holds these objects packed."""
    body = zlib.compress(inside)
    return b"<< /Type /ObjStm /N 1 /First 4 /Length %d %s >>\nstream\n%s\nendstream" % (
        len(body),
        extra,
        body,
    )


def signed_pdf() -> bytes:
    """A PDF with a signature and a link, as an agreement that was signed on a screen."""
    signature = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents <00ff> >>"
    link = b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>"
    return pdf(signature, link, packed(b"9 0 << /Type /Annot >>"))


def image(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(target, format=kind, **options)
    return target.getvalue()


def photograph() -> bytes:
    """A photograph on its side that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = CANARY_PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 45.0, 11.0)})
    return image(exif=exif.tobytes(), comment=CANARY_PLACE)


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some hundred bytes that says it is as large as a field."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return target.getvalue()


def word(
    parts: Mapping[str, bytes] | None = None, *, main: str = MAIN, links: str = "", types: str = ""
) -> bytes:
    """A Word file of one empty page, with further parts, and links of the document."""
    content_types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
    )
    relations = (
        '<?xml version="1.0"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>"
    )
    return archive(
        {
            "[Content_Types].xml": content_types.encode(),
            "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="x"/>',
            "word/_rels/document.xml.rels": relations.encode(),
            **(parts or {}),
        }
    )


def fields(*pieces: str, tag: str = "w:instrText") -> bytes:
    """A text with one field; its instruction comes in these pieces, "{" and "}" open and close fields."""
    signs = {"{": '<w:fldChar w:fldCharType="begin"/>', "}": '<w:fldChar w:fldCharType="end"/>'}
    runs = "".join(f"<w:r>{signs.get(piece) or f'<{tag}>{piece}</{tag}>'}</w:r>" for piece in pieces)
    return f'<?xml version="1.0"?><w:document xmlns:w="x"><w:p>{runs}</w:p></w:document>'.encode()


def simple_field(instruction: str) -> bytes:
    return f'<?xml version="1.0"?><w:ftr xmlns:w="x"><w:fldSimple w:instr="{instruction}"/></w:ftr>'.encode()


def link(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r1" Type="{kind}" Target="{target}"{mode}/>'


def truncated(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<Types>&b;</Types>"
)
LATE_DOCTYPE = b"<!--" + b" " * 5000 + b"-->" + BILLION_LAUGHS.removeprefix(b'<?xml version="1.0"?>')
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 200
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"

GOOD: dict[str, tuple[str, bytes]] = {
    "pdf": ("convenio.pdf", pdf()),
    "signed pdf": ("Convenio firmado (2026).PDF", signed_pdf()),
    "jpg": ("foto.jpeg", photograph()),
    "png": ("acta.png", image("PNG")),
    "word": ("minuta.docx", word(links=link(HYPERLINK, "https://example.org"))),
    "word with plain fields": (
        "indice.docx",
        word(
            {
                "word/document.xml": fields("{", ' TOC \\o "1-3" ', "{", " PAGEREF _a ", "}", "}"),
                "word/footer1.xml": simple_field(" PAGE "),
            }
        ),
    ),
}

# Name, bytes, and words of the answer.
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.pdf", b"", "está vacío"),
    "program": ("a.exe", PROGRAM, "un programa para Windows"),
    "disguised program": ("convenio.pdf", PROGRAM, "un programa para Windows"),
    "disguised unix program": ("convenio.pdf", b"\x7fELF" + b"\0" * 90, "un programa"),
    "script": ("convenio.pdf", b"#!/bin/sh\nrm -rf /\n", "un programa"),
    "svg": ("dibujo.svg", SVG, "puede llevar un programa"),
    "svg called png": ("dibujo.png", SVG, "puede llevar un programa"),
    "html": ("pagina.html", HTML, "puede llevar un programa"),
    "html called pdf": ("convenio.pdf", HTML, "puede llevar un programa"),
    "gif": ("a.gif", image("GIF"), "una imagen GIF"),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 90, "HEIC"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "de Office antiguo"),
    "unknown": ("a.pdf", b"hola, esto es un texto", "que aquí no se conoce"),
    "png called pdf": ("acta.pdf", image("PNG"), "se llama PDF, pero su contenido es PNG"),
    "pdf called docx": ("acta.docx", pdf(), "se llama DOCX, pero su contenido es PDF"),
    "double ending": ("acta.pdf.exe", pdf(), "no termina como un archivo que se acepta"),
    "double ending inside": ("acta.exe.pdf", pdf(), "dos terminaciones"),
    "without ending": ("acta", pdf(), "no termina como un archivo que se acepta"),
    "ending after a NUL": ("acta.exe\0.pdf", pdf(), "dos terminaciones"),
    "ending turned around": ("acta\u202efdp.exe", pdf(), "no termina como un archivo que se acepta"),
    "truncated pdf": ("a.pdf", truncated(pdf()), "dañado o cortado"),
    "pdf with a tail": ("a.pdf", pdf(behind=PROGRAM), "dañado o cortado"),
    "pdf and zip": ("a.pdf", pdf() + archive({"a.txt": b"x"}), "otro archivo escondido"),
    "pdf and html": ("a.pdf", HTML + pdf(), "puede llevar un programa"),
    "pdf with password": ("a.pdf", pdf(trailer=b"/Encrypt 4 0 R"), "contraseña"),
    "pdf with script": ("a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "JavaScript"),
    "pdf with masked script": ("a.pdf", pdf(b"<< /S /J#61va#53cript /JS (x) >>"), "JavaScript"),
    "pdf with packed script": ("a.pdf", pdf(packed(b"9 0 << /S /JavaScript /JS (x) >>")), "JavaScript"),
    "pdf with twice packed script": (
        "a.pdf",
        pdf(packed(b"9 0 << >>", b"/Filter [/ASCIIHexDecode /FlateDecode]")),
        "de manera poco común",
    ),
    "pdf that starts a program": ("a.pdf", pdf(b"<< /S /Launch /F (calc.exe) >>"), "iniciar un programa"),
    "pdf with a file inside": ("a.pdf", pdf(b"<< /Type /EmbeddedFile /Length 0 >>"), "otro archivo"),
    "pdf that sends data": ("a.pdf", pdf(b"<< /S /SubmitForm /F (http://127.0.0.1/) >>"), "enviar datos"),
    "pdf bomb": (
        "a.pdf",
        pdf(*[packed(b"\0" * 60_000_000) for _ in range(4)]),
        "de manera poco común",
    ),
    "truncated jpg": ("a.jpg", truncated(image(size=(900, 900))), ""),
    "truncated png": ("a.png", truncated(image("PNG", size=(900, 900))), "dañad"),
    "huge png": ("a.png", huge_png(), "millones de píxeles"),
    "jpg and zip": ("a.jpg", image() + archive({"a.txt": b"x"}), "otro archivo escondido"),
    "zip": ("a.zip", archive({"a.txt": b"x"}), "no un archivo de Word"),
    "zip called docx": ("a.docx", archive({"a.txt": b"x"}), "no un archivo de Word"),
    "workbook called docx": ("a.docx", archive({"xl/workbook.xml": b"<x/>"}), "no un archivo de Word"),
    "word with macros": ("a.docx", word({"word/vbaProject.bin": b"x"}), "macros"),
    "word of the kind with macros": ("a.docx", word(main=MACROS), "macros"),
    "word with a file inside": ("a.docx", word({"word/embeddings/oleObject1.bin": b"x"}), "macros"),
    "word with a program inside": ("a.docx", word({"word/media/a.exe": PROGRAM}), "poco segura"),
    "word with a far template": (
        "a.docx",
        word(links=link(TEMPLATE, "http://127.0.0.1:9/t.dotm")),
        "de otro lugar",
    ),
    "word with a far picture": (
        "a.docx",
        word(links=link(PICTURE, "http://127.0.0.1:9/p.png")),
        "de otro lugar",
    ),
    "word that starts a program": (
        "a.docx",
        word({"word/document.xml": fields("{", r' DDEAUTO c:\\windows\\cmd.exe "/k x" ', "}")}),
        "inicia un programa",
    ),
    "word with an order in pieces": (
        "a.docx",
        word({"word/header1.xml": fields("{", " d", "De", "auto c:", "}")}),
        "inicia un programa",
    ),
    "word with an order that a field writes": (
        "a.docx",
        word({"word/document.xml": fields("{", "{", "QUOTE 68 68 69", "}", " c:", "}")}),
        "inicia un programa",
    ),
    "word with half an order that a field writes": (
        "a.docx",
        word({"word/document.xml": fields("{", "DD", "{", "QUOTE 69", "}", " c:", "}")}),
        "inicia un programa",
    ),
    "word with an order inside another": (
        "a.docx",
        word({"word/document.xml": fields("{", "IF 1=1 ", "{", "DDE c:", "}", "}")}),
        "inicia un programa",
    ),
    "word with an order in UTF-16": (
        "a.docx",
        word(
            {
                "word/footer1.bin": simple_field("DDE c:")
                .decode()
                .replace(' version="1.0"?', ' version="1.0" encoding="UTF-16"?')
                .encode("utf-16")
            }
        ),
        "inicia un programa",
    ),
    "word that fetches text": (
        "a.docx",
        word({"word/footer1.xml": simple_field("INCLUDETEXT http://127.0.0.1/a.docx")}),
        "inicia un programa",
    ),
    "word that fetches a picture": (
        "a.docx",
        word({"word/document.xml": fields("{", "INCLUDEPICTURE http://127.0.0.1/a.png", "}")}),
        "inicia un programa",
    ),
    "word with a telling photograph": (
        "a.docx",
        word({"word/media/a.tiff": image("TIFF")}),
        "no es JPG ni PNG",
    ),
    "word with a broken photograph": (
        "a.docx",
        word({"word/media/a.jpg": b"\xff\xd8\xff" + b"x" * 50}),
        "una imagen que no se puede leer",
    ),
    "word with entities": ("a.docx", word({"[Content_Types].xml": BILLION_LAUGHS}), "poco segura"),
    "word with late entities": ("a.docx", word({"[Content_Types].xml": LATE_DOCTYPE}), "poco segura"),
    "word bomb": ("a.docx", word({"word/media/a.bin": b"\0" * 60_000_000}), "más de lo permitido"),
    "word of many parts": (
        "a.docx",
        word({f"word/media/{number}.bin": b"" for number in range(2_100)}),
        "más de lo permitido",
    ),
    "word that leads out": ("a.docx", word({"../../etc/cron.d/x": b"x"}), "poco segura"),
    "truncated word": ("a.docx", truncated(word({"word/media/a.bin": bytes(range(256)) * 20})), "dañado"),
}
