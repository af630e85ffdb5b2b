# Who is at a school as it is: people who share surnames, as people do, and no whole name.
FIRST = (
    *("Aksel", "Alberte", "Bertram", "Cecilie", "Ditlev", "Elvira", "Frode", "Gerda", "Holger", "Iben"),
    *("Jeppe", "Karla", "Laurits", "Merle", "Nanna", "Oline", "Palle", "Rigmor", "Svend", "Tilde"),
)
LAST = (
    *("Abildgaard", "Bendixen", "Clemmensen", "Drejer", "Engholm", "Fjeldsøe", "Gormsen", "Hebsgaard"),
    *("Ibsgaard", "Jelsbak", "Kallehauge", "Lynderup", "Mølgaard", "Nordentoft", "Odgaard"),
)
MOST = len(FIRST) * len(LAST)


def people(number):
    """Return [{name, email, phone, street}]; the same person at the same place, however many there are."""
    return [_person(place) for place in range(number)]


def _person(place):
    row, column = divmod(place, len(FIRST))
    return {
        "name": f"{FIRST[column]} {LAST[(row + column) % len(LAST)]}",
        "email": f"family{place}@homes.example",
        "phone": f"+45 2{place + 1_000_000}",
        "street": f"{LAST[place % len(LAST)]}vej {place + 1}",
    }
