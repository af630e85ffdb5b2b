"""In how many places and rows one student is found before and after, by a search that is not the addon's own."""

from odoo.addons.school_anonymisation.tests.kit_erasure import search_tables

from .table import Row


def values(student):
    """What only this student is known by: no name that somebody else bears as well, whose rows have to stay."""
    partner = student.partner_id
    namesakes = partner.with_context(active_test=False).search_count([("name", "=", partner.name)]) - 1
    return [
        value
        for value in (
            None if namesakes else partner.name,
            partner.email,
            partner.phone,
            f"was.{partner.email}",
            student.student_number,
            student.national_id,
        )
        if value
    ]


def run(env, peer):
    """Anonymise one student, by the peer when ``peer``, and count before and after; return (Rows, {places left})."""
    students = env["school.student"].with_context(active_test=False)
    # No invoice young enough to be retained by law stands in the way of a comparison: none is kept for the peer.
    env.company.anonymisation_retention_years = 0
    student = students.search([("anonymisation_eligible", "=", True)], order="id", limit=1)
    known = values(student)
    env.flush_all()
    before = search_tables(env.cr, known)
    if peer:
        student.partner_id.anonymize_partner_data()
    else:
        student._anonymise("hand")
        env.cr.commit()
        env["school.anonymisation.batch"]._work_off_rest()
    env.flush_all()
    env.cr.commit()
    after = search_tables(env.cr, known)
    title = "privacy_partner_to_be_forgotten" if peer else "this addon"
    return [
        Row(f"places and rows of one student, {title}", f"{len(after)} places, {_rows(after)} rows left",
            f"{len(before)} places, {_rows(before)} rows before", "", "" if peer else "0", None if peer else not after)
    ], {f"left by {title}": [f"{table}.{column}: {count}" for table, column, count in after]}  # fmt: skip


def _rows(found):
    return sum(count for _table, _column, count in found)
