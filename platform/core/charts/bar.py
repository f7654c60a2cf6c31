"""Owns the bar chart: lengths from zero, one row a label, the value written beside it."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.charts.drawing import Scale, frame, line, short, text, written

WIDTH, ROW, BAR = 640.0, 58.0, 14.0


def bar(rows: Sequence[tuple[str, float | None]], *, unit: str = "") -> SafeString:
    """Horizontal bars in the order given. A row without value has no bar and a dash; below zero nothing is drawn."""
    most = max((value for _label, value in rows if value is not None), default=0.0)
    length = Scale((0.0, most), (0.0, WIDTH)) if most > 0 else Scale((0.0, 1.0), (0.0, WIDTH))
    pieces = [piece for index, row in enumerate(rows) for piece in _row(row, index * ROW, length, unit)]
    return frame("bar", (WIDTH, max(len(rows), 1) * ROW), pieces)


def _row(row: tuple[str, float | None], top: float, length: Scale, unit: str) -> list[str]:
    label, value = row
    foot = top + 32
    pieces = [text(0, foot - 9, label, css="strong"), text(WIDTH, foot - 9, written(value, unit), anchor="end")]
    pieces.append(line("grid", (0, foot + BAR), (WIDTH, foot + BAR)))
    if value is not None and value > 0:
        box = f'x="0" y="{short(foot)}" width="{short(length(value))}" height="{short(BAR)}" rx="3"'
        pieces.append(f'<rect class="bar" {box}/>')
    return pieces
