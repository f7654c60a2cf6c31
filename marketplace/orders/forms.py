"""Owns the shape of what buyers and staff enter about orders; whether it is allowed is the services' decision."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.trade.countries import country_choices

MOST_PIECES = 1_000_000


class PiecesForm(forms.Form):
    """Pieces of a listing put into the cart, or changed there; 0 removes the line."""

    listing = forms.UUIDField()
    pieces = forms.IntegerField(min_value=0, max_value=MOST_PIECES)


class CheckoutForm(forms.Form):
    """Who orders and where it goes. `key` makes pressing the button twice one order."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("Your orders are kept under this address."))
    name = forms.CharField(label=_("Name of the recipient"), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    city = forms.CharField(label=_("City or regency"), max_length=80)
    line = forms.CharField(label=_("Street, number, village"), max_length=200)
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = country_choices(get_language() or "id")
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose a country")), *countries]
        for name, hint in {
            "email": "email",
            "name": "name",
            "city": "address-level2",
            "line": "street-address",
        }.items():
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.fields["postcode"].widget.attrs["autocomplete"] = "postal-code"

    def request(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        """The order as the contract has it; country of buyer and delivery are one on this page."""
        entered = self.cleaned_data
        address = {field: entered[field] for field in ("country", "city", "line", "postcode")}
        return {
            "idempotency_key": f"page:{entered['key']}",
            "buyer": {field: entered[field] for field in ("email", "name", "country")},
            "ship_to": address,
            "lines": lines,
        }


class TransferForm(forms.Form):
    """A transfer as the bank's statement shows it."""

    amount = forms.IntegerField(label=_("Amount on the statement, whole rupiah"), min_value=1, max_value=10**15)
    reference = forms.CharField(label=_("Number of the transfer on the statement"), max_length=60)


class ProofForm(forms.Form):
    """What the buyer hands in as proof of the transfer; what kind it is, its bytes say."""

    file = forms.FileField(
        label=_("Proof of the transfer"),
        help_text=_("A PDF, or a picture as JPEG or PNG, at most 10 MB."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )


class StockForm(forms.Form):
    """Pieces of a product on their way to the market or back. `key` makes pressing the button twice one release."""

    product = forms.CharField(max_length=40)
    pieces = forms.IntegerField(min_value=1, max_value=MOST_PIECES)
    key = forms.CharField(max_length=100, required=False)


class SellerForm(forms.Form):
    """Who sells for this prison."""

    KINDS = (("satker", _("Government work unit (satuan kerja)")), ("cooperative", _("Registered cooperative")))

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    name = forms.CharField(label=_("Official name"), max_length=120)
    tax_status = forms.CharField(
        label=_("Tax status"), max_length=40, help_text=_("For example: PNBP, not subject to VAT")
    )


class AccountForm(forms.Form):
    """The institution's own bank account, never an officer's."""

    kind = forms.ChoiceField(choices=SellerForm.KINDS, widget=forms.HiddenInput)
    bank = forms.CharField(label=_("Bank"), max_length=60)
    account_number = forms.CharField(label=_("Account number"), max_length=40)
    account_holder = forms.CharField(label=_("Account holder, as the bank has it"), max_length=120)
