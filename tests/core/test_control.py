"""Control limits over time against published values (statistics cases T6, T7 and T10)."""

import pytest

from core.control import control

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]  # T6: NIST handbook
PEAK = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]  # T7: NHSRplotthedots vignette
STORY = [4.8, 5.1, 4.9, 5.3, 5.0, 4.7, 5.2, 5.1, 4.9, 5.0, 5.2, 4.8]  # T10: the twelve months of the baseline


def test_the_flow_of_the_handbook():
    found = control(FLOW)
    assert (found.centre, found.low, found.high) == pytest.approx((50.81, 45.815111, 55.804889), abs=1e-6)
    assert (found.points, found.is_trial) == (10, True)


@pytest.mark.parametrize(("screened", "limits"), [(True, (-0.72, 4.60)), (False, (-3.06, 6.95))])
def test_screening_leaves_out_what_moved_too_far_once(screened, limits):
    found = control(PEAK, screened=screened)
    assert (found.low, found.high) == pytest.approx(limits, abs=0.0051)
    assert found.centre == pytest.approx(1.94, abs=0.0051)


def test_twelve_months_are_no_trial():
    found = control(STORY)
    assert (found.centre, found.low, found.high) == pytest.approx((5.0, 4.274545, 5.725455), abs=1e-6)
    assert not found.is_trial


def test_fewer_than_six_months_have_no_limits():
    assert control(FLOW[:5]) is None
    assert control(FLOW[:6]) is not None


def test_what_never_moves_has_limits_on_its_centre():
    found = control([0.0] * 6, screened=True)
    assert (found.low, found.high) == (0.0, 0.0)
