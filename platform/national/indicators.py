"""Owns what is compared: one contract per indicator, versioned in code, with its words, source and smallest cell."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import NotFound
from national import figures
from national.periods import Month

MINIMUM_CELL = 5
"""Fewer than five people are not shown: below five, who knows the workshop knows the person. Lots and money count no
person and have no smallest cell. Complementary suppression comes with the disclosure control of a release."""


@dataclass(frozen=True)
class Text:
    """The same words in Indonesian and English; shown in the viewer's language."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id if (get_language() or "id").startswith("id") else self.en


@dataclass(frozen=True)
class Indicator:
    """One contract. `measure` counts (numerator, denominator) of a month inside a prison; division happens last.

    A `scale` of 60 turns pieces per minute into pieces per hour. A `unit` of "share" marks shares of people.
    """

    code: str
    title: Text
    numerator: Text
    denominator: Text
    definition: Text
    unit: str
    measure: Callable[[Month], tuple[int, int]]
    source: Text
    version: int = 1
    direction: str = "up"
    scale: int = 1
    minimum_cell: int = 0

    @property
    def is_share(self) -> bool:
        """True for a share of people, which has a Wilson interval."""
        return self.unit == "share"

    def hides(self, numerator: int, denominator: int) -> bool:
        """True when so few people are behind a figure that it would tell about them; zero tells about nobody."""
        return 0 < denominator < self.minimum_cell or 0 < numerator < self.minimum_cell


_COUNTED = Text(
    "Orang berbeda yang hadir sedikitnya 8 jam dalam sesi yang sudah ditutup bulan itu dan termasuk penyebut pada hari "
    "terakhir bulan",
    "Distinct people present at least 8 hours in closed sessions of the month who are on the base on its last day",
)
_DEFINITION = Text(
    "Pembilang: orang berbeda dengan kehadiran yang dihitung, sedikitnya 8 jam sebulan, dari sesi yang sudah ditutup. "
    "Penyebut: orang pada dasar ini pada hari terakhir bulan; untuk bulan berjalan, hari ini. Setiap dasar memakai "
    "penyebutnya sendiri dan tidak disambung dengan dasar lain. Menolak atau menarik diri tidak berakibat apa pun.",
    "Numerator: distinct people with attendance that counts, at least 8 hours in the month, from closed sessions. "
    "Denominator: people on this base on the last day of the month; for the running month, today. Each base has its own "
    "denominator and is never joined with another. Refusing or withdrawing has no consequence.",
)


_POLICY = Text("kebijakan platform; definisi di halaman ini", "platform policy; defined on this page")


def _participation(base: str, title: Text, denominator: Text, source: Text) -> Indicator:
    return Indicator(
        code=f"participation-{base}",
        title=title,
        numerator=_COUNTED,
        denominator=denominator,
        definition=_DEFINITION,
        unit="share",
        measure=figures.participation(base),
        source=source,
        minimum_cell=MINIMUM_CELL,
    )


_ALL = (
    _participation(
        "all",
        Text("Partisipasi dari semua penghuni", "Participation of all held"),
        Text("Semua orang yang ditahan pada hari terakhir bulan", "All people held on the last day of the month"),
        _POLICY,
    ),
    _participation(
        "convicted",
        Text("Partisipasi narapidana", "Participation of the convicted"),
        Text("Narapidana pada hari terakhir bulan", "Convicted people on the last day of the month"),
        _POLICY,
    ),
    _participation(
        "eligible",
        Text("Partisipasi yang memenuhi syarat", "Participation of the eligible"),
        Text(
            "Narapidana berusia 18 tahun atau lebih pada hari terakhir bulan",
            "Convicted people aged 18 or over on the last day of the month",
        ),
        _POLICY,
    ),
    _participation(
        "assimilation",
        Text("Partisipasi peserta asimilasi", "Participation of people in assimilation"),
        Text(
            "Peserta program asimilasi pada hari terakhir bulan", "People in assimilation on the last day of the month"
        ),
        Text("LAKIP Lapas Baubau 2022 hlm. 54", "LAKIP Lapas Baubau 2022 p. 54"),
    ),
    Indicator(
        code="units-accepted-per-hour",
        title=Text("Barang diterima per jam kerja", "Accepted pieces per hour of work"),
        numerator=Text("Barang yang lolos pemeriksaan", "Pieces accepted at inspection"),
        denominator=Text("Menit kerja dalam sesi yang sudah ditutup", "Minutes of work in closed sessions"),
        definition=Text(
            "Barang yang diterima dibagi jam kerja dalam sesi yang sudah ditutup pada bulan itu. Produk berbeda memerlukan "
            "waktu berbeda; angka ini tanpa rentang, karena barang tidak dibuat secara acak dan saling bebas.",
            "Accepted pieces divided by hours of work in the month's closed sessions. Products take different time; no "
            "interval is drawn, because pieces are not made at random and independently.",
        ),
        unit="pieces per hour",
        measure=figures.units_accepted,
        source=_POLICY,
        scale=60,
    ),
    Indicator(
        code="sales",
        title=Text("Penjualan", "Sales"),
        numerator=Text("Rupiah penjualan yang dibukukan", "Rupiah of sales booked"),
        denominator=Text("Satu lapas, satu bulan", "One prison, one month"),
        definition=Text(
            "Jumlah rupiah dari penjualan yang sudah dibagi menurut skema yang ditandatangani pada bulan itu. Ini jumlah, "
            "bukan tingkat: lapas yang besar menjual lebih banyak.",
            "Rupiah of the sales divided under the signed scheme in the month. An amount, not a rate: larger prisons sell "
            "more.",
        ),
        unit="rupiah",
        measure=figures.sales,
        source=_POLICY,
    ),
)
_WITHDRAWALS = Indicator(
    code="work-withdrawals",
    title=Text("Penolakan dan penarikan persetujuan kerja", "Refusals and withdrawals of consent to work"),
    numerator=Text(
        "Persetujuan kerja yang ditolak atau ditarik bulan itu", "Consents to work refused or withdrawn in the month"
    ),
    denominator=Text("Satu lapas, satu bulan", "One prison, one month"),
    definition=Text(
        "Banyaknya persetujuan kerja yang ditolak atau ditarik. Ditampilkan di samping partisipasi dan tidak pernah dibandingkan: "
        "menolak atau menarik diri tidak berakibat apa pun.",
        "How many consents to work were refused or withdrawn. Shown beside participation and never compared: refusing or "
        "withdrawing has no consequence.",
    ),
    unit="consents",
    measure=figures.withdrawals,
    source=_POLICY,
)
_COMPLAINTS = Indicator(
    code="complaints-answered",
    title=Text("Pengaduan dijawab tepat waktu", "Complaints answered in time"),
    numerator=Text("Pengaduan yang dijawab sampai tenggatnya", "Complaints answered by their due date"),
    denominator=Text("Pengaduan yang diterima bulan itu", "Complaints received in the month"),
    definition=Text(
        "Pengaduan yang dijawab sampai tenggatnya dari yang diterima bulan itu; hanya jumlah, tanpa isi. Pengaduan tentang "
        "kepala tidak ikut dihitung: kantor wilayah yang membaca dan menjawabnya.",
        "Complaints answered by their due date of those received in the month; counts only, no content. Complaints about "
        "the head are not counted: the regional office reads and answers them.",
    ),
    unit="complaints",
    measure=figures.complaints,
    source=_POLICY,
    minimum_cell=MINIMUM_CELL,
)
_ACCIDENTS = Indicator(
    code="work-accidents",
    title=Text("Kecelakaan kerja", "Accidents at work"),
    numerator=Text("Kecelakaan kerja yang dicatat bulan itu", "Accidents at work entered in the month"),
    denominator=Text("Jam kerja pada sesi yang sudah ditutup", "Hours worked in closed sessions"),
    definition=Text(
        "Banyaknya kecelakaan kerja dan jam kerja bulan itu. Tidak pernah dibandingkan: lapas yang mencatat dengan jujur "
        "tampak lebih buruk daripada yang tidak mencatat.",
        "How many accidents at work there were, and the hours worked. Never compared: a prison that reports honestly "
        "would look worse than one that does not.",
    ),
    unit="accidents",
    measure=figures.accidents,
    source=_POLICY,
)
_DROPS = Indicator(
    code="standing-drops",
    title=Text("Perubahan kedudukan setelah menolak", "Changes of standing after a refusal"),
    numerator=Text(
        "Perubahan dalam 30 hari setelah penolakan, penarikan, atau pengaduan",
        "Changes within 30 days after a refusal, withdrawal or complaint",
    ),
    denominator=Text("Satu lapas, satu bulan", "One prison, one month"),
    definition=Text(
        "Program, tingkat keterampilan, tempat di daftar tunggu, blok, risiko, dan penangguhan dibandingkan sebelum dan "
        "sesudahnya. Hanya banyaknya yang diterbitkan; tidak dibandingkan dan tidak menyebut sebab.",
        "Programme, level of skill, place on the waiting list, block, risk and suspensions are compared before and after. "
        "Only the number is published; it is compared with nothing and names no cause.",
    ),
    unit="changes",
    measure=figures.standing_drops,
    source=_POLICY,
)
_MONTHLY = Text("Satu lapas, satu bulan", "One prison, one month")
_OVERRIDES = Indicator(
    code="gate-overrides",
    title=Text("Pengecualian syarat oleh kepala", "Gates overridden by the head"),
    numerator=Text("Pengecualian yang diberikan bulan itu", "Overrides given in the month"),
    denominator=Text("Satu lapas, satu bulan", "One prison, one month"),
    definition=Text(
        "Banyaknya syarat lunak (putusan TPP, izin kesehatan, risiko, pemisahan, tempat) yang dikecualikan kepala dengan "
        "alasan, paling lama 30 hari. Persetujuan, umur, dan status narapidana tidak dapat dikecualikan.",
        "How many soft gates (board decision, clearance, risk, keeping apart, places) the head overrode with a reason, for "
        "at most 30 days. Consent, age and conviction cannot be overridden.",
    ),
    unit="overrides",
    measure=figures.overrides,
    source=_POLICY,
)
_BENEFITS = (
    Indicator(
        code="first-pass",
        title=Text("Lolos pada pemeriksaan pertama", "Accepted at first inspection"),
        numerator=Text("Barang yang diterima", "Pieces accepted"),
        denominator=Text("Barang yang diperiksa", "Pieces inspected"),
        definition=Text(
            "Barang yang diterima pada pemeriksaan pertama dibagi barang yang diperiksa, dari sesi yang sudah ditutup.",
            "Pieces accepted at their first inspection over pieces inspected, from closed sessions.",
        ),
        unit="pieces",
        measure=figures.first_pass,
        source=_POLICY,
    ),
    Indicator(
        code="premi-accrued",
        title=Text("Premi yang menjadi hak", "Premi accrued"),
        numerator=Text("Rupiah premi semua pembuat", "Rupiah of premi of all makers"),
        denominator=Text("Pembuat yang berhak premi bulan itu", "Makers who earned premi in the month"),
        definition=Text(
            "Jumlah premi dari barang yang diterima dan dari pembagian penjualan; hanya jumlah seluruhnya, tidak pernah "
            "milik satu orang.",
            "Premi from accepted pieces and from divided sales; a total only, never one person's.",
        ),
        unit="rupiah",
        measure=figures.premi,
        source=_POLICY,
        minimum_cell=MINIMUM_CELL,
    ),
    Indicator(
        code="state-revenue",
        title=Text("PNBP disetor", "State revenue settled"),
        numerator=Text("Rupiah PNBP dengan NTPN bulan itu", "Rupiah of PNBP shown paid by an NTPN in the month"),
        denominator=_MONTHLY,
        definition=Text(
            "Jumlah PNBP yang setorannya ditunjukkan dengan NTPN pada bulan itu.",
            "State revenue whose payment an NTPN shows in the month.",
        ),
        unit="rupiah",
        measure=figures.state_revenue,
        source=_POLICY,
    ),
)
REGISTRY = {indicator.code: indicator for indicator in _ALL}
"""What may be compared."""
PUBLISHED = REGISTRY | {
    indicator.code: indicator for indicator in (_WITHDRAWALS, _DROPS, _OVERRIDES, _ACCIDENTS, _COMPLAINTS, *_BENEFITS)
}
"""What a prison publishes: withdrawals stand beside participation (product rule 2), benefits on their own page (rule 27);
neither is compared with anything."""


def indicator(code: str) -> Indicator:
    """The contract of a code; raises NotFound (field `indicator`) naming the codes there are."""
    found = REGISTRY.get(code)
    if found is None:
        rule = _("The indicator is one of %(codes)s.") % {"codes": ", ".join(REGISTRY)}
        raise NotFound(code="indicator-unknown", field="indicator", value=code[:60], rule=rule)
    return found
