"""The demo's year: what people at the school do from 30 September to 2 November, and what the program does then."""

from collections import Counter
from datetime import datetime, timezone

from . import demo_words as words
from .sentence import Stop, say
from .traces import places

STUDENT_FIELDS = ["student_number", "name", "email", "phone", "national_id", "partner_id"]
IDENTIFYING = ("name", "email", "phone", "national_id")
PERIODS = 4


class Year:
    """One year at the demo school, played on a running server; everything a person does goes through HTTP."""

    def __init__(self, server, clock, mailbox, year):
        self.server, self.clock, self.mailbox, self.year = server, clock, mailbox, year
        self.secretary = server.login("secretary", "secretary")
        self.lines = []
        self.told_mails = 0

    def play(self):
        """Play it; returns the lines that were told."""
        self._tell(words.title(self.year))
        self._settings()
        self._to(10, 1)
        self._tell_step(words.LIST)
        listed = self._students([["id", "in", self._listed()]])
        self._to(10, 8)
        self._prevent(listed[:2])
        self._to(10, 15)
        self._tell_step(words.REMINDER)
        self._to(10, 22)
        self._tell_step(words.REMINDER)
        self._to(10, 28)
        self._enrol(listed[2])
        self._to(10, 31)
        before = self._students([["anonymised", "=", False]])
        self._to(11, 1)
        self._to(11, 2)
        self._tell_run(before)
        return self.lines

    def to_the_second_week(self):
        """Play until the list has been out for a week; returns ids of students in whom there is something to see."""
        self._settings()
        self._to(10, 1)
        listed = self._students([["id", "in", self._listed()]])
        self._to(10, 8)
        self._prevent(listed[:1])
        on_hire = self.secretary.read("school.instrument.hire", [["returned_on", "=", False]], ["student_id"], limit=1)
        people = dict(zip(("prevented", "candidate", "anonymised"), (row["id"] for row in listed), strict=False))
        return {**people, "refused": on_hire[0]["student_id"][0]}

    def _settings(self):
        admin = self.server.login("admin", "admin")
        admin.call("ir.config_parameter", "set_param", "web.base.url", self.server.address)
        students = self._students([])
        self.secretary.call(
            "school.anonymisation.settings", "save_settings", {"anonymisation_inactive_periods": str(PERIODS)}
        )
        held_back = self.secretary.read(
            "school.student",
            [["anonymisation_eligible", "=", False]],
            ["anonymisation_blocked_by"],
            context={"active_test": False},
        )
        reasons = Counter(
            code for row in held_back for code in (row["anonymisation_blocked_by"] or "").split(",") if code
        )
        self._tell(words.school(len(students), len(students) - len(held_back), PERIODS))
        self._tell(words.held_back(reasons))

    def _prevent(self, students):
        reason = "Still writes to us about a certificate"
        values = {"anonymisation_prevented": True, "anonymisation_prevented_reason": reason}
        for student in students:
            self.secretary.call("school.student", "write", [student["id"]], values)
        self._tell(words.prevented(self.clock.now(), [student["name"] for student in students], reason))

    def _enrol(self, student):
        today = self.clock.now().date().isoformat()
        periods = self.secretary.read(
            "school.teaching.period", [["date_start", "<=", today], ["date_end", ">=", today]], ["name"]
        )
        courses = self.secretary.read("school.course", [["capacity", "=", 0]], ["name"], limit=1)
        if not periods or not courses:
            raise Stop(
                "The demo school has no teaching period or no course to come back to; its demo data is not as expected."
            )
        self.secretary.call(
            "school.enrolment",
            "create",
            {"student_id": student["id"], "course_id": courses[0]["id"], "period_id": periods[0]["id"]},
        )
        self._tell(words.came_back(self.clock.now(), student["name"], courses[0]["name"]))

    def _tell_run(self, before):
        (cycle,) = self._cycles()
        # Whoever went may stand in a new row by now, which nothing leads to.
        staying = {student["id"] for student in self._students([["anonymised", "=", False]])}
        done = {student["id"] for student in before} - staying
        if not done:
            raise Stop(f"Nobody was anonymised in {self.year}; see {self.server.log}.")
        states, skipped = Counter(), Counter()
        for state, codes, count in self._outcomes(cycle):
            states[state] += count
            if state == "skipped":
                skipped.update(dict.fromkeys((codes or "unknown").split(","), count))
        self._tell(words.run(cycle, states, skipped))
        self._tell_mails()
        self._tell(words.left_by_program(cycle))
        values = self._only_theirs(before, done)
        found = places(self.server.cluster, self.server.database, values)
        self._tell(words.left_by_search(len(done), len(values), found))

    def _outcomes(self, cycle):
        """Return [(state, codes of reasons, how many)] of whoever was on the list."""
        rows = self._candidates(cycle)
        return cycle["settled_counts"] or [(row["state"], row["reason_codes"], 1) for row in rows]

    def _only_theirs(self, before, done):
        """What the anonymised were known by, without what somebody who is still there is known by as well."""
        others = self.secretary.read("res.partner", [], ["name", "email", "phone"], context={"active_test": False}) + [
            student for student in before if student["id"] not in done
        ]
        theirs = {
            str(person[field]).lower() for person in others for field in person if field != "id" and person[field]
        }
        values = {student[field] for student in before if student["id"] in done for field in IDENTIFYING}
        return {value for value in values if value and not any(value.lower() in other for other in theirs)}

    def _to(self, month, day):
        """Go to the morning of a day and let everything that is due happen; mails leave the queue an hour later."""
        for hour in (6, 7, 8):
            self.clock.move_to(datetime(self.year, month, day, hour, tzinfo=timezone.utc))
            try:
                self.server.settle()
            except TimeoutError as error:
                raise Stop(str(error)) from None

    def _tell_step(self, what):
        (cycle,) = self._cycles()
        self._tell(words.step(self.clock.now(), what, cycle))
        self._tell_mails()

    def _tell_mails(self):
        """Tell of the mails that arrived since the last time."""
        mails = self.mailbox.mails()
        for mail in mails[self.told_mails :]:
            self._tell(words.mail(mail))
        self.told_mails = len(mails)

    def _students(self, domain):
        return self.secretary.read("school.student", domain, STUDENT_FIELDS, order="id", context={"active_test": False})

    def _cycles(self):
        fields = ["state", "listed_count", "new_count", "gone_count", "prevented_count", "anonymised_count"]
        fields += ["skipped_count", "failed_count", "retained_count", "retained_until", "residue_count", "stop_code"]
        fields += ["settled_counts"]
        cycles = self.secretary.read("school.anonymisation.cycle", [["year", "=", self.year]], fields)
        if len(cycles) != 1:
            raise Stop(f"There should be one cycle for {self.year} and there are {len(cycles)}; see {self.server.log}.")
        return cycles

    def _candidates(self, cycle):
        return self.secretary.read(
            "school.anonymisation.candidate",
            [["cycle_id", "=", cycle["id"]]],
            ["student_id", "state", "reason_codes"],
            context={"active_test": False},
        )

    def _listed(self):
        (cycle,) = self._cycles()
        return [row["student_id"][0] for row in self._candidates(cycle) if row["state"] in ("candidate", "new")]

    def _tell(self, text):
        say(text)
        self.lines.append(text)
