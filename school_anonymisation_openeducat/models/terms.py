"""Academic terms, which may overlap, as teaching periods, which do not."""

from odoo import api, models


class SchoolTeachingPeriod(models.Model):
    _inherit = "school.teaching.period"

    @api.model
    def _openeducat_make_periods(self):
        """Make the teaching periods that the terms of each company amount to and that are not there; return them.

        Terms that overlap are one period: fewer and longer ones, so that nobody is inactive too early. A period that
        is there already is left as it is, and nothing is made beside it.
        """
        terms = self.env["op.academic.term"].sudo().search([("company_id", "!=", False)])
        made = self.browse()
        for company, own in terms.grouped("company_id").items():
            known = self.search([("company_id", "=", company.id)])
            for name, first, last in merged((t.name, t.term_start_date, t.term_end_date) for t in own):
                if not known.filtered(lambda p, first=first, last=last: p.date_start <= last and p.date_end >= first):
                    values = {"name": name, "date_start": first, "date_end": last, "company_id": company.id}
                    made += self.create(values)
        return made


def merged(spans):
    """Return [(name, first, last)] in order, with those that share a day made one, named after all of them."""
    periods = []
    for name, first, last in sorted(spans, key=lambda span: span[1:]):
        if periods and first <= periods[-1][2]:
            names, start, end = periods[-1]
            periods[-1] = (f"{names}, {name}", start, max(end, last))
        else:
            periods.append((name, first, last))
    return periods
