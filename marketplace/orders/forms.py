"""Owns the shape of what buyers and staff enter about orders; whether it is allowed is the services' decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.trade.countries import country_choices

MOST_PIECES = 1_000_000


class DayInput(forms.DateInput):
    """A day as the browser's own picker writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


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
    province = forms.ChoiceField(
        label=_("Province"),
        required=False,
        help_text=_("For deliveries within Indonesia; food is sent only as far as it stays fresh."),
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, provinces: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose a province")), *provinces]  # type: ignore[attr-defined]
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
        address = {field: entered[field] for field in ("country", "city", "line", "postcode", "province")}
        return {
            "idempotency_key": f"page:{entered['key']}",
            "buyer": {field: entered[field] for field in ("email", "name", "country")},
            "ship_to": address,
            "lines": lines,
        }


class QuoteForm(forms.Form):
    """What a buyer asks of a prison. `key` makes pressing the button twice one quote."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=MOST_PIECES)
    wish_on = forms.DateField(
        label=_("Wished for"), required=False, widget=DayInput, help_text=_("The day on which you need them.")
    )
    country = forms.ChoiceField(label=_("Country of delivery"))
    name = forms.CharField(label=_("Your name or company"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The answer is sent to this address."))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = country_choices(get_language() or "id")
        self.fields["country"].choices = [("", _("Choose a country")), *countries]  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class AnswerForm(forms.Form):
    """The prison's answer to a quote."""

    unit_price = forms.IntegerField(label=_("Price per piece, whole rupiah"), min_value=1, max_value=10**12)
    valid_until = forms.DateField(label=_("Valid until"), widget=DayInput)
    note = forms.CharField(
        label=_("Note to the buyer"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example the day on which everything is ready. Never name a person."),
    )


class TurnDownForm(forms.Form):
    """The prison cannot supply what was asked."""

    note = forms.CharField(
        label=_("Reason for the buyer"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )


class DeliveryForm(forms.Form):
    """Where the pieces of an accepted quote go; its country and its buyer are known."""

    city = forms.CharField(label=_("City or regency"), max_length=80)
    line = forms.CharField(label=_("Street, number, village"), max_length=200)
    province = forms.ChoiceField(label=_("Province"), required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)

    def __init__(self, *args: Any, provinces: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if provinces:
            self.fields["province"].choices = [("", _("Choose a province")), *provinces]  # type: ignore[attr-defined]
        else:
            del self.fields["province"]
        hints = {"city": "address-level2", "line": "street-address", "postcode": "postal-code"}
        for name, hint in hints.items():
            self.fields[name].widget.attrs["autocomplete"] = hint


class ProductForm(forms.Form):
    """Which product is meant."""

    product = forms.CharField(max_length=40)


class LicenceForm(forms.Form):
    """The food licence and the halal certificate of one product."""

    KINDS = {
        "sanitation": _("Hygiene and sanitation certificate (under 7 days of shelf life)"),
        "spp-irt": _("SPP-IRT (home industry)"),
        "md": _("BPOM MD"),
    }

    product = forms.CharField(max_length=40, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Food licence"))
    number = forms.CharField(label=_("Number of the licence"), max_length=40)
    valid_until = forms.DateField(label=_("Licence valid until"), widget=DayInput)
    halal_number = forms.CharField(label=_("Number of the halal certificate"), max_length=40)
    halal_until = forms.DateField(label=_("Halal certificate valid until"), widget=DayInput)

    def __init__(self, *args: Any, kinds: Iterable[str] = tuple(KINDS), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, self.KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]


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
