"""What every rule is, and how all of them are found."""

from odoo import api, models
from odoo.fields import Domain


class AnonymisationRule(models.AbstractModel):
    """A reason not to anonymise a student.

    A rule inherits this model and gives ``_code`` (fixed, snake_case), ``_sequence``, ``_depends_on`` (field paths
    from the student that change its outcome, apart from the passing of time) and three methods. All of them run in
    superuser mode and with archived records in view, since a rule has to see what the reader of its
    outcome may not.
    """

    _name = "school.anonymisation.rule"
    _description = "Rule of anonymisation"

    _code = None
    _sequence = 100
    _depends_on = ()

    @api.model
    def _all_rules(self):
        """Return the rules of this database, as a list of empty recordsets in the order they are told."""
        names = self.env.registry.descendants([AnonymisationRule._name], "_inherit")
        rules = [self.env[name].sudo().with_context(active_test=False) for name in names]
        return sorted((rule for rule in rules if rule._code), key=lambda rule: (rule._sequence, rule._code))

    @api.model
    def _blocked(self):
        """Return the Domain on ``school.student`` of the students whom this rule holds back."""
        raise NotImplementedError

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
        companies_by_day = {}
        for company in self.env["res.company"].search([]):
            companies_by_day.setdefault(company._school_today(), []).append(company.id)
        if len(companies_by_day) == 1:
            return build(next(iter(companies_by_day)))
        return Domain.OR(
            Domain("company_id", "in", company_ids) & build(day) for day, company_ids in companies_by_day.items()
        )

    @api.model
    def _names(self, records):
        """Return the names of at most three records in one phrase."""
        names = [record.display_name for record in records[:3]]
        if len(records) > 3:
            names.append(self.env._("%s more", len(records) - 3))
        return ", ".join(names)
