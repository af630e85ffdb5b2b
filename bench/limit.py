"""What erasing would take at best: hand-written statements that search for nothing, with and without the same end."""

from pathlib import Path

# Who goes; the statements below join it.
GONE = (
    """
    CREATE TEMP TABLE gone ON COMMIT DROP AS
    SELECT s.id, s.partner_id, p.name
      FROM school_student s JOIN res_partner p ON p.id = s.partner_id WHERE s.id = ANY(%s)
    """,
    "ANALYZE gone",
)
TRACKED_VALUES = """
    DELETE FROM mail_tracking_value t USING mail_message m, gone g WHERE m.id = t.mail_message_id
       AND (m.model = 'school.student' AND m.res_id = g.id OR m.model = 'res.partner' AND m.res_id = g.partner_id)
"""
MESSAGES_EMPTIED = (
    """
    UPDATE mail_message m SET body = replace(body, name, '[anonymised]'), subject = NULL, email_from = NULL
      FROM gone g WHERE m.model = 'school.student' AND m.res_id = g.id
    """,
    """
    UPDATE mail_message m SET body = replace(body, name, '[anonymised]'), subject = NULL, email_from = NULL
      FROM gone g WHERE m.model = 'res.partner' AND m.res_id = g.partner_id
    """,
)
# Foreign keys of Odoo's delete what else hangs on a message, row by row, whoever deletes it.
MESSAGES_DELETED = (
    "DELETE FROM mail_message m USING gone g WHERE m.model = 'school.student' AND m.res_id = g.id",
    "DELETE FROM mail_message m USING gone g WHERE m.model = 'res.partner' AND m.res_id = g.partner_id",
)
FILES = (
    """
    DELETE FROM ir_attachment a USING gone g WHERE a.res_model = 'school.student' AND a.res_id = g.id
    RETURNING store_fname
    """,
    """
    DELETE FROM ir_attachment a USING gone g WHERE a.res_model = 'res.partner' AND a.res_id = g.partner_id
    RETURNING store_fname
    """,
)
COLUMNS = (
    "DELETE FROM mail_followers f USING gone g WHERE f.partner_id = g.partner_id",
    """
    UPDATE account_move_line l SET name = NULL FROM account_move m, gone g
     WHERE l.move_id = m.id AND m.partner_id = g.partner_id AND l.name LIKE '%%' || g.name || '%%'
    """,
    """
    UPDATE account_move m SET ref = NULL, narration = NULL,
           invoice_partner_display_name = 'Anonymised student ' || g.id
      FROM gone g WHERE m.partner_id = g.partner_id
    """,
    """
    UPDATE res_users u SET login = 'anonymised-' || gen_random_uuid(), password = NULL, active = FALSE FROM gone g
     WHERE u.partner_id = g.partner_id
    """,
    """
    UPDATE school_student s SET student_number = NULL, national_id = NULL, health_notes = NULL,
           birth_date = NULL, active = FALSE FROM gone g WHERE s.id = g.id
    """,
    """
    UPDATE res_partner p SET name = 'Anonymised student ' || g.id,
           complete_name = 'Anonymised student ' || g.id,
           street = NULL, zip = NULL, city = NULL, email = NULL, email_normalized = NULL, phone = NULL,
           phone_sanitized = NULL,
           comment = NULL, country_id = NULL, active = FALSE FROM gone g WHERE p.id = g.partner_id
    """,
)
# What stays of the history says no day, and not who wrote it and when.
HISTORY = (
    """
    UPDATE school_enrolment e SET create_date = date_trunc('month', now()), write_date = date_trunc('month', now()),
           create_uid = 1, write_uid = 1
      FROM gone g WHERE e.student_id = g.id
    """,
    """
    UPDATE school_waiting_list_entry w SET create_date = date_trunc('month', now()),
           write_date = date_trunc('month', now()), create_uid = 1, write_uid = 1,
           requested_on = (SELECT max(p.date_start) FROM school_teaching_period p WHERE p.date_start <= w.requested_on),
           closed_on = (SELECT max(p.date_start) FROM school_teaching_period p WHERE p.date_start <= w.closed_on)
      FROM gone g WHERE w.student_id = g.id
    """,
    """
    UPDATE school_instrument_hire h SET create_date = date_trunc('month', now()),
           write_date = date_trunc('month', now()), create_uid = 1, write_uid = 1,
           hired_on = (SELECT max(p.date_start) FROM school_teaching_period p WHERE p.date_start <= h.hired_on),
           returned_on = (SELECT max(p.date_start) FROM school_teaching_period p WHERE p.date_start <= h.returned_on)
      FROM gone g WHERE h.student_id = g.id
    """,
)
# A line that somebody was erased, and one that everything was looked through; the chain is left out.
LOG = """
    INSERT INTO school_anonymisation_log (number, kind, label, profile_uid, student_id, company_id, month, origin,
           done_by, periods_required, rules, counts, total, leftovers, hash)
    SELECT (SELECT coalesce(max(number), 0) FROM school_anonymisation_log) + row_number() OVER (), k.kind,
           'Anonymised student ' || upper(substr(md5(g.id::text), 1, 4) || '-' || substr(md5(g.name), 1, 4)),
           s.anonymisation_uid, s.id, s.company_id, to_char(now(), 'YYYY-MM'), 'cycle', 1, 4,
           'debt,active_course', '{"res.partner": 1, "mail.message": 40}', 41, 0,
           encode(sha256(convert_to(g.name, 'UTF8')), 'hex')
      FROM gone g JOIN school_student s ON s.id = g.id, unnest('{erased,verified}'::text[]) AS k (kind)
"""
USED = "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)"


def erase_by_hand(cr, student_ids):
    """Change the same columns of the same tables, and nothing more; the caller commits."""
    _begin(cr, student_ids)
    for statement in (TRACKED_VALUES, *MESSAGES_EMPTIED, *FILES, *COLUMNS):
        cr.execute(_plain(statement))


def erase_to_the_same_end(cr, student_ids, filestore):
    """Leave what this addon leaves where nothing is searched for: messages and files gone, no days, a log. Commits."""
    _begin(cr, student_ids)
    names = []
    for statement in (TRACKED_VALUES, *MESSAGES_DELETED, LOG, *COLUMNS, *HISTORY):
        cr.execute(_plain(statement))
    for statement in FILES:
        cr.execute(statement)
        names += [name for (name,) in cr.fetchall() if name]
    cr.commit()
    cr.execute(USED, [names])
    used = {name for (name,) in cr.fetchall()}
    for name in set(names) - used:
        (Path(filestore) / name).unlink(missing_ok=True)
    cr.commit()


def _begin(cr, student_ids):
    cr.execute(GONE[0], [student_ids])
    cr.execute(GONE[1])


def _plain(statement):
    return statement.replace("%%", "%")
