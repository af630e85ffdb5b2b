"""Subjects and texts are right for none, one and many, in every language."""

from .cycle_common import CycleCase, november, october


class TestCycleNumbers(CycleCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("da_DK")
        self.env["ir.module.module"]._load_module_terms(["school_anonymisation"], ["da_DK"], overwrite=True)

    def subjects(self, day, lang):
        self.officer.lang = lang
        return [mail["subject"] for mail in self.play(day)]

    def check_list(self, english, danish):
        self.make_officer("kit_dane", lang="da_DK")
        subjects = {self.to(mail): mail["subject"] for mail in self.play(october(1))}
        # Until when to look stands before it.
        for address, headline in (("officer@school.example", english), ("kit_dane@school.example", danish)):
            self.assertRegex(subjects[address], rf"^Test school: (\S.*2026: )?{headline}$")

    def test_list_of_nobody(self):
        self.enrol(self.student)
        self.check_list("nobody to be anonymised on November 1, 2026", "ingen skal anonymiseres den 1. november 2026")

    def test_list_of_one(self):
        self.check_list(
            "1 student to be anonymised on November 1, 2026", "1 elev skal anonymiseres den 1. november 2026"
        )

    def test_list_of_many(self):
        self.make_students("Bo", "Clara")
        self.check_list(
            "3 students to be anonymised on November 1, 2026", "3 elever skal anonymiseres den 1. november 2026"
        )

    def check_report(self, english, danish):
        self.make_officer("kit_dane", lang="da_DK")
        self.play_until_run()
        subjects = {self.to(mail): mail["subject"] for mail in self.play(november(1))}
        self.assertEqual(subjects["officer@school.example"], f"Test school: {english}")
        self.assertEqual(subjects["kit_dane@school.example"], f"Test school: {danish}")

    def test_report_of_nobody(self):
        self.enrol(self.student)
        self.check_report("nobody anonymised", "ingen anonymiseret")

    def test_report_of_one(self):
        self.check_report("1 student anonymised", "1 elev anonymiseret")

    def test_report_of_many(self):
        self.make_students("Bo", "Clara")
        self.check_report("3 students anonymised", "3 elever anonymiseret")

    def test_one_teaching_period_is_one(self):
        self.company.anonymisation_inactive_periods = 1
        [mail] = self.play(october(1))
        self.assertIn("for one teaching period.", self.text(mail))

    def test_several_teaching_periods_are_several(self):
        [mail] = self.play(october(1))
        self.assertIn("for 4 teaching periods.", self.text(mail))
