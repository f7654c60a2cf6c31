"""Owns the names of programmes and checks of the templates that pages in Spanish need: templates have Indonesian and English."""

from django.utils.translation import gettext_noop

PROGRAMS = (
    gettext_noop("Coir Shade"),
    gettext_noop("Water-hyacinth weaving"),
    gettext_noop("Knitting and crochet"),
    gettext_noop("Bakery"),
)
CHECKS = (
    gettext_noop("Moisture"),
    gettext_noop("Soil and sand"),
    gettext_noop("Fibre length"),
    gettext_noop("Cocopeat electrical conductivity"),
    gettext_noop("Length"),
    gettext_noop("Width"),
    gettext_noop("Mass"),
    gettext_noop("Loose or broken rope ends"),
    gettext_noop("Visible mould or live insects"),
    gettext_noop("Lot defect rate"),
    gettext_noop("Kiln temperature"),
    gettext_noop("Time from weaving to kiln"),
    gettext_noop("Fumigation time"),
    gettext_noop("Fumigation temperature"),
    gettext_noop("Bark or viable plant material"),
    gettext_noop("Stem length on receipt"),
    gettext_noop("Outer dimension"),
    gettext_noop("Mould spots or insects"),
    gettext_noop("Gauge"),
    gettext_noop("Dropped stitch or loose end"),
    gettext_noop("Needle or pin left in product"),
    gettext_noop("Colour transfer"),
    gettext_noop("Piece mass"),
    gettext_noop("Core temperature after baking"),
    gettext_noop("Temperature at packing"),
    gettext_noop("Foreign body"),
    gettext_noop("Seal and label complete"),
)
