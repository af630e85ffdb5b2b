"""What every rule is, and how all of them are found."""

import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.orm.domains import DomainOr

from ..failure import failure_code
from ..failure_words import failure_sentence, is_own
from ..outcome import Blocker
from ..trouble import concerns_everybody
from .once import ONCE, Once, found_once

_logger = logging.getLogger(__name__)


def _leads_somewhere(model, path):
    for name in path.split("."):
        item = model._fields.get(name) if model is not None else None
        if item is None:
            return False
        model = model.env[item.comodel_name] if item.relational else None
    return True


class AnonymisationRule(models.AbstractModel):
    """A reason not to anonymise a student.

    A rule inherits this model and gives ``_code`` (fixed, snake_case), ``_sequence``, ``_depends_on`` (field paths
    from the student that change its outcome, apart from the passing of time) and three methods. All of them run in
    superuser mode and with archived records in view, since a rule has to see what the reader of its
    outcome may not.
    """

    _name = "school.anonymisation.rule"
    _description = "Rule of anonymisation"

    _code: str = ""
    _sequence = 100
    _depends_on = ()
    _switch = None
    """Name of the company's Boolean by which a school can do without this rule; None: no school can."""
    _holds_family = True
    """Whether whom this rule holds back is still of the school, so that the family is held back, too."""
    _asks_of_others = False
    """Whether it depends on whom the other rules hold back; then it has `_blocked_beside`."""

    @api.model
    def _all_rules(self):
        """Return the rules of this database, as a list of empty recordsets in the order they are told."""
        names = self.env.registry.descendants([AnonymisationRule._name], "_inherit")
        context = {"active_test": False, ONCE: Once()}
        rules = [self.env[name].sudo().with_context(**context) for name in names]
        return sorted((rule for rule in rules if rule._code), key=lambda rule: (rule._sequence, rule._code))

    @api.model
    def _is_in_force(self, company):
        """Whether this company has not switched the rule off."""
        return not self._switch or company[self._switch]

    @api.model
    def _known_dependencies(self):
        """Return what of ``_depends_on`` leads to a field; the check of rules names the rest by file and line."""
        return [path for path in self._depends_on if _leads_somewhere(self.env["school.student"], path)]

    @api.model
    def _held_back(self, students=None, held=None):
        """Return a list of Domains: a student in any of them is held back, of schools where the rule is in force.

        Apart from each other: of a few students, PostgreSQL would look at everybody's for an OR.

        :param students: of whom alone it is asked; None = of everybody.
        :param held: what `_blocked_beside` wants, where it has been asked already.
        """
        in_force = self._by_company(self._is_in_force, Domain) if self._switch else Domain.TRUE
        if held is not None:
            blocked = self._blocked_beside(held)
        else:
            blocked = self._blocked() if students is None else self._blocked_among(students)
        return [in_force & either for either in (blocked.children if isinstance(blocked, DomainOr) else (blocked,))]

    @api.model
    def _held_back_queries(self, asked, students=None, held=None):
        """Return Queries of which one finds each student of a Domain who is held back, see `_held_back`.

        A rule that raises holds everybody back: nobody is anonymised by an addon's error.
        """
        everybody = self.env["school.student"].sudo().with_context(active_test=False)
        try:
            return [everybody._search(asked & domain) for domain in self._held_back(students, held)]
        except Exception as error:
            if concerns_everybody(error):
                raise
            # Without the message: it may quote a record.
            _logger.error("The rule %s failed: %s", self._name, failure_code(error, is_own))
            return [everybody._search(asked)]

    @api.model
    def _blocked(self):
        """Return the Domain on ``school.student`` of the students whom this rule holds back."""
        raise NotImplementedError

    @api.model
    def _blocked_beside(self, held):
        """Return the same Domain as `_blocked` does.

        :param held: SQL that selects partner_id of whoever another rule holds back because of whom the family is, too,
            or somebody keeps on purpose.
        """
        return self._blocked()

    @api.model
    def _blocked_among(self, students):
        """Return a Domain that holds back the same of these students as `_blocked` does, and may look at less."""
        return self._blocked()

    @api.model
    def _blockers(self, student):
        """Return the list of Blockers of this one student, who is held back."""
        records = self._records(student)
        return [Blocker(self._code, self._sentence(student, records), records)]

    @api.model
    def _blockers_or_trouble(self, student):
        """Return `_blockers`; where the rule cannot be asked or told of, one that says which addon is to be mended."""
        try:
            with self.env.cr.savepoint():
                blockers = self._blockers(student)
                if not all(blocker.records for blocker in blockers):
                    # Is the student held back by something that has no records, or by an error?
                    for domain in self._held_back():
                        student.search_count(Domain("id", "=", student.id) & domain)
                return blockers
        except Exception as error:
            if concerns_everybody(error):
                raise
            return [Blocker(self._code, failure_sentence(self.env, failure_code(error, is_own)), student.browse())]

    @api.model
    def _remarks(self, student):
        """Return a list of sentences about this one student that should be known but hold nobody back."""
        return []

    @api.model
    def _records(self, student):
        """Return the records because of which this one student is held back, for the link and the sentence."""
        raise NotImplementedError

    @api.model
    def _sentence(self, student, records):
        """Return one sentence, for a school secretary, why this one student is held back by these records."""
        raise NotImplementedError

    @api.model
    def _by_today(self, build):
        """Return the Domain in which each company's students are judged by that company's own date.

        :param build: called with a date, returns the Domain for students of companies where it is that day.
        """
        return self._by_company(lambda company: company._school_today(), build)

    @api.model
    def _by_company(self, value_of, build):
        """Return the Domain in which each company's students are judged by what is so at that company.

        :param value_of: called with a company, returns something hashable.
        :param build: called with such a value, returns the Domain for students of the companies that have it.
        """
        companies = {}
        for company in self._companies():
            companies.setdefault(value_of(company), []).append(company.id)
        if len(companies) == 1:
            return build(next(iter(companies)))
        return Domain.OR(Domain("company_id", "in", ids) & build(value) for value, ids in companies.items())

    @api.model
    def _companies(self):
        """Return every company; the rules of one `_all_rules` ask the database for them once."""
        companies = self.env["res.company"]
        return companies.browse(found_once(self.env, "companies", lambda: companies.search([]).ids))

    @api.model
    def _names(self, records):
        """Return the names of at most three records in one phrase."""
        names = [record.display_name for record in records[:3]]
        if len(records) > 3:
            names.append(self.env._("%s more", len(records) - 3))
        return ", ".join(names)
