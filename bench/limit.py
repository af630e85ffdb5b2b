"""What erasing would take at best: one hand-written statement a table that changes the same columns, and no search."""

STATEMENTS = (
    """
    CREATE TEMP TABLE gone ON COMMIT DROP AS
    SELECT s.id, s.partner_id, p.name
      FROM school_student s JOIN res_partner p ON p.id = s.partner_id WHERE s.id = ANY(%s)
    """,
    "ANALYZE gone",
    """
    DELETE FROM mail_tracking_value t USING mail_message m, gone g WHERE m.id = t.mail_message_id
       AND (m.model = 'school.student' AND m.res_id = g.id OR m.model = 'res.partner' AND m.res_id = g.partner_id)
    """,
    """
    UPDATE mail_message m SET body = replace(body, name, '[anonymised]'), subject = NULL, email_from = NULL
      FROM gone g WHERE m.model = 'school.student' AND m.res_id = g.id
    """,
    """
    UPDATE mail_message m SET body = replace(body, name, '[anonymised]'), subject = NULL, email_from = NULL
      FROM gone g WHERE m.model = 'res.partner' AND m.res_id = g.partner_id
    """,
    "DELETE FROM ir_attachment a USING gone g WHERE a.res_model = 'school.student' AND a.res_id = g.id",
    "DELETE FROM ir_attachment a USING gone g WHERE a.res_model = 'res.partner' AND a.res_id = g.partner_id",
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


def erase_by_hand(cr, student_ids):
    """Execute the statements for these students; the caller commits."""
    cr.execute(STATEMENTS[0], [student_ids])
    for statement in STATEMENTS[1:]:
        cr.execute(statement.replace("%%", "%"))
