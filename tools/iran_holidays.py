"""Writes Iran's public holidays, as the `holidays` library knows them, to the file that engine/calendar reads."""

from datetime import date

import holidays

from engine.calendar.working_days import IRAN_HOLIDAYS

YEARS = range(2018, 2046)


def rows() -> list[str]:
    """Return one line per holiday: ISO day, tab, Persian name."""
    days: dict[date, str] = dict(holidays.country_holidays("IR", years=YEARS, language="fa_IR"))
    return [f"{day.isoformat()}\t{name}" for day, name in sorted(days.items())]


def main() -> None:
    """Write the file anew."""
    IRAN_HOLIDAYS.write_text("\n".join(rows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
