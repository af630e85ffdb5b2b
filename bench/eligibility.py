"""Who is eligible? Search, count and one form's badge, beside one hand-written statement."""

from odoo.tools import SQL

from . import database
from .table import Row, ratio

BY_HAND = """
SELECT s.id FROM school_student s
 WHERE s.anonymised IS NOT TRUE
   AND (s.anonymisation_prevented_switch IS NOT TRUE OR s.anonymisation_prevented_until < %(today)s)
   AND s.company_id = %(company)s AND s.last_activity_date < %(counted_from)s
   AND NOT EXISTS (SELECT 1 FROM school_enrolment e JOIN school_teaching_period p ON p.id = e.period_id
                    WHERE e.student_id = s.id AND e.state = 'active' AND p.date_end >= %(today)s)
   AND NOT EXISTS (SELECT 1 FROM school_waiting_list_entry w
                    WHERE w.student_id = s.id AND w.state IN ('waiting', 'offered'))
   AND NOT EXISTS (SELECT 1 FROM school_instrument_hire h
                    WHERE h.student_id = s.id AND (h.returned_on IS NULL OR h.returned_on > %(today)s))
   AND NOT EXISTS (SELECT 1 FROM school_family_association f
                    WHERE f.student_id = s.id AND (f.date_end IS NULL OR f.date_end > %(today)s))
   AND NOT EXISTS (SELECT 1 FROM school_family_association f LEFT JOIN school_student o ON o.id = f.student_id
                    WHERE f.relative_id = s.partner_id AND (f.date_end IS NULL OR f.date_end > %(today)s)
                      AND (f.relation <> 'guardian' OR o.anonymised IS NOT TRUE))
   AND NOT EXISTS (SELECT 1 FROM res_users u WHERE u.partner_id = s.partner_id AND u.share IS NOT TRUE)
   AND NOT EXISTS (SELECT 1 FROM res_company c WHERE c.partner_id = s.partner_id)
   AND s.partner_id NOT IN (SELECT unnest(array_remove(array[l.partner_id, m.partner_id], NULL))
                     FROM account_move_line l JOIN account_account a ON a.id = l.account_id
                     JOIN account_move m ON m.id = l.move_id
                    WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
                      AND (l.amount_residual > 0 OR l.amount_residual_currency > 0))
   AND s.id NOT IN (SELECT m.student_id FROM account_move_line l JOIN account_account a ON a.id = l.account_id
                     JOIN account_move m ON m.id = l.move_id
                    WHERE m.student_id IS NOT NULL AND a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
                      AND l.reconciled IS NOT TRUE AND (l.amount_residual > 0 OR l.amount_residual_currency > 0))
"""


def run(env, _students):
    """Measure and return (Rows, plans to print)."""
    officer = database.as_officer(env)
    students = officer["school.student"].with_context(active_test=False)
    eligible = [("anonymisation_eligible", "=", True)]
    total = students.search_count([])
    company = env.company
    rule = env["school.anonymisation.rule.recent_activity"]
    parameters = {
        "today": company._school_today(),
        "company": company.id,
        "counted_from": rule._counted_from(company),
    }

    def by_hand():
        env.cr.execute(BY_HAND, parameters)
        return [student_id for (student_id,) in env.cr.fetchall()]

    families = database.milliseconds(lambda: students.search(eligible, order="id"))
    # By hand as the specification's words are read: every association holds that has not been ended.
    company.sudo().anonymisation_family_literal = True
    if set(by_hand()) != set(students.search(eligible).ids):
        raise ValueError("The hand-written statement and the rules do not find the same students.")
    limit = database.milliseconds(by_hand)
    search = database.milliseconds(lambda: students.search(eligible, order="id"))
    count = database.milliseconds(lambda: students.search_count(eligible))
    form = students.search(eligible, limit=1) | students.search([("anonymisation_eligible", "=", False)], limit=1)

    def badge(student):
        env.invalidate_all()
        student.read(["anonymisation_eligible", "anonymisation_blocked_by", "anonymisation_explanation"])

    badges = [database.milliseconds(lambda student=student: badge(student)) for student in form]
    rows = [
        Row(f"eligible of {total}: search", f"{search:.0f} ms", f"{limit:.0f} ms by hand", ratio(search, limit),
            "1.5x, 1 s for 100,000", search <= 1.5 * limit and search < 1000),
        Row("eligible: count", f"{count:.0f} ms", f"{limit:.0f} ms by hand", ratio(count, limit),
            "1.5x, 1 s for 100,000", count <= 1.5 * limit and count < 1000),
        Row("eligible, where an association is active while the family is: search", f"{families:.0f} ms",
            f"{limit:.0f} ms by hand", ratio(families, limit)),
        Row("badge and reasons of one form", f"{max(badges):.1f} ms", "", "", "20 ms", max(badges) < 20),
    ]  # fmt: skip
    domain = students._anonymisation_eligible_domain()
    query = students.sudo()._search(domain).select(SQL("count(*)"))
    return rows, {
        "eligibility, as the rules ask it": database.explain(env.cr, query),
        "eligibility, by hand": database.explain(
            env.cr, env.cr.mogrify(BY_HAND, parameters).decode().replace("%", "%%")
        ),
    }
