"""Owns which of a prison's workshop tables its role may not change."""

APPEND_ONLY = (
    "workshop_stockmovement",
    "workshop_inspection",
    "workshop_measurement",
    "workshop_lotinput",
    "workshop_materialmovement",
    "workshop_stocktake",
    "workshop_attendancecorrection",
)
