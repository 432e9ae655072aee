"""Remembers which version of the facts is loaded, so that loading again costs one query."""

from django.db import models


class LoadedData(models.Model):
    """The checksum of the facts that the tables hold."""

    name = models.CharField(max_length=40, unique=True)
    checksum = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
