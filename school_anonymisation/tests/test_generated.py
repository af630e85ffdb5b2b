"""Property: of generated people nothing is left in generated texts and files, and nobody else is touched."""

import os
from collections import Counter

from odoo.tests import tagged

from .kit_erasing import ErasureCase
from .kit_generated import Generator

PEOPLE = int(os.environ.get("SCHOOL_TEST_PEOPLE", "130"))
"""How many are erased; four texts about each: over 500 examples."""

SLICE = 1250
"""How many are erased at once; the next ones are others, in the same database as it was before."""

SEED = int(os.environ.get("SCHOOL_TEST_SEED", "1"))


@tagged("post_install", "-at_install")
class TestGenerated(ErasureCase):
    def test_nothing_is_left_and_nobody_is_harmed(self):
        for number, first in enumerate(range(0, PEOPLE, SLICE)):
            with self.subTest(seed=SEED + number), self.env.cr.savepoint() as before:
                self.erase_some(SEED + number, min(SLICE, PEOPLE - first))
                before.rollback()

    def erase_some(self, seed, count):
        generator = Generator(seed)
        people = self.people(generator, count)
        texts = self.texts(generator, people)
        students = self.env["school.student"].create(
            [
                {
                    "name": person.name,
                    "email": person.email,
                    "phone": person.phone,
                    "national_id": person.national_id,
                    "company_id": self.company.id,
                    "country_id": self.env.ref("base.dk").id,
                    "registered_on": "2020-01-01",
                }
                for person, _other, _namesake in people
            ]
        )
        others = self.env["res.partner"].create(
            [{"name": other.name, "email": other.email, "phone": other.phone} for _person, other, _namesake in people]
        )
        self.env["res.partner"].create(
            [
                {"name": person.name, "email": f"namesake{number}@elsewhere.example.com"}
                for number, (person, _other, namesake) in enumerate(people)
                if namesake
            ]
        )
        before = [(other.name, other.email, other.phone) for other in others]
        hosts = self.plant(texts)
        self.erase(students)
        self.assertEqual([(other.name, other.email, other.phone) for other in others], before)
        wrong = Counter(text.harm(self.now(host, text)) for host, text in hosts)
        wrong.pop("", None)
        self.assertFalse(wrong, self.examples(hosts))

    def people(self, generator, count):
        """Return [(Person, another one, whether there is a namesake)]: strangers, and one of the family."""
        found = []
        for number in range(count):
            person = generator.person()
            other = generator.person(surname=person.words[-1]) if number % 3 == 0 else generator.person()
            found.append((person, other, number % 10 == 0))
        return found

    def texts(self, generator, people):
        return [text for person, other, namesake in people for text in generator.texts(person, other, namesake)]

    def plant(self, texts):
        """Return [(record, Text)]: notes on a contact of nobody's, and files."""
        notes = [text for text in texts if text.kind == "html"]
        files = [text for text in texts if text.kind != "html"]
        contacts = self.env["res.partner"].create(
            [{"name": f"Caretaker {number}", "comment": text.text} for number, text in enumerate(notes)]
        )
        attachments = self.env["ir.attachment"].create(
            [
                {"name": f"list{number}.{text.kind}", "raw": text.content, "res_model": "res.partner",
                 "res_id": contacts[:1].id}
                for number, text in enumerate(files)
            ]
        )  # fmt: skip
        return [*zip(contacts, notes, strict=True), *zip(attachments, files, strict=True)]

    def now(self, host, text):
        if text.kind == "html":
            return str(host.comment)
        return text.text_of(host.raw) if host.exists() else "deleted"

    def examples(self, hosts):
        found = [(text.text, self.now(host, text)) for host, text in hosts if text.harm(self.now(host, text))]
        return "\n".join(f"{before}\n  -> {now}" for before, now in found[:15])
