"""Companies and their pages."""

from companies.models.company import Company, PeakSeason, Sector
from companies.models.pages import CompaniesPage, CompanyPage

__all__ = ["CompaniesPage", "Company", "CompanyPage", "PeakSeason", "Sector"]
