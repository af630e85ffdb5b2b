# A school of a dozen students, made over HTTP on a running server: who is told, who is listed, who is not.
import base64
from datetime import timedelta

PASSWORD = "a long password"
OFFICERS = {"olga": "olga@example.com", "peter": "peter@example.com"}
ONLY_SUPERUSER = {"susan": "susan@example.com"}
INACTIVE = ["Viggo Ulriksholm", "Thyra Mariager", "Aslaug Bovbjerg", "Torkild Hestehave", "Gudmund Vestervig"]
ACTIVE = ["Ylva Klitgaard", "Roar Nymindegab"]
LATER = "Sigvor Lyngholm"
PERIODS = 4


class SmallSchool:
    """The school on ``server``, at the moment its clock shows."""

    def __init__(self, server):
        self.server = server
        self.admin = server.login("admin", "admin")
        self.responsible = "olga"

    @property
    def officer(self):
        """A session of somebody who may anonymise."""
        return self.server.login(self.responsible, PASSWORD)

    def build(self):
        """Make users, periods, a course and students, and save the settings."""
        self.admin.call("res.company", "write", [1], {"name": "The small school", "email": "school@example.com"})
        (company,) = self.admin.read("res.company", [["id", "=", 1]], ["partner_id"])
        self.admin.call("res.partner", "write", [company["partner_id"][0]], {"tz": "Europe/Copenhagen"})
        for login, email in OFFICERS.items():
            self._officer(login, email)
        for login, email in ONLY_SUPERUSER.items():
            self._user(login, email, [self._record("school_base", "group_school_superuser")])
        officer = self.officer
        periods = self._periods(officer)
        (course,) = officer.call("school.course", "create", [{"name": "Violin"}])
        for name in INACTIVE:
            student = self._student(officer, name)
            self._enrol(officer, student, course, periods[1])
            self._letter(officer, student, name)
        for name in ACTIVE:
            self._enrol(officer, self._student(officer, name), course, periods[-1])
        self._becomes_eligible_later(officer)
        officer.call("school.anonymisation.settings", "save_settings", {"anonymisation_inactive_periods": str(PERIODS)})

    def student(self, name):
        """Id of a student by name."""
        (row,) = self.officer.read("school.student", [["name", "=", name]], ["id"], context={"active_test": False})
        return row["id"]

    def prevent(self, name):
        """Somebody says: not this one."""
        values = {"anonymisation_prevented": True, "anonymisation_prevented_reason": "Writes a reference"}
        self.officer.call("school.student", "write", [self.student(name)], values)

    def come_back(self, name, today):
        """A student takes up a course again."""
        officer = self.officer
        domain = [["date_start", "<=", str(today)], ["date_end", ">=", str(today)]]
        (period,) = officer.read("school.teaching.period", domain, ["id"])
        (course,) = officer.read("school.course", [["name", "=", "Violin"]], ["id"])
        self._enrol(officer, self.student(name), course["id"], period["id"])

    def states(self):
        """``{student id: what became of them}`` of this year's cycle."""
        fields = ["student_id", "state"]
        rows = self.officer.read("school.anonymisation.candidate", [], fields, context={"active_test": False})
        return {row["student_id"][0]: row["state"] for row in rows}

    def cycle(self):
        """The one cycle there is."""
        fields = ["state", "run_on", "second_on", "residue_count", "unverified_count", "anonymised_count"]
        (cycle,) = self.officer.read("school.anonymisation.cycle", [], fields)
        return cycle

    def hand_over(self, login, email):
        """The responsible person leaves, and somebody new gets the permission."""
        leaves = self.admin.read("res.users", [["login", "=", self.responsible]], ["id"])
        self._officer(login, email)
        self.admin.call("res.users", "write", [leaves[0]["id"]], {"active": False})
        self.responsible = login

    def break_template(self, name):
        """Somebody edits a mail template of the addon; Odoo saves it, and it fails in every mail but the list."""
        (user,) = self.admin.read("res.users", [["login", "=", self.responsible]], ["id"])
        editors = self._record("mail", "group_mail_template_editor")
        self.admin.call("res.users", "write", [user["id"]], {"group_ids": [[4, editors]]})
        body = "<p t-out=\"1 / (object.kind == 'list')\"/>"
        template = self._record("school_anonymisation", name)
        self.officer.call("mail.template", "write", [template], {"body_html": body})

    def new_period(self, name):
        """A teaching period begins on 1 November, and makes this student inactive who is not yet."""
        officer, year = self.officer, self.server.clock.now().year
        spring, autumn = (
            officer.read("school.teaching.period", [["date_start", "=", start]], ["id"])[0]["id"]
            for start in (f"{year - 1}-01-01", f"{year}-07-01")
        )
        officer.call("school.teaching.period", "write", [autumn], {"date_end": f"{year}-10-31"})
        values = {"name": f"Winter {year}", "date_start": f"{year}-11-01", "date_end": f"{year + 1}-02-28"}
        officer.call("school.teaching.period", "create", [values])
        (course,) = officer.read("school.course", [["name", "=", "Violin"]], ["id"])
        self._enrol(officer, self._student(officer, name), course["id"], spring)

    def import_students(self, names):
        """Leavers of long ago are imported."""
        officer = self.officer
        for name in names:
            self._student(officer, name)

    def alerts(self):
        """What the administrator is told to see to."""
        return [row["summary"] for row in self.admin.read("mail.activity", [["summary", "!=", False]], ["summary"])]

    def _officer(self, login, email):
        groups = (("school_base", "group_school_superuser"), ("school_anonymisation", "group_r_can_anonymize_users"))
        self._user(login, email, [self._record(*group) for group in groups])

    def _record(self, module, name):
        (row,) = self.admin.read("ir.model.data", [["module", "=", module], ["name", "=", name]], ["res_id"])
        return row["res_id"]

    def _user(self, login, email, groups):
        values = {"name": login.title(), "login": login, "email": email, "password": PASSWORD}
        values["group_ids"] = [[6, 0, groups]]
        self.admin.call("res.users", "create", [values], context={"no_reset_password": True})

    def _periods(self, officer):
        """Eight half-years, the last one holding the clock's today."""
        year = self.server.clock.now().year
        values = []
        for this in range(year - 3, year + 1):
            values.append({"name": f"Spring {this}", "date_start": f"{this}-01-01", "date_end": f"{this}-06-30"})
            values.append({"name": f"Autumn {this}", "date_start": f"{this}-07-01", "date_end": f"{this}-12-31"})
        return officer.call("school.teaching.period", "create", values)

    def _student(self, officer, name):
        values = {
            "name": name,
            "email": f"{name.split()[0].lower()}@families.example",
            "registered_on": self._long_ago(),
        }
        (student,) = officer.call("school.student", "create", [values])
        return student

    def _enrol(self, officer, student, course, period):
        values = {"student_id": student, "course_id": course, "period_id": period}
        officer.call("school.enrolment", "create", [values])

    def _letter(self, officer, student, name):
        letter = base64.b64encode(f"Dear {name}".encode()).decode()
        values = {"name": f"Letter to {name}.txt", "datas": letter, "res_model": "school.student", "res_id": student}
        officer.call("ir.attachment", "create", [values])

    def _becomes_eligible_later(self, officer):
        student = self._student(officer, LATER)
        (relative,) = officer.call("res.partner", "create", [{"name": "Gorm Lyngholm"}])
        today = self.server.clock.now().date()
        values = {"student_id": student, "relative_id": relative, "relation": "guardian"}
        # A guardian who has just come holds the family back, until the link ends.
        values.update(date_start=str(today), date_end=str(today.replace(month=10, day=18)))
        officer.call("school.family.association", "create", [values])

    def _long_ago(self):
        return str((self.server.clock.now() - timedelta(days=4 * 365)).date())
