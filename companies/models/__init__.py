"""Companies and their pages."""

from companies.models.company import Company, Experience, PeakSeason, Sector
from companies.models.pages import CompaniesPage, CompanyPage
from companies.models.reviewed import Missing, ReviewedPage

__all__ = ["CompaniesPage", "Company", "CompanyPage", "Experience", "Missing", "PeakSeason", "ReviewedPage", "Sector"]
