"""Who is of whose family: contacts joined by associations that have not been ended, at any number of steps.

A family is found by one recursive statement. Companies join nobody: the children of an institution are no family.
"""

from odoo import api, models
from odoo.tools import SQL

# Both ways of each association; {today}: the first day on which an association that ends then no longer applies.
EDGES = """
    SELECT profile.partner_id AS a, family.relative_id AS b
      FROM school_family_association family
      JOIN school_student profile ON profile.id = family.student_id AND profile.anonymised IS NOT TRUE
      JOIN res_partner relative ON relative.id = family.relative_id AND relative.is_company IS NOT TRUE
     WHERE family.date_end IS NULL OR family.date_end > %(today)s
     UNION ALL
    SELECT family.relative_id, profile.partner_id
      FROM school_family_association family
      JOIN school_student profile ON profile.id = family.student_id AND profile.anonymised IS NOT TRUE
      JOIN res_partner relative ON relative.id = family.relative_id AND relative.is_company IS NOT TRUE
     WHERE family.date_end IS NULL OR family.date_end > %(today)s"""

# OFFSET 0 has the associations of one person after the other looked up by index: joined, all of them are read.
KIN = """
    WITH RECURSIVE kin(origin, person) AS (
        SELECT start, start FROM unnest(%(contacts)s::int[]) AS start
         UNION
        SELECT kin.origin, found.b FROM kin
         CROSS JOIN LATERAL (SELECT edge.b FROM (%(edges)s) edge WHERE edge.a = kin.person OFFSET 0) found
    ) SELECT origin, array_agg(person) FROM kin GROUP BY origin"""

# Who has somebody else in the family who is held back: {held} selects contacts.
LIVING = """(
    WITH RECURSIVE edge AS MATERIALIZED (%(edges)s),
    held AS MATERIALIZED (
        SELECT DISTINCT partner_id FROM (%(held)s) AS held_back WHERE partner_id IN (SELECT a FROM edge)
    ),
    reached(origin, person) AS (
        SELECT partner_id, partner_id FROM held
         UNION
        SELECT reached.origin, edge.b FROM reached JOIN edge ON edge.a = reached.person
    ) SELECT person FROM reached WHERE person <> origin)"""

# {free}: partner_id and day of whoever nothing else holds back. A family counts by whoever of it was active last.
LAST_DAYS = """
    WITH RECURSIVE edge AS MATERIALIZED (%(edges)s),
    free AS MATERIALIZED (%(free)s),
    kin(origin, person) AS (
        SELECT partner_id, partner_id FROM free WHERE partner_id IN (SELECT a FROM edge)
         UNION
        SELECT kin.origin, edge.b FROM kin JOIN edge ON edge.a = kin.person
    ),
    living AS MATERIALIZED (SELECT DISTINCT partner_id FROM (%(held)s) AS held_back),
    family AS (
        SELECT kin.origin,
               bool_or(kin.person <> kin.origin AND kin.person IN (SELECT partner_id FROM living)) AS held,
               bool_or(here.id IS NOT NULL AND here.last_activity_date IS NULL) AS unknown,
               max(here.last_activity_date) AS day
          FROM kin
          LEFT JOIN school_student here
                 ON here.partner_id = kin.person AND here.company_id = %(company)s AND here.anonymised IS NOT TRUE
         GROUP BY kin.origin
    )
    SELECT CASE WHEN family.origin IS NULL THEN free.day WHEN family.unknown THEN NULL ELSE family.day END, count(*)
      FROM free LEFT JOIN family ON family.origin = free.partner_id
     WHERE family.held IS NOT TRUE
     GROUP BY 1"""


class Families(models.AbstractModel):
    _name = "school.anonymisation.families"
    _description = "Who is of whose family"

    @api.model
    def _edges(self, today):
        return SQL(EDGES, today=today)

    @api.model
    def _any(self, today):
        """Return whether anybody is linked to anybody today."""
        associations = self.env["school.family.association"].sudo()
        return bool(associations.search_count(["|", ("date_end", "=", False), ("date_end", ">", today)], limit=1))

    @api.model
    def _of(self, contact_ids, today):
        """Return {contact id: set of the contact ids of the family, its own among them}, in one statement."""
        self._flush()
        found = self.env.execute_query(SQL(KIN, contacts=list(contact_ids), edges=self._edges(today)))
        return {contact: set(people) for contact, people in found}

    @api.model
    def _living(self, held, today):
        """Return a subquery of the contacts who have somebody else in the family among those who are held back.

        :param held: SQL that selects partner_id of whoever is held back by another rule or kept on purpose.
        """
        self._flush()
        return SQL(LIVING, edges=self._edges(today), held=held)

    @api.model
    def _last_days(self, free, held, company):
        """Return [(last day of activity of the family, or None; number of the free)] of who has nobody held back.

        :param free: SQL that selects partner_id and day of whoever nothing but recent activity or family holds back.
        :param held: as in `_living`; :param company: whose recent activity alone is looked at.
        """
        self._flush()
        edges = self._edges(company._school_today())
        return self.env.execute_query(SQL(LAST_DAYS, edges=edges, free=free, held=held, company=company.id))

    @api.model
    def _flush(self):
        self.env["school.family.association"].flush_model()
        self.env["school.student"].flush_model(["partner_id", "anonymised", "last_activity_date", "company_id"])
        self.env["res.partner"].flush_model(["is_company"])
