"""Pages and pictures that editors own."""

from content.models.media import Material, Picture, PictureRendition
from content.models.pages import HomePage, MunicipalityPage

__all__ = ["HomePage", "Material", "MunicipalityPage", "Picture", "PictureRendition"]
