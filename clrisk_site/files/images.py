"""Makes a new image of the pixels of one that was sent; nothing else of the file is kept."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from clrisk_site.figures.message import Message, says

MOST_PIXELS = 40_000_000
"""What a good phone photographs; 40 million pixels take 160 MB while they are read."""

MOST_SCANS = 60
"""A progressive JPEG has about ten passes; each one is decoded over the whole image."""

_one_at_a_time = threading.Lock()  # the switch is Pillow's own, and of the whole process
_START_OF_SCAN = b"\xff\xda"
_JPEG_QUALITY = 88
_WITH_ALPHA = {"RGBA", "LA", "PA", "La", "RGBa"}


class ImageRefused(Exception):  # noqa: N818 - an answer for the person, not a fault of the program
    """The file is no image that is taken; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class ReencodedImage:
    """An image written anew: PNG when it may be transparent or was PNG, else JPEG."""

    content: bytes
    media_type: str
    extension: str
    width: int
    height: int


def reencode(content: bytes, *, longest_side: int, most_pixels: int = MOST_PIXELS) -> ReencodedImage:
    """Decode a PNG or JPEG file, turn it upright, make it no larger than asked, and write it anew.

    Parameters
    ----------
    content : bytes
        The file as it was sent; its name and declared type are not looked at.
    longest_side : int
        Pixels; a smaller image keeps its size.
    most_pixels : int
        How many the file may hold before it is made smaller; all of them are decoded.

    Returns
    -------
    ReencodedImage
        Without place, camera, comments, colour profile, thumbnail, or anything behind the image.

    Raises
    ------
    ImageRefused
        When it is no PNG or JPEG, is damaged, or is made to exhaust the machine.
    """
    try:
        with _strict(), Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            _check_cost(opened, content, most_pixels)
            return _written(_upright(opened, longest_side), as_png=opened.format == "PNG")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ImageRefused(_too_large(most_pixels)) from bomb
    except UnidentifiedImageError as unknown:
        raise ImageRefused(
            says("The file is not an image in PNG or JPG. Save it as PNG or JPG and send it again.")
        ) from unknown
    # Pillow answers damaged files with any of these, as the broken part has it.
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, IndexError) as damage:
        raise ImageRefused(
            says("The image is damaged or cut off. Open it, save it anew as PNG or JPG and send that file.")
        ) from damage


@contextmanager
def _strict() -> Iterator[None]:
    """Let a cut image be an error: the writer of PDFs, once imported, makes Pillow fill it with grey."""
    with _one_at_a_time:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_cost(image: Image.Image, content: bytes, most_pixels: int) -> None:
    """Refuse what would take too much memory or time, before any pixel is decoded."""
    if image.width * image.height > most_pixels:
        raise ImageRefused(_too_large(most_pixels))
    if image.format != "PNG" and content.count(_START_OF_SCAN) > MOST_SCANS:
        raise ImageRefused(
            says("The image is built in an unusual way and is not read. Save it anew as PNG or JPG.")
        )


def _too_large(most_pixels: int) -> Message:
    return says(
        "The image has more than %(most)s million pixels. Make it smaller and send it again.",
        most=most_pixels // 1_000_000,
    )


def _upright(image: Image.Image, longest_side: int) -> Image.Image:
    image.draft("RGB", (longest_side, longest_side))  # a JPEG is then decoded no larger than needed
    turned = ImageOps.exif_transpose(image)
    pixels = turned.convert(_mode(turned))
    pixels.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    pixels.info = {}  # what the file said about itself, which Pillow would write again
    return pixels


def _mode(image: Image.Image) -> str:
    transparent = image.mode in _WITH_ALPHA or "transparency" in image.info
    return "RGBA" if transparent else "RGB"


def _written(image: Image.Image, *, as_png: bool) -> ReencodedImage:
    target = io.BytesIO()
    if as_png or image.mode == "RGBA":
        image.save(target, format="PNG", optimize=True)
        return ReencodedImage(target.getvalue(), "image/png", "png", image.width, image.height)
    image.save(target, format="JPEG", quality=_JPEG_QUALITY, optimize=True)
    return ReencodedImage(target.getvalue(), "image/jpeg", "jpg", image.width, image.height)
