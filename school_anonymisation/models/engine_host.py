"""What the erasing engine is told of the school: its rows of the register, its day, its terms, its lists, its log."""

import re

from ..erasure.host import Host
from ..triggers import TRIGGERS


class SchoolHost(Host):
    """The school of an environment's database. Access is superuser's: who may erase was checked before.

    :param company_id: for whom people are erased: whoever may anonymise there is asked.
    """

    neutral = re.compile(r"(?:Anonymised \w+|Former (?:customer|login)) [0-9A-Z]{4}-[0-9A-Z]{4}")

    triggers = frozenset(TRIGGERS)

    def __init__(self, company_id=None):
        self._company_id = company_id

    def things(self):
        return "school.course", "school.instrument", "school.teaching.period", "school.anonymisation.register.row"

    def relatives(self, env, people):
        found = {}
        associations = env["school.family.association"].sudo().with_context(active_test=False)
        for association in associations.search([("student_id.partner_id", "in", list(people))]):
            found.setdefault(association.student_id.partner_id.id, set()).add(association.relative_id.id)
        for association in associations.search([("relative_id", "in", list(people))]):
            found.setdefault(association.relative_id.id, set()).add(association.student_id.partner_id.id)
        return found

    def rows(self, env):
        companies = [self._company_id] if self._company_id else ()
        return env["school.anonymisation.register.row"].sudo()._rows_of(companies)

    def today(self, env):
        return env["school.anonymisation.retained"]._today()

    def periods(self, env):
        companies = env["res.company"].sudo().search([])
        found = {company.id: company._school_first_days() for company in companies}
        own = self._company_id or env.company.id
        return found | {0: found.get(own, [])}

    def retention_years(self, env):
        companies = env["res.company"].sudo().search([])
        return {company.id: company.anonymisation_retention_years for company in companies}

    def retained(self, env):
        documents = env["school.anonymisation.retained"].sudo().search([])
        return {model: lines.mapped("res_id") for model, lines in documents.grouped("model").items()}

    def retain(self, env, people, retention):
        env["school.anonymisation.retained"].sudo()._retain(people, retention)

    def report(self, env, people, verification):
        env["school.anonymisation.log"]._record_verification(list(people), verification)

    def ask(self, env, questions):
        company = env["res.company"].browse(self._company_id) if self._company_id else env.company
        running = [("company_id", "=", company.id), ("state", "=", "running")]
        cycle = env["school.anonymisation.cycle"].sudo().search(running, limit=1)
        env["school.anonymisation.look"].sudo()._ask(company, questions, cycle)
