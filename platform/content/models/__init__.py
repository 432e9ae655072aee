"""Pages and pictures that editors own."""

from content.models.articles import ArticlePage, GuidePage, StoryPage, StrategyPage
from content.models.media import Material, Picture, PictureRendition
from content.models.pages import HomePage, MunicipalityPage
from content.models.review import MunicipalApproval

__all__ = [
    "ArticlePage",
    "GuidePage",
    "HomePage",
    "Material",
    "MunicipalApproval",
    "MunicipalityPage",
    "Picture",
    "PictureRendition",
    "StoryPage",
    "StrategyPage",
]
