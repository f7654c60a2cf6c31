"""Owns the page /gaya/: how pages are made, for whoever makes the next one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.gallery import samples
from core.gallery.forms import SampleForm, faulty


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every part once, in the visitor's language and theme."""
    shown = {
        "colours": samples.COLOURS,
        "motifs": samples.MOTIFS,
        "icons": samples.ICONS,
        "charts": samples.drawings(),
        "units": samples.units(),
        "months": list(zip(samples.MONTHS, samples.SHARES, strict=True)),
        "produced": samples.produced(),
        "intervals": samples.intervals(),
        "form": SampleForm(auto_id="clean_%s"),
        "faulty": faulty(),
    }
    return render(request, "core/gallery/page.html", shown)
