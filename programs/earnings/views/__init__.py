"""Owns the pages of money on a prison's host; only head, treasurer and verifier may open them (product rule 5)."""

from programs.earnings.views.overview import overview
from programs.earnings.views.pnbp import enter_code, enter_ntpn
from programs.earnings.views.scheme import sign_scheme
from programs.earnings.views.settlements import export_settlements, list_settlements

__all__ = ["enter_code", "enter_ntpn", "export_settlements", "list_settlements", "overview", "sign_scheme"]
