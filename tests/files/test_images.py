"""Images that people send: written anew, or refused in words before they cost anything."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from clrisk_site.files.images import ImageRefused, reencode

pytestmark = pytest.mark.one_database


def image_file(
    size: tuple[int, int] = (40, 20), kind: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 0).save(target, format=kind, **options)
    return target.getvalue()


def located_photo(size: tuple[int, int] = (40, 20)) -> bytes:
    """Return a photograph that lies on its side and says where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CanaryCamera"
    exif.get_ifd(0x8825)[1] = "N"
    return image_file(size, exif=exif.tobytes(), comment=b"canary comment", icc_profile=b"canary profile")


def declared_png(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is this large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_photograph_is_turned_upright_and_says_nothing_of_its_origin() -> None:
    made = reencode(located_photo(), longest_side=4000)
    assert (made.width, made.height, made.media_type) == (20, 40, "image/jpeg")
    with Image.open(io.BytesIO(made.content)) as opened:
        assert not opened.getexif()
        assert not {"exif", "icc_profile", "comment"} & set(opened.info)
    assert b"anary" not in made.content


def test_the_texts_of_a_png_and_what_hides_behind_it_go() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "canary author")
    sent = image_file(kind="PNG", mode="RGBA", pnginfo=said) + b"PK\x03\x04 canary archive"
    made = reencode(sent, longest_side=4000)
    assert (made.media_type, made.extension) == ("image/png", "png")
    assert b"anary" not in made.content


def test_a_large_image_is_made_smaller_and_a_small_one_stays() -> None:
    assert max(reencode(image_file((900, 300)), longest_side=300).width, 1) == 300
    assert reencode(image_file((90, 30), "PNG"), longest_side=300).width == 90


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_store_pixels_is_read(mode: str) -> None:
    assert reencode(image_file(kind="PNG", mode=mode), longest_side=100).width == 40


def test_an_image_for_printing_is_read() -> None:
    assert reencode(image_file(mode="CMYK"), longest_side=100).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program called emblem.png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><img src='http://127.0.0.1/'></html>",
        b"%PDF-1.7",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        image_file(kind="GIF", mode="P"),
        image_file(kind="TIFF"),
        image_file(kind="BMP"),
    ],
)
def test_what_is_no_png_or_jpeg_is_refused_by_its_content(content: bytes) -> None:
    with pytest.raises(ImageRefused, match="not an image in PNG or JPG"):
        reencode(content, longest_side=600)


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 9_000), (40_000_001, 1)])
def test_an_image_made_to_fill_the_memory_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(ImageRefused, match="40 million pixels"):
        reencode(declared_png(*size), longest_side=600)


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    sent = image_file((200, 200), progressive=True)
    scan = sent.index(b"\xff\xda")
    with pytest.raises(ImageRefused, match="unusual way"):
        reencode(sent[:scan] + sent[scan : scan + 20] * 100 + sent[scan:], longest_side=600)


@pytest.mark.parametrize("tolerant", [False, True])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_image_is_refused_wherever_it_is_cut(
    kind: str, tolerant: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", tolerant)  # as WeasyPrint sets it for everyone
    noise = Image.effect_noise((120, 120), 80).convert("RGB")
    target = io.BytesIO()
    noise.save(target, format=kind)
    sent = target.getvalue()
    for share in range(5, 90, 5):
        with pytest.raises(ImageRefused):
            reencode(sent[: len(sent) * share // 100], longest_side=600)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is tolerant


def test_flipped_bytes_are_answered_or_read_but_never_crash() -> None:
    sent = bytearray(image_file((64, 64), "PNG"))
    for position in range(8, len(sent)):
        broken = bytes(sent[:position]) + bytes([sent[position] ^ 0xFF]) + bytes(sent[position + 1 :])
        try:
            reencode(broken, longest_side=100)
        except ImageRefused as refused:
            assert refused.message.text  # noqa: PT017 - either answer is right, a crash is not
