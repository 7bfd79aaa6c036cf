"""A list as one person narrowed it down, kept under a name to open it again."""

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class SavedView(models.Model):
    """The query of one list of one territory. Only its person sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    page = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("page", "title")
        constraints = [
            models.UniqueConstraint(fields=("user", "territory", "page", "title"), name="saved_view_once")
        ]

    def __str__(self) -> str:
        return self.title
