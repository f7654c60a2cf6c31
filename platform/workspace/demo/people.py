"""Owns the invented people of the demonstration: the same at every start, and no one real."""

import csv
import io
import random
from datetime import date, timedelta

MEN = (
    "Asep", "Budi", "Cecep", "Dadan", "Endang", "Ferdi", "Gilang", "Hendra", "Iwan", "Jajang", "Karna", "Lukman",
    "Maman", "Nana", "Oman", "Rahmat", "Suherman", "Tatang", "Udin", "Wawan", "Yayan", "Zaenal",
)  # fmt: skip
WOMEN = (
    "Ani",
    "Bunga",
    "Cucu",
    "Dewi",
    "Euis",
    "Fitri",
    "Gina",
    "Heni",
    "Imas",
    "Lilis",
    "Neneng",
    "Rina",
    "Siti",
    "Tuti",
)
LAST = (
    "Contoh", "Misalan", "Umpama", "Rekaan", "Andaian", "Peraga", "Seumpama", "Tiruan", "Perumpamaan", "Ibarat",
    "Laksana", "Seandainya",
)  # fmt: skip
COLUMNS = ("register_number", "name", "kind", "birth_date", "sentenced_on", "release_on", "block", "risk", "education")


def people_csv(prison: str, count: int, first_day: date, *, women: bool = False) -> bytes:
    """A CSV file of `count` invented people as a prison would import it: four in five convicted, all adults."""
    given = WOMEN if women else MEN
    chance = random.Random(f"sabut/{prison}")  # noqa: S311 - the same people at every start
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number in range(1, count + 1):
        convicted = number % 5 != 0
        born = date(1975, 1, 1) + timedelta(days=chance.randrange(11000))
        writer.writerow(
            [
                f"CONTOH/{prison}/{number:04}/2025",
                f"{chance.choice(given)} {chance.choice(LAST)}",
                "narapidana" if convicted else "tahanan",
                born.isoformat(),
                (first_day - timedelta(days=chance.randrange(30, 700))).isoformat() if convicted else "",
                (first_day + timedelta(days=chance.randrange(600, 2500))).isoformat() if convicted else "",
                f"Blok {chance.choice('ABC')}",
                chance.choice(("rendah", "sedang")),
                chance.choice(("SD", "SMP", "SMA")),
            ]
        )
    return text.getvalue().encode()
