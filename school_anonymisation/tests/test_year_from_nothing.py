"""A school that had no student app imports its students, links their families, and has its first year with them all."""

from ..testing import YearCase, november, october

# {family: its children, as the school's list of students says them}; the first is looked for where nobody is left.
CHILDREN = {
    "Ravn": ["Anna Ravn", "Bo Ravn"],
    "Holm": ["Ida Holm"],
    "Dahl": ["Ib Dahl", "Eva Dahl"],
    "Krogh": ["Ane Krogh", "Ea Vinther"],
    "Skov": ["Uffe Skov", "Mille Skov"],
    "Lund": ["Tom Lund"],
    "Rask": ["Rie Rask", "Emil Rask"],
}
TRACES = (
    "Uffe Skov",
    "uffe.skov@home.example",
    "Ulla Skov",
    "ulla@skov.example",
    "Gerda Skov",
    "Tom Lund",
    "Skovvej 12",
)


class TestYearFromNothing(YearCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nobody = cls.student.partner_id
        cls.student.unlink()
        nobody.unlink()
        cls.students = {student.name: student for student in cls.imported()}
        cls.live()

    @classmethod
    def imported(cls):
        """Return the students of the school's list, read in as its secretary does."""
        first = cls.periods[0].date_start.isoformat()
        rows = [
            [name, f"{name.lower().replace(' ', '.')}@home.example", f"{family}vej 12", first]
            for family, children in CHILDREN.items()
            for name in children
        ]
        students = cls.env["school.student"].with_user(cls.school_user).with_context(import_file=True)
        answer = students.load(["name", "email", "street", "registered_on"], rows)
        assert answer["ids"], answer["messages"]
        return cls.env["school.student"].browse(answer["ids"])

    @classmethod
    def live(cls):
        """Let everybody have had lessons long ago, and each family be as the table in docs/families.md has it."""
        cls.relatives = {}
        for student in cls.students.values():
            cls.enrol(student, cls.periods[0], state="completed")
        for relative, relation, *children in (
            ("Lone Ravn", "guardian", "Anna Ravn", "Bo Ravn"),
            ("Mia Holm", "guardian", "Ida Holm"),
            ("Kaj Dahl", "guardian", "Ib Dahl", "Eva Dahl"),
            ("Pia Krogh", "guardian", "Ane Krogh"),
            ("Per Vinther", "guardian", "Ane Krogh", "Ea Vinther"),
            ("Ulla Skov", "guardian", "Uffe Skov", "Mille Skov"),
            ("Gerda Skov", "other", "Uffe Skov"),
            ("Ole Rask", "guardian", "Rie Rask", "Emil Rask"),
        ):
            cls.relatives[relative] = cls.make_contact(relative, email=f"{relative.split()[0].lower()}@skov.example")
            for child in children:
                cls.link(cls.students[child], cls.relatives[relative], relation)
        cls.enrol(cls.students["Bo Ravn"])
        cls.make_invoice(cls.relatives["Mia Holm"], invoice_date=cls.periods[0].date_start)
        cls.students["Ib Dahl"].write(
            {"anonymisation_prevented": True, "anonymisation_prevented_reason": "Plays in the jubilee"}
        )
        cls.hire(cls.students["Ea Vinther"])
        cls.relatives["Vera Lund"] = cls.make_user("kit_teacher", name="Vera Lund").partner_id
        cls.link(cls.students["Tom Lund"], cls.relatives["Vera Lund"])

    def profile(self, name):
        return self.students.get(name) or self.relatives[name].with_context(active_test=False).student_ids

    def test_first_year(self):
        told = {
            "Anna Ravn": "Of this family somebody is still here: Bo Ravn.",
            "Lone Ravn": "Of this family somebody is still here: Bo Ravn.",
            "Ida Holm": "Of this family somebody is still here: Mia Holm.",
            "Eva Dahl": "Of this family somebody is still here: Ib Dahl.",
            "Ane Krogh": "Of this family somebody is still here: Ea Vinther.",
            "Pia Krogh": "Of this family somebody is still here: Ea Vinther.",
            "Per Vinther": "Of this family somebody is still here: Ea Vinther.",
        }
        for name, sentence in told.items():
            profile = self.profile(name)
            sentences = [blocker.sentence for blocker in profile._anonymisation_blockers()[profile.id]]
            self.assertEqual(len(sentences), 1, name)
            self.assertIn(sentence, sentences[0])
        counted = self.env["school.enrolment"]._read_group([], ["period_id", "state"], ["__count"])

        [mail] = self.play(october(1))
        goes = ["Uffe Skov", "Mille Skov", "Ulla Skov", "Gerda Skov", "Tom Lund"]
        changes = ["Rie Rask", "Emil Rask", "Ole Rask"]
        self.assertEqual(set(self.cycle.candidate_ids.student_id.mapped("name")), {*goes, *changes})
        for name in (*goes, *changes):
            self.assertIn(name, str(mail["body"]))
        for day in (15, 22):
            self.play(october(day))
        late = self.enrol(self.students["Emil Rask"])
        self.play(november(1))

        self.assertEqual(self.cycle.state, "done")
        gone = [self.profile(name) for name in goes]
        for profile in gone:
            self.assertAnonymised(profile)
        kinds = {name: profile.anonymisation_label.split()[1] for name, profile in zip(goes, gone, strict=True)}
        self.assertEqual({name for name, kind in kinds.items() if kind == "guardian"}, {"Ulla Skov", "Gerda Skov"})
        self.assertEqual(
            (self.row(self.profile("Rie Rask")).reason_codes, late.state), ("family_association", "active")
        )
        self.assertNoTrace(TRACES)
        self.assertEqual(self.relatives["Vera Lund"].name, "Vera Lund")
        everybody = {*self.students, *self.relatives} - {*goes, "Vera Lund"}
        for name in everybody:
            self.assertEqual(self.profile(name).partner_id.name, name)
        self.assertEqual(self.cycle.residue_count, 0)
        late.unlink()
        self.assertEqual(self.env["school.enrolment"]._read_group([], ["period_id", "state"], ["__count"]), counted)
