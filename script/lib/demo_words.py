"""What the demo says, in plain words with figures."""

LIST = "The list of who is to be anonymised goes out"
REMINDER = "A reminder goes out with the list as it is now"
REASONS = {
    "active_course": "on a course",
    "waiting_list": "on a waiting list",
    "instrument_hire": "have an instrument on hire",
    "family_association": "have an active family association",
    "debt": "have an outstanding debt",
    "school_owes": "are owed something by the school",
    "open_documents": "have a draft invoice or another unfinished document",
    "coming": "are expected: an appointment, a registration or a ticket",
    "open_request": "have an open enquiry or task",
    "activity_elsewhere": "were active in another app in one of the teaching periods that count",
    "in_touch": "logged in, or wrote a mail, in one of the teaching periods that count",
    "recent_activity": "were active in one of the teaching periods that count",
    "other_role": "are also somebody else at the school",
    "unknown_role": "are known to another app in a role that nobody has declared",
    "prevented": "prevented by the secretary",
    "anonymised": "were anonymised by hand before",
}


def title(year):
    """The heading."""
    text = f"The year {year} at the demo school"
    return f"\n{text}\n{'=' * len(text)}"


def school(students, eligible, periods):
    """How the school stands when the settings have been saved."""
    return (
        f"30 September   The school has {students} students. The secretary saves the settings: "
        f"{periods} teaching periods without activity.\n"
        f"               {eligible} of them can be anonymised, {students - eligible} cannot:"
    )


def held_back(reasons):
    """How many each rule holds back; somebody may be held back by several."""
    return "\n".join(f"{count:>20} {REASONS.get(code, code)}" for code, count in reasons.most_common())


def step(moment, what, cycle):
    """A step of the cycle."""
    changes = ", ".join(
        f"{cycle[field]} {word}"
        for field, word in (("gone_count", "gone"), ("prevented_count", "prevented"), ("new_count", "new"))
        if cycle[field]
    )
    return f"{_day(moment)}{what}: {_count(cycle['listed_count'], 'student')}{f' ({changes})' if changes else ''}."


def mail(mail):
    """A mail that arrived."""
    return f"               Mail to {', '.join(mail.recipients)}: {mail.subject}"


def prevented(moment, names, reason):
    """Somebody said: not these."""
    return f"{_day(moment)}The secretary prevents {' and '.join(names)}: “{reason}”."


def came_back(moment, name, course):
    """A student on the list became active again."""
    return f"{_day(moment)}{name}, who is on the list, comes back and is enrolled: {course}."


def run(cycle, states, skipped):
    """What became of everybody on the list."""
    lines = [f"1 November     {_count(states['anonymised'], 'student')} anonymised, {states['skipped']} skipped:"]
    lines += [f"{count:>20} {REASONS.get(code, code)}" for code, count in skipped.most_common()]
    if states["failed"]:
        lines.append(f"               {states['failed']} could not be anonymised and will be tried again.")
    if cycle["state"] != "done":
        why = f", because: {cycle['stop_code']}" if cycle["stop_code"] else ""
        lines.append(f"               The cycle is not done; it is {cycle['state']}{why}.")
    return "\n".join(lines)


def left_by_program(cycle):
    """What the program itself says is left."""
    until = f" until {cycle['retained_until']} at the latest" if cycle["retained_until"] else ""
    return (
        "2 November     The program says what is left: "
        f"documents of {_count(cycle['retained_count'], 'student')}, kept as the law demands{until};\n"
        f"               something forgotten with {_count(cycle['residue_count'], 'student')}."
    )


def left_by_search(students, values, found):
    """What an independent search found of the people who are gone."""
    searched = (
        "               A search of a whole dump of the database, and of every file, for "
        f"{values} names, addresses\n               and numbers that nobody but the {students} has "
    )
    if not found:
        return searched + "finds nothing."
    rows = [f"{len(values):>20} in {place}" for place, values in sorted(found.items())]
    only_kept = all(place.startswith("public.account_move") for place in found)
    where = "finds only what the kept documents say:" if only_kept else "still finds:"
    return "\n".join([searched + where, *rows])


def _day(moment):
    return f"{moment.day} {moment:%B}".ljust(15)


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
