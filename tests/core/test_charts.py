"""Charts: pure, inside their frame, without inline style, and every text in them escaped."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core import charts
from core.charts.drawing import short, ticks, written
from core.charts.signals import FROM_BACK, WORDS, mark

HOSTILE = '<script>alert("x")</script>&'
SHARES = st.floats(0, 1)
PATIENT = settings(deadline=None)  # a busy machine is no fault of a chart
MAYBE = st.none() | SHARES
COUNTS = st.integers(0, 10**6)
SIGNALS = st.sampled_from(FROM_BACK)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SLACK = 27.0  # half of the largest mark


class _Shapes(HTMLParser):
    """The elements of an SVG with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def shapes(drawing: str) -> list[tuple[str, dict[str, str]]]:
    parser = _Shapes()
    parser.feed(drawing)
    return parser.found


def size(drawing: str) -> tuple[float, float]:
    _x, _y, width, height = (float(number) for number in shapes(drawing)[0][1]["viewbox"].split())
    return width, height


def places(drawing: str) -> list[tuple[float, float]]:
    """Every place of marks and absolute lines; the coasts are relative and checked by themselves."""
    found = []
    for tag, facts in shapes(drawing):
        if tag == "circle":
            found.append((float(facts["cx"]), float(facts["cy"])))
        elif tag == "path" and "l" not in facts["d"]:
            numbers = [float(number) for number in NUMBER.findall(re.sub(r"H[\d.-]+", "", facts["d"]))]
            found += list(zip(numbers[::2], numbers[1::2], strict=True))
    return found


def expect_sound(drawing: str) -> None:
    ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    width, height = size(drawing)
    assert " style=" not in drawing
    assert 'aria-hidden="true"' in drawing
    assert "nan" not in drawing
    for x, y in places(drawing):
        assert -SLACK <= x <= width + SLACK
        assert -SLACK <= y <= height + SLACK


@PATIENT
@given(SHARES, SHARES, SHARES, st.none() | SHARES)
def test_an_interval_stays_on_its_scale(value, low, high, reference):
    drawing = charts.interval(value, low, high, reference=reference)
    expect_sound(drawing)
    assert drawing.count('class="reference"') == (reference is not None)


def test_an_interval_beyond_its_scale_ends_at_the_scale():
    assert charts.interval(3, -1, 9) == charts.interval(1, 0, 1)


@PATIENT
@given(st.lists(MAYBE | st.floats(-1e9, 1e9), max_size=40))
def test_a_sparkline_takes_any_course(values):
    expect_sound(charts.sparkline(values))


def test_a_sparkline_leaves_a_gap():
    assert charts.sparkline([1, 2, None, 3, 4]).count('class="curve"') == 2


@PATIENT
@given(st.lists(st.tuples(st.text(max_size=12), MAYBE), max_size=30), MAYBE, MAYBE, MAYBE, MAYBE)
def test_a_trend_takes_any_course(points, centre, low, high, target):
    points = [(re.sub(r"[\x00-\x1f\ufffe\uffff\ud800-\udfff]", "", label), value) for label, value in points]
    expect_sound(charts.trend(points, centre=centre, low=low, high=high, target=target))


def test_a_trend_marks_what_lies_beyond_its_limits():
    points = [("a", 0.5), ("b", 0.9), ("c", 0.1), ("d", None)]
    drawing = charts.trend(points, low=0.2, high=0.8)
    assert [drawing.count(f'class="mark {signal}"') for signal in ("usual", "far-above", "far-below", "none")] == [
        1
    ] * 4


def test_limits_may_differ_by_point():
    drawing = charts.trend([("a", 0.5), ("b", 0.5)], low=[0.2, 0.6], high=[0.8, 0.9])
    assert drawing.count("far-below") == 1


def test_a_trend_of_money_begins_at_nothing():
    with translation.override("id"):
        drawing = charts.trend([("a", 78_400_000.0), ("b", 80_000_000.0)], unit="rupiah")
    assert ">0<" in drawing
    assert "80\N{NO-BREAK SPACE}jt" in drawing


@PATIENT
@given(st.lists(st.tuples(st.sampled_from(["a", "<b>"]), st.none() | st.floats(0, 1e12)), max_size=12))
def test_bars_begin_at_nothing_and_end_in_the_frame(rows):
    drawing = charts.bar(rows)
    expect_sound(drawing)
    bars = [facts for tag, facts in shapes(drawing) if tag == "rect"]
    assert all(facts["x"] == "0" and 0 <= float(facts["width"]) <= 640 for facts in bars)
    assert len(bars) == sum(value is not None and value > 0 for _label, value in rows)


@PATIENT
@given(st.lists(st.builds(charts.FunnelPoint, st.just("x"), COUNTS, SHARES, SIGNALS), max_size=30), SHARES)
def test_a_funnel_holds_every_unit(points, centre):
    drawing = charts.funnel(points, [(5, 0.1, 0.9, 0.0, 1.0), (50, 0.4, 0.7, 0.3, 0.8)], centre=centre)
    expect_sound(drawing)
    assert drawing.count('class="mark ') == len(points)


@PATIENT
@given(
    st.lists(
        st.builds(charts.MapPoint, st.just("x"), st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 1e6), SIGNALS),
        max_size=30,
    )
)
def test_the_map_holds_every_unit_at_its_edge_at_worst(points):
    drawing = charts.country_map(points)
    expect_sound(drawing)
    assert drawing.count('class="mark ') == len(points)


def test_a_closer_window_shows_only_what_lies_in_it():
    points = [charts.MapPoint("Bandung", 107.6, -6.9, 5, "usual"), charts.MapPoint("Ambon", 128.2, -3.7, 5, "usual")]
    drawing = charts.country_map(points, window=charts.JAVA)
    assert "Bandung" in drawing
    assert "Ambon" not in drawing
    assert len(drawing) < len(charts.country_map(points)) / 2


def test_jakarta_stands_on_java():
    (x, y) = charts.INDONESIA.place(106.8, -6.2)
    assert (round(x), round(y)) == (492, 508)


def test_every_text_is_escaped():
    drawings = [
        charts.bar([(HOSTILE, 1.0)], unit=HOSTILE),
        charts.trend([(HOSTILE, 0.5)], marks=[(HOSTILE, HOSTILE)], unit=HOSTILE),
        charts.funnel([charts.FunnelPoint(HOSTILE, 9, 0.5, "usual", f'/x"{HOSTILE}')], [], centre=0.5),
        charts.country_map([charts.MapPoint(HOSTILE, 110, -5, 9, "below", f'/x"{HOSTILE}')]),
    ]
    for drawing in drawings:
        expect_sound(drawing)
        assert "<script" not in drawing


def test_a_link_is_for_the_mouse_only():
    drawing = charts.country_map([charts.MapPoint("x", 110, -5, 9, "below", "/unit/")])
    assert '<a href="/unit/" tabindex="-1">' in drawing


def test_the_same_figures_make_the_same_drawing():
    points = [charts.MapPoint(str(n), 100 + n, -5, n, "usual") for n in range(9)]
    assert charts.country_map(points) == charts.country_map(list(points))
    assert charts.country_map(points) == charts.country_map(points[::-1])


@pytest.mark.parametrize(
    ("signal", "shape"), [("below", "path"), ("far-below", "path"), ("above", "circle"), ("none", "circle")]
)
def test_a_signal_is_told_by_its_shape(signal, shape):
    assert mark(signal, 8, 8, 5).startswith(f"<{shape} ")


def test_the_legend_words_each_signal_once():
    assert charts.legend().count("<li>") == len(WORDS)
    assert charts.legend(["below"]).count("<li>") == 1


@PATIENT
@given(st.floats(-1e9, 1e9), st.floats(1e-9, 1e9))
def test_ticks_cover_what_they_are_for(low, span):
    high = low + span
    steps = ticks(low, high)
    assert len(steps) <= 8
    slack = (high - low) * 1e-5
    assert steps[0] <= low + slack
    assert steps[-1] >= high - slack


@pytest.mark.parametrize(
    ("number", "expected"), [(0.04, "0"), (-0.04, "0"), (3.0, "3"), (3.25, "3.2"), (-7.06, "-7.1")]
)
def test_coordinates_are_short(number, expected):
    assert short(number) == expected


@pytest.mark.parametrize(
    ("language", "value", "unit", "expected"),
    [
        ("id", 0.998, "%", "99,8\N{NO-BREAK SPACE}%"),
        ("en", 0.5, "%", "50\N{NO-BREAK SPACE}%"),
        ("id", 1284000, "rupiah", "Rp\N{NO-BREAK SPACE}1.284.000"),
        ("es", 1234.5, "kg", "1.234,5\N{NO-BREAK SPACE}kg"),
        ("id", None, "%", "–"),
    ],
)
def test_values_are_written_in_the_language_of_the_page(language, value, unit, expected):
    with translation.override(language):
        assert written(value, unit) == expected
