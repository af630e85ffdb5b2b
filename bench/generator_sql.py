"""The statements that make the people, one a table; each row of a student is found by arithmetic from the student.

``kind(i)`` of student i is i mod 10: below ``eligible`` nothing holds the student back; else 3 has an instrument,
4 waits for a course, 5 has family, 6 owes something, and the rest take part in a course.
"""

# 400 first names and 8,000 last names; people with the same name occur among the other contacts. Four live at an
# address, however many people there are.
NAMES = """
CREATE TEMP TABLE person AS
SELECT n, name, lower(replace(name, ' ', '.')) || '.' || n || '@example.com' AS email,
       initcap(a[1 + mod(n / 7960, 20)] || c[1 + mod(n / 159200, 20)]) || d[1 + mod(n / 4, 10)] || ' '
           || 1 + mod(n / 40, 199) AS street
  FROM (SELECT '{an,be,ca,da,el,fri,gu,ha,in,jo,ka,li,ma,no,ol,pe,ru,si,tho,ul}'::text[] AS a,
               '{na,ne,nik,ra,rik,sa,se,ta,te,tin,va,ve,mi,lo,la,da,di,ga,bo,sten}'::text[] AS b,
               '{berg,dal,feld,gard,holm,kjær,lund,mann,nes,ø,rup,skov,strøm,ten,ud,vang,å,rød,bæk,søn}'::text[]
               AS c,
               '{vej,gade,vænget,gata,boulevarden,stræde,allé,stien,parken,torv}'::text[] AS d
       ) syllables,
       generate_series(1, %(students)s + %(others)s) n,
       LATERAL (SELECT initcap(a[1 + mod(n, 20)] || b[1 + mod(n / 20, 20)]) || ' ' ||
           initcap(a[1 + mod(n / 400 + n, 20)] || c[1 + mod(n / 8000, 20)] || b[1 + mod(n / 400, 20)]) AS
           name OFFSET 0) made;
ALTER TABLE person ADD PRIMARY KEY (n);
ANALYZE person;
CREATE FUNCTION pg_temp.old(i int, eligible int) RETURNS bool IMMUTABLE LANGUAGE sql AS $$
    SELECT mod(i, 10) < greatest(eligible, 7)
$$;
CREATE FUNCTION pg_temp.starts(k int) RETURNS date IMMUTABLE LANGUAGE sql AS $$
    SELECT (make_date(extract(year FROM now())::int, CASE WHEN extract(month FROM now()) < 7 THEN 1 ELSE 7
    END, 1)
            - k * interval '6 months')::date
$$;
CREATE FUNCTION pg_temp.latest(i int, eligible int) RETURNS int IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN pg_temp.old(i, eligible) THEN 5 ELSE 0 END
$$
"""

PARTNERS = """
INSERT INTO res_partner (id, company_id, name, complete_name, commercial_partner_id, country_id, type,
    street, zip, city,
    email, email_normalized, phone, phone_sanitized, lang, tz, comment, active, is_company, partner_share,
    color,
    autopost_bills, create_uid, write_uid, create_date, write_date)
SELECT p.id, %(company)s, p.name, p.name, p.id, %(country)s, 'contact',
    p.street, (1000 + mod(n, 9000))::text, 'Aarhus',
    p.email, p.email, '+45 ' || 20000000 + n, '+45' || 20000000 + n, 'en_US', 'Europe/Copenhagen',
    CASE WHEN n <= %(students)s THEN '<p>Notes about ' || p.name || '</p>' END, TRUE, FALSE, TRUE, 0, 'ask',
    1, 1, now(), now()
  FROM (SELECT *, %(partner0)s + n AS id FROM person) p
"""

STUDENTS = """
INSERT INTO school_student (id, kind, partner_id, company_id, student_number, gender, national_id, birth_date,
    registered_on,
    last_activity_date, health_notes, active, anonymisation_uid, create_uid, write_uid, create_date,
    write_date)
SELECT i, 'student', %(partner0)s + i, %(company)s, 'BS' || lpad(i::text, 7, '0'), (array['female', 'male', 'other'])[1
    + mod(i, 3)],
    lpad(i::text, 6, '0') || '-' || 1000 + mod(i, 9000), '2008-01-01'::date + mod(i, 3000),
    pg_temp.starts(%(periods)s - 1), pg_temp.starts(pg_temp.latest(i, %(eligible)s) - 1) - 1,
    'What ' || p.name || ' must not eat', TRUE, gen_random_uuid(), 1, 1, now(), now()
  FROM generate_series(1, %(students)s) i JOIN person p ON p.n = i
"""

USERS = """
INSERT INTO res_users (id, company_id, partner_id, active, login, password, share, notification_type,
    create_uid, write_uid,
    create_date, write_date)
SELECT %(user0)s + i, %(company)s, %(partner0)s + i, TRUE, p.email, '$pbkdf2-sha512$none', TRUE, 'email', 1,
    1,
    now(), now()
  FROM generate_series(1, %(students)s) i JOIN person p ON p.n = i
"""

MESSAGES = """
INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id, email_from, subject,
    message_id, body,
    is_internal, date, create_uid, write_uid, create_date, write_date)
SELECT CASE WHEN mod(m, 4) = 0 THEN 'res.partner' ELSE 'school.student' END,
    CASE WHEN mod(m, 4) = 0 THEN %(partner0)s + i ELSE i END,
    'comment', %(note)s, CASE WHEN mod(m, 2) = 0 THEN %(partner0)s + i ELSE 3 END,
    CASE WHEN mod(m, 2) = 0 THEN p.email ELSE 'office@school.test' END,
    CASE WHEN mod(m, 8) = 0 THEN 'About ' || p.name END, '<' || i || '.' || m || '@bench.test>',
    '<p>' || CASE WHEN mod(m, 4) = 1 THEN p.name || ' came to the lesson.' ELSE 'The lesson took place.' END
    ||
    ' We went on with the scales of last week, the second piece of the book and a little sight reading. For next time:'
    || ' slow practice with the metronome, both hands, page ' || mod(i + m, 90) || '.</p>',
    TRUE, now() - m * interval '30 days', 1, 1, now(), now()
  FROM generate_series(1, %(students)s) i JOIN person p ON p.n = i, generate_series(1, 40) m
"""

OTHER_MESSAGES = """
INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id, email_from, message_id, body,
    is_internal,
    date, create_uid, write_uid, create_date, write_date)
SELECT 'res.partner', %(partner0)s + n, 'comment', %(note)s, %(partner0)s + n, p.email, '<o' || n ||
    '@bench.test>',
    '<p>' || p.name ||
    ' asked when the concert begins and whether there are seats left in the first rows.</p>',
    TRUE, now(), 1, 1, now(), now()
  FROM person p WHERE n > %(students)s
"""

MOVES = """
INSERT INTO account_move (id, journal_id, company_id, partner_id, commercial_partner_id,
    partner_shipping_id, currency_id,
    student_id, name, sequence_prefix, sequence_number, ref, narration, invoice_partner_display_name, state,
    move_type,
    auto_post, payment_state, date, invoice_date, invoice_date_due, amount_untaxed, amount_total,
    amount_total_signed,
    amount_residual, amount_residual_signed, posted_before, create_uid, write_uid, create_date, write_date)
SELECT %(move0)s + (i - 1) * 6 + v, %(journal)s, %(company)s, %(partner0)s + i, %(partner0)s + i,
    %(partner0)s + i, %(currency)s,
    i, 'BENCH/' || number, 'BENCH/', number, 'Fee for ' || p.name, '<p>For ' || p.name || '</p>',
    p.name, 'posted', 'out_invoice', 'no', CASE WHEN owed > 0 THEN 'not_paid' ELSE 'paid' END,
    day, day, day, 100, 100, 100, owed, owed, TRUE, 1, 1, now(), now()
  FROM generate_series(1, %(students)s) i JOIN person p ON p.n = i, generate_series(1, 6) v,
       LATERAL (SELECT (i - 1) * 6 + v AS number, pg_temp.starts(pg_temp.latest(i, %(eligible)s) + 2 * v -
       1) AS day,
           CASE WHEN v = 1 AND mod(i, 10) = 6 AND %(eligible)s <= 6 THEN 100 ELSE 0 END AS owed) made
"""

MOVE_LINES = """
INSERT INTO account_move_line (move_id, journal_id, company_id, company_currency_id, currency_id,
    partner_id, account_id, name,
    move_name, parent_state, display_type, date, debit, credit, balance, amount_currency, amount_residual,
    amount_residual_currency, reconciled, quantity, price_unit, create_uid, write_uid, create_date,
    write_date)
SELECT m.id, m.journal_id, m.company_id, m.currency_id, m.currency_id, m.partner_id,
    CASE WHEN side THEN %(receivable)s ELSE %(income)s END,
    CASE WHEN side THEN m.name ELSE 'Lessons of ' || m.invoice_partner_display_name END, m.name, 'posted',
    CASE WHEN side THEN 'payment_term' ELSE 'product' END, m.date, CASE WHEN side THEN 100 ELSE 0 END,
    CASE WHEN side THEN 0 ELSE 100 END, CASE WHEN side THEN 100 ELSE -100 END, CASE WHEN side THEN 100 ELSE
    -100 END,
    CASE WHEN side THEN m.amount_residual ELSE 0 END, CASE WHEN side THEN m.amount_residual ELSE 0 END,
    side AND m.amount_residual = 0, 1, 100, 1, 1, now(), now()
  FROM account_move m, unnest(array[TRUE, FALSE]) side WHERE m.id > %(move0)s
"""

# (what it is called, the statement), in the order in which one needs the other.
STATEMENTS = (
    ("contacts", PARTNERS),
    ("students", STUDENTS),
    ("logins", USERS),
    (
        "groups of logins",
        """
        INSERT INTO res_groups_users_rel (gid, uid)
        SELECT %(portal)s, %(user0)s + i
        FROM generate_series(1, %(students)s) i
        """,
    ),
    (
        "companies of logins",
        """
        INSERT INTO res_company_users_rel (cid, user_id)
        SELECT %(company)s, %(user0)s + i
        FROM generate_series(1, %(students)s) i
        """,
    ),
    (
        "teaching periods",
        """
        INSERT INTO school_teaching_period (id, company_id, name, date_start, date_end)
        SELECT k + 1, %(company)s, 'Half-year ' || k, pg_temp.starts(k), pg_temp.starts(k - 1) - 1
        FROM generate_series(0, %(periods)s - 1) k
        """,
    ),
    (
        "courses",
        """
        INSERT INTO school_course (id, company_id, name, active)
        SELECT c, %(company)s, 'Course ' || c, TRUE
        FROM generate_series(1, 200) c
        """,
    ),
    (
        "instruments",
        """
        INSERT INTO school_instrument (id, company_id, name, serial_number, active)
        SELECT n, %(company)s, 'Violin', n::text, TRUE
        FROM generate_series(1, %(students)s / 10 + 1) n
        """,
    ),
    (
        "enrolments",
        """
        INSERT INTO school_enrolment (student_id, course_id, period_id, company_id, state, lessons_planned,
            lessons_attended, gender, age_group, create_uid, write_uid, create_date, write_date)
        SELECT i, 1 + mod(i * 7 + k, 200), k + 1, %(company)s,
        CASE WHEN k = 0 THEN 'active' ELSE 'completed' END, 18, 15, (array['female', 'male', 'other'])[1 + mod(i,
            3)], '10_12', 1, 1, now(), now()
        FROM generate_series(1, %(students)s) i,
        LATERAL (SELECT pg_temp.latest(i, %(eligible)s) AS last) l, generate_series(l.last, l.last + 11) k
        """,
    ),
    (
        "hires",
        """
        INSERT INTO school_instrument_hire (student_id, instrument_id, company_id, hired_on, returned_on)
        SELECT i, i / 10 + 1, %(company)s, pg_temp.starts(8 + h),
        CASE WHEN h > 1 OR mod(i, 10) <> 3 OR %(eligible)s > 3 THEN pg_temp.starts(7 + h) END
        FROM generate_series(1, %(students)s) i, generate_series(1, 2) h
        """,
    ),
    (
        "waiting list",
        """
        INSERT INTO school_waiting_list_entry (student_id, course_id, company_id, state, requested_on, closed_on)
        SELECT i, 1 + mod(i + w, 200), %(company)s,
        CASE WHEN open THEN 'waiting' ELSE 'withdrawn' END, pg_temp.starts(10 + w),
        CASE WHEN NOT open THEN pg_temp.starts(9 + w) END
        FROM generate_series(1, %(students)s) i, generate_series(1, 2) w,
        LATERAL (SELECT w = 1 AND mod(i, 10) = 4 AND %(eligible)s <= 4 AS open) o
        """,
    ),
    (
        "family",
        """
        INSERT INTO school_family_association (student_id, relative_id, company_id, relation, date_start, date_end)
        SELECT i, %(partner0)s + %(students)s + i, %(company)s, 'guardian', pg_temp.starts(14),
        CASE WHEN mod(i, 10) <> 5 OR %(eligible)s > 5 THEN pg_temp.starts(6) END
        FROM generate_series(1, least(%(students)s, %(others)s)) i
        """,
    ),
    ("invoices", MOVES),
    ("invoice lines", MOVE_LINES),
    ("messages", MESSAGES),
    ("messages of others", OTHER_MESSAGES),
    (
        "tracked values",
        """
        INSERT INTO mail_tracking_value (mail_message_id, field_id, old_value_char, new_value_char, create_uid,
            write_uid)
        SELECT m.id,
        CASE WHEN m.message_id LIKE '%%.4@bench.test>' THEN %(phone_field)s ELSE %(email_field)s END,
        CASE WHEN m.message_id LIKE '%%.4@bench.test>' THEN '+45 ' || 90000000 + m.res_id ELSE 'was.' ||
            m.email_from END,
        CASE WHEN m.message_id LIKE '%%.4@bench.test>' THEN '+45 ' || 20000000 + m.res_id ELSE m.email_from END, 1, 1
        FROM mail_message m WHERE m.id > %(message0)s AND m.message_id LIKE ANY(array['%%.4@bench.test>',
            '%%.8@bench.test>'])
        """,
    ),
    (
        "followers",
        """
        INSERT INTO mail_followers (res_model, res_id, partner_id)
        SELECT 'school.student', i, %(partner0)s + i
        FROM generate_series(1, %(students)s) i
        """,
    ),
)
