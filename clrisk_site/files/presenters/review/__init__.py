"""The preview of an import as the page "review before saving": each part of the page in its own module."""

from clrisk_site.files.presenters.review.asking import answers_given
from clrisk_site.files.presenters.review.columns import label_of
from clrisk_site.files.presenters.review.page import Review, make_review
from clrisk_site.files.presenters.review.rows import ChangedValue
from clrisk_site.files.presenters.review.saving import token_of

__all__ = ["ChangedValue", "Review", "answers_given", "label_of", "make_review", "token_of"]
