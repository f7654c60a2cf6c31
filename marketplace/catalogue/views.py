"""Owns the storefront's pages before the cart: home, catalogue, product, the country of delivery."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.redirects import local_path
from marketplace.catalogue import selectors, shop
from marketplace.catalogue.forms import SearchForm

PER_PAGE = 24
ON_HOME = 8


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the market is, how much is on offer now, and some of it."""
    counted = selectors.numbers()
    page = {"facts": _facts(counted), "listings": selectors.offers()[:ON_HOME]}
    return render(request, "catalogue/home.html", {**shop.frame(request.session), **page})


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """What each number of the home page means and how it is counted."""
    page = {"counted": selectors.numbers()}
    return render(request, "catalogue/numbers.html", {**shop.frame(request.session), **page})


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The listings that a visitor asked for; choosing a country here is remembered for the visit."""
    form = SearchForm(request.GET)
    asked = form.asked()
    if "country" in request.GET:
        shop.remember_country(request.session, request.GET["country"])
    page = Paginator(selectors.offers(**asked), PER_PAGE).get_page(request.GET.get("page"))
    found = {"form": form, "asked": asked, "page": page, "choices": selectors.choices()}
    return render(request, "catalogue/list.html", {**shop.frame(request.session), **found})


@require_GET
def product(request: HttpRequest, prison: str, code: str) -> HttpResponse:
    """One product of one prison: origin, price, pieces, seller, and what the rules say about the chosen country."""
    page = {"listing": selectors.listing(prison, code)}
    return render(request, "catalogue/product.html", {**shop.frame(request.session), **page})


@require_POST
def choose_country(request: HttpRequest) -> HttpResponse:
    """Remember the country of delivery and go back to where the visitor was."""
    shop.remember_country(request.session, request.POST.get("country", ""))
    return redirect(local_path(request.POST.get("next", ""), otherwise=reverse("catalogue:list")))


def _facts(counted: selectors.Numbers) -> list[dict[str, object]]:
    """The home page's numbers with the link to their definition; the makers' share is not counted yet (rule 25)."""
    labelled = (
        (_("Prisons with products"), counted.prisons, "prisons"),
        (_("Products"), counted.products, "products"),
        (_("Pieces available"), counted.pieces, "pieces"),
        (_("Share to makers"), _("Not yet counted"), "share"),
    )
    note = _("How it is counted")
    return [
        {"label": label, "value": value, "note": note, "url": f"/angka/#{anchor}"} for label, value, anchor in labelled
    ]
