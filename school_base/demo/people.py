# Makes up people: Danish names, addresses, phone numbers and ID numbers, always the same ones.
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ü": "u", " ": "."})


@dataclass(eq=False)
class Household:
    """Who lives together: one last name, one address."""

    last_name: str
    address: dict


@dataclass(eq=False)
class Contact:
    """A person without a student profile; ``values`` are those of a contact."""

    values: dict
    record: object = None


@dataclass(eq=False)
class People:
    """A source of people. The same seed gives the same people in the same order.

    Raises ImportError where the package Faker is not installed.
    """

    seed: int
    used_emails: set = field(default_factory=set)

    def __post_init__(self):
        # Only the demo school needs it, so only the demo school asks for it.
        from faker import Faker

        self.random = random.Random(self.seed)
        self.fake = Faker("da_DK")
        self.fake.seed_instance(self.seed)

    def household(self):
        return Household(
            self.fake.last_name(),
            {
                "street": f"{self.fake.street_name()} {self.random.randint(1, 140)}",
                "zip": self.fake.postcode(),
                "city": self.fake.city(),
            },
        )

    def born(self, age, on):
        """Return a birth date of somebody who was ``age`` years old on a day."""
        return date(on.year - age, 1, 1) + timedelta(days=self.random.randrange(365))

    def person(self, household, gender=None):
        """Return the values of a contact: name, address, e-mail address and phone number."""
        gender = gender or self.random.choice(("female", "male"))
        first = self.fake.first_name_female() if gender == "female" else self.fake.first_name_male()
        name = f"{first} {household.last_name}"
        return {
            "name": name,
            "email": self._email(name),
            "phone": self.fake.numerify("+45 2# ## ## ##"),
            **household.address,
        }, gender

    def contact(self, household, gender=None):
        return Contact(self.person(household, gender)[0])

    def national_id(self, born, gender):
        """Return an ID number as Denmark gives in tests: 60 is added to the day, so nobody has it."""
        last = self.random.randrange(5) * 2 + (gender == "male")
        return f"{born.day + 60:02}{born:%m%y}-{self.fake.numerify('%##')}{last}"

    def _email(self, name):
        base = name.lower().translate(ASCII)
        email, number = f"{base}@example.com", 2
        while email in self.used_emails:
            email, number = f"{base}{number}@example.com", number + 1
        self.used_emails.add(email)
        return email


def partner_of(person):
    """Return the contact of a life or of a contact."""
    record = person.record
    return record.partner_id if record._name == "school.student" else record
