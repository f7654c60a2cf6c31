"""Owns the drawing of one figure with the range that chance alone may explain."""

from django.utils.safestring import SafeString

from core.charts.drawing import STRETCHED, Scale, frame, line

WIDTH, HEIGHT, EDGE = 120.0, 16.0, 4.0


def interval(
    value: float, low: float, high: float, *, reference: float | None = None, lowest: float = 0.0, highest: float = 1.0
) -> SafeString:
    """A dot at `value` on the line from `low` to `high`, on a scale from `lowest` to `highest`; `reference` is a tick."""
    x, middle = Scale((lowest, highest), (EDGE, WIDTH - EDGE)), HEIGHT / 2
    pieces = [line("grid", (EDGE, middle), (WIDTH - EDGE, middle))]
    pieces += [line("grid", (end, 4), (end, HEIGHT - 4)) for end in (EDGE, WIDTH - EDGE)]
    if reference is not None:
        pieces.append(line("reference", (x(reference), 1), (x(reference), HEIGHT - 1)))
    pieces.append(line("range", (x(low), middle), (x(high), middle)))
    pieces += [line(css, (x(value), middle), (x(value), middle)) for css in ("value-edge", "value")]
    return frame("interval", (WIDTH, HEIGHT), pieces, attributes=STRETCHED)
