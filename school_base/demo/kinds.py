# The kinds of student in the demo school, and how many there are of each.
from datetime import timedelta

from .lives import RECENT, Lives

NOW = 7


def build(people, today):
    """Return every life of the demo school, in an order that never changes."""
    lives = Lives(people, today)
    for kind, count in (
        (family_at_school, 24),
        (at_school, 27),
        (recently_left, 34),
        (long_left, 64),
        (long_left_with_own_invoice, 9),
        (on_the_boundary, 2),
        (only_registered, 8),
        (cancelled_now, 3),
        (waiting, 5),
        (instrument_never_returned, 9),
        (relatives, 3),
        (debts, 4),
        (other_roles, 2),
        (several_reasons, 5),
        (namesakes, 3),
        (shared_email, 4),
    ):
        for _repeat in range(count):
            kind(lives)
    return lives


def at_school(lives):
    life = lives.studied(lives.random.randint(2, NOW), NOW)
    if lives.random.random() < 0.3:
        life.hires.append((lives.day_in(NOW), None))
    if lives.random.random() < 0.3:
        lives.invoice(life, lives.random.choice(("paid", "unpaid")))
    return life


def family_at_school(lives):
    """Two siblings with one e-mail address, their guardian, and invoices to the guardian."""
    household = lives.people.household()
    guardian = lives.people.contact(household)
    first, second = (lives.studied(lives.random.randint(1, NOW), NOW, household=household, age=age) for age in (8, 11))
    second.values["email"] = first.values["email"]
    for life, sibling in ((first, second), (second, first)):
        lives.guardian(life, contact=guardian)
        life.family.append((sibling, "sibling", life.values["registered_on"], None))
    lives.invoice(first, lives.random.choice(("paid", "paid", "unpaid")), payer=guardian)


def recently_left(lives):
    last = lives.random.randint(RECENT, NOW - 1)
    life = lives.studied(lives.random.randint(0, last), last)
    if lives.random.random() < 0.5:
        lives.guardian(life)
    if lives.random.random() < 0.4:
        lives.invoice(life, "paid")


def long_left(lives):
    """Nothing holds these back: whatever they had has ended."""
    life = lives.long_gone()
    last = lives.last_period(life)
    if lives.random.random() < 0.3:
        lives.guardian(life, end=lives.end(last))
    if lives.random.random() < 0.25:
        life.hires.append((lives.start(last), lives.end(last)))
    if lives.random.random() < 0.2:
        asked = life.values["registered_on"]
        life.waiting.append((0, "enrolled", asked, lives.start(last)))


def long_left_with_own_invoice(lives):
    lives.invoice(lives.long_gone(), "paid")


def on_the_boundary(lives):
    """The last day that is long ago, and the first that is recent."""
    for day in (lives.end(RECENT - 1), lives.start(RECENT)):
        lives.student(day)
        life = lives.studied(0, 0)
        life.hires.append((lives.start(0), day))


def only_registered(lives):
    lives.student(lives.day_in(NOW))


def cancelled_now(lives):
    life = lives.studied(1, 2)
    lives.enrol(life, NOW, 3, state="cancelled")


def waiting(lives):
    asked = lives.day_in(RECENT - 1)
    for state, requested, closed in (
        ("waiting", asked, None),
        ("offered", asked, None),
        ("withdrawn", asked, lives.end(RECENT - 1)),
        ("withdrawn", asked, lives.day_in(NOW)),
        ("waiting", lives.day_in(NOW), None),
    ):
        life = lives.studied(0, 1)
        life.waiting.append((lives.random.randrange(8), state, requested, closed))


def instrument_never_returned(lives):
    life = lives.long_gone()
    life.hires.append((lives.start(lives.last_period(life)), None))


def relatives(lives):
    """Family associations of people long gone: lasting, ending today, later, and ended."""
    tomorrow = lives.today + timedelta(days=1)
    for end in (None, None, None, tomorrow, lives.today, lives.today - timedelta(days=1)):
        lives.guardian(lives.long_gone(), end=end)
    household = lives.people.household()
    brother, sister = (lives.long_gone(household=household) for _sibling in range(2))
    brother.family.append((sister, "sibling", brother.values["registered_on"], None))


def debts(lives):
    """Invoices of people long gone, to themselves and to their former guardians."""
    for outcome in ("unpaid", "part", "draft", "credited"):
        lives.invoice(lives.long_gone(), outcome)
    for outcome in ("unpaid", "paid"):
        life = lives.long_gone()
        payer = lives.guardian(life, end=lives.end(lives.last_period(life)))
        lives.invoice(life, outcome, payer=payer)


def other_roles(lives):
    """A former student who now teaches, and one whose child is at the school."""
    lives.long_gone(age=24).teaches = True
    household = lives.people.household()
    parent = lives.long_gone(age=41, household=household)
    child = lives.studied(NOW, NOW, household=household, age=7)
    lives.guardian(child, contact=parent)


def several_reasons(lives):
    life = lives.long_gone()
    last = lives.last_period(life)
    life.hires.append((lives.start(last), None))
    life.waiting.append((2, "waiting", lives.start(last), None))
    lives.guardian(life)
    lives.invoice(life, "unpaid")


def namesakes(lives):
    """One left long ago, the other is at the school; they are not related."""
    gone, here = lives.long_gone(), at_school(lives)
    here.values["name"] = gone.values["name"]


def shared_email(lives):
    """Siblings with one e-mail address, of whom one left long ago."""
    household = lives.people.household()
    gone = lives.long_gone(household=household)
    here = lives.studied(3, NOW, household=household, age=9)
    here.values["email"] = gone.values["email"]
    gone.family.append((here, "sibling", gone.values["registered_on"], lives.end(RECENT - 1)))
