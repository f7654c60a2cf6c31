"""Owns the storefront's pages before the cart: home, catalogue, product, prison, the country of delivery."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.redirects import local_path
from marketplace.catalogue import selectors, shop
from marketplace.catalogue.forms import SearchForm

PER_PAGE = 24
ON_HOME = 10
PRISONS_ON_HOME = 6
RESULTS = "catalogue-results"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the market is, how much is on offer now, some of it, and the prisons it comes from."""
    page = {
        "facts": _facts(selectors.numbers()),
        "counted_at": clock.now(),
        "listings": selectors.showcase(ON_HOME),
        "prisons": selectors.selling(PRISONS_ON_HOME),
    }
    return render(request, "catalogue/home.html", {**shop.frame(request.session), **page})


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """What each number of the home page means and how it is counted."""
    page = {"counted": selectors.numbers(), "counted_at": clock.now()}
    return render(request, "catalogue/numbers.html", {**shop.frame(request.session), **page})


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The listings that a visitor asked for; choosing a country here is remembered for the visit.

    htmx asks for the list alone and gets the same list without its page. A page past the last one is the last.
    """
    form = SearchForm(request.GET)
    asked = form.asked()
    if "country" in request.GET:
        shop.remember_country(request.session, request.GET["country"])
    number = request.GET.get("page", "")
    page = Paginator(selectors.offers(**asked), PER_PAGE).get_page(number)
    found = {
        "form": form,
        "asked": asked,
        "page": page,
        "is_past": number.isdecimal() and int(number[:9]) > page.number,
    }
    if request.headers.get("HX-Target") == RESULTS:
        found |= {"is_swapped": True}
        response = render(request, "catalogue/parts/results.html", {**shop.frame(request.session), **found})
        patch_vary_headers(response, ["HX-Target"])
        return response
    found |= {"choices": selectors.choices()}
    return render(request, "catalogue/list.html", {**shop.frame(request.session), **found})


@require_GET
def product(request: HttpRequest, prison: str, code: str) -> HttpResponse:
    """One product of one prison: origin, price, pieces, seller, and what the rules say about the chosen country."""
    listing = selectors.listing(prison, code)
    page = {
        "listing": listing,
        "province": selectors.province_names().get(listing.province_code, ""),
        "food_bar": listing.food_bar(clock.today(settings.TIME_ZONE)),
        "others": [each for each in selectors.offers(prison=prison)[:5] if each.pk != listing.pk][:4],
    }
    return render(request, "catalogue/product.html", {**shop.frame(request.session), **page})


@require_GET
def prison(request: HttpRequest, address: str) -> HttpResponse:
    """A prison as buyers meet it, by its slug or code: its programmes, a small gallery, who sells."""
    page = {"front": selectors.front(address)}
    return render(request, "catalogue/prison.html", {**shop.frame(request.session), **page})


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
    return [{"label": label, "value": value, "url": f"/angka/#{anchor}"} for label, value, anchor in labelled]
