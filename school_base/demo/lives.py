# Makes up what students did at the school, so that every rule has people on both of its sides.
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .people import Household

COURSES = 12
# The first teaching period that counts as recent when four are looked back upon.
RECENT = 4


@dataclass(eq=False)
class Life:
    """A student before there is a record: plain values and lists of what happened.

    ``enrolments`` are (period number, course number, state, planned, attended);
    ``waiting`` (course number, state, requested, closed); ``hires`` (hired, returned);
    ``family`` (Life or Contact, relation, start, end);
    ``invoices`` (Life or Contact that pays, outcome, date).
    """

    values: dict
    enrolments: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    hires: list = field(default_factory=list)
    family: list = field(default_factory=list)
    invoices: list = field(default_factory=list)
    teaches: bool = False
    record: object = None


def half_years(today, count=8):
    """Return (name, first day, last day) of half-years, oldest first, the last holding today."""
    last = date(today.year, 1 if today.month < 7 else 7, 1)
    starts = [last - relativedelta(months=6 * back) for back in reversed(range(count))]
    return [
        (
            f"{'Spring' if start.month == 1 else 'Autumn'} {start.year}",
            start,
            start + relativedelta(months=6, days=-1),
        )
        for start in starts
    ]


class Lives:
    """Builds lives around ``today``; ``people`` is where the persons come from."""

    def __init__(self, people, today):
        self.people, self.today = people, today
        self.random = people.random
        self.periods = half_years(today)
        self.all = []

    def start(self, number):
        return self.periods[number][1]

    def end(self, number):
        return self.periods[number][2]

    def day_in(self, number):
        """Return a day of a period that is not after today."""
        last = min(self.end(number), self.today)
        return self.start(number) + timedelta(days=self.random.randrange((last - self.start(number)).days + 1))

    def student(self, registered_on, household=None, age=None, gender=None):
        household = household or self.people.household()
        values, gender = self.people.person(household, gender)
        age = age or self.random.choice((6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 24, 41))
        born = self.people.born(age, registered_on)
        values |= {
            "birth_date": born,
            "gender": gender,
            "national_id": self.people.national_id(born, gender),
            "registered_on": registered_on,
        }
        if self.random.random() < 0.1:
            values["health_notes"] = self.random.choice(
                ("Asthma, carries an inhaler.", "Allergic to nuts.", "Hears less on the left side.")
            )
        life = Life(values)
        self.all.append(life)
        return life

    def studied(self, first, last, **kwargs):
        """Return a student on one course from one period to another, both included."""
        before = timedelta(days=self.random.randint(5, 120))
        life = self.student(self.start(first) - before, **kwargs)
        course = self.random.randrange(COURSES)
        for number in range(first, last + 1):
            self.enrol(life, number, course)
        return life

    def enrol(self, life, number, course, state=None):
        now = number == len(self.periods) - 1
        planned = self.random.choice((14, 16, 18))
        attended = self.random.randint(0, 8) if now else self.random.randint(planned // 2, planned)
        state = state or ("active" if now else "completed")
        life.enrolments.append((number, course, state, planned, attended))

    def long_gone(self, **kwargs):
        """Return a student whose last teaching period is too long ago to be recent."""
        last = self.random.randrange(RECENT)
        return self.studied(self.random.randint(0, last), last, **kwargs)

    def last_period(self, life):
        return max(number for number, *_rest in life.enrolments)

    def guardian(self, life, end=None, contact=None):
        """Link a guardian from the registration on, until ``end`` if there is one."""
        if not contact:
            address = {key: life.values[key] for key in ("street", "zip", "city")}
            household = Household(life.values["name"].split(maxsplit=1)[-1], address)
            contact = self.people.contact(household)
        life.family.append((contact, "guardian", life.values["registered_on"], end))
        return contact

    def invoice(self, life, outcome, payer=None, on=None):
        on = on or self.day_in(self.last_period(life))
        life.invoices.append((payer or life, outcome, on))
