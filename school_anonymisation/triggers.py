"""What PostgreSQL itself refuses: triggers that stand behind the ORM, put in with the addon and gone with it."""

from odoo.tools import SQL

from .engine_mark import SAID

LOG_REFUSAL = "The anonymisation log can be added to, but nothing in it can be changed or deleted."

FINAL = "An anonymised profile stays anonymised, under its label."
BY_ENGINE = "Only anonymising marks somebody as anonymised."
IDENTIFIER_REFUSAL = "The random identifier of a profile is drawn once."

FUNCTIONS = {
    # One function for rows and for TRUNCATE.
    "school_anonymisation_log_refuse": f"""
        BEGIN
            -- The engine unties lines from profiles whose history stands elsewhere now; it changes nothing in them.
            IF TG_OP = 'UPDATE' THEN
                IF current_setting('{SAID}', TRUE) = txid_current()::text
                    AND to_jsonb(NEW) = to_jsonb(OLD) || '{{"student_id": null}}' THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{LOG_REFUSAL}' USING ERRCODE = 'restrict_violation';
        END""",
    # A CHECK cannot look at another table. Rules and models are words that the installed addons fixed.
    "school_anonymisation_log_words": """
        BEGIN
            IF EXISTS (
                SELECT 1 FROM unnest(string_to_array(NEW.rules, ',')) AS code
                 WHERE NOT EXISTS (SELECT 1 FROM ir_model WHERE model = 'school.anonymisation.rule.' || code)
                   AND NOT EXISTS (SELECT 1 FROM ir_model WHERE replace(model, '.', '_') = code)
            ) OR EXISTS (
                SELECT 1 FROM jsonb_object_keys(NEW.counts) AS key
                 WHERE NOT EXISTS (SELECT 1 FROM ir_model WHERE model = key)
            ) THEN
                RAISE EXCEPTION 'A log line names rules and models of this database and nothing else.'
                    USING ERRCODE = 'check_violation', TABLE = 'school_anonymisation_log';
            END IF;
            RETURN NEW;
        END""",
    # The engine says so in the same transaction, by its number.
    "school_anonymised_by_engine": f"""
        BEGIN
            IF (TG_OP = 'INSERT' OR OLD.anonymised IS NOT TRUE)
                AND current_setting('{SAID}', TRUE) IS DISTINCT FROM txid_current()::text THEN
                RAISE EXCEPTION '{BY_ENGINE}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END""",
    # The engine gives history another label, number and contact; who is anonymised stays so.
    "school_student_anonymised_for_good": f"""
        BEGIN
            IF OLD.anonymised AND NEW.anonymised AND NEW.history_moved
                AND current_setting('{SAID}', TRUE) = txid_current()::text THEN
                RETURN NEW;
            END IF;
            IF OLD.anonymisation_uid IS DISTINCT FROM NEW.anonymisation_uid THEN
                RAISE EXCEPTION '{IDENTIFIER_REFUSAL}' USING ERRCODE = 'restrict_violation';
            END IF;
            IF ROW(NEW.anonymised, NEW.anonymised_month, NEW.anonymisation_label, NEW.partner_id)
                IS DISTINCT FROM ROW(OLD.anonymised, OLD.anonymised_month, OLD.anonymisation_label, OLD.partner_id) THEN
                RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END""",
    "res_partner_anonymised_for_good": f"""
        BEGIN
            IF NEW.anonymised IS NOT TRUE OR (NEW.name IS DISTINCT FROM OLD.name
                AND current_setting('{SAID}', TRUE) IS DISTINCT FROM txid_current()::text) THEN
                RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END""",
    "school_history_kept": """
        BEGIN
            IF EXISTS (SELECT 1 FROM school_student WHERE id = OLD.student_id AND anonymised) THEN
                RAISE EXCEPTION 'What an anonymised student took part in cannot be deleted.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END""",
}

# {trigger: (table, when it fires, function)}
TRIGGERS = {
    "school_anonymisation_log_rows": (
        "school_anonymisation_log",
        "BEFORE UPDATE OR DELETE ON school_anonymisation_log FOR EACH ROW",
        "school_anonymisation_log_refuse",
    ),
    "school_anonymisation_log_truncate": (
        "school_anonymisation_log",
        "BEFORE TRUNCATE ON school_anonymisation_log FOR EACH STATEMENT",
        "school_anonymisation_log_refuse",
    ),
    "school_anonymisation_log_insert": (
        "school_anonymisation_log",
        "BEFORE INSERT ON school_anonymisation_log FOR EACH ROW",
        "school_anonymisation_log_words",
    ),
    "school_student_anonymised_by_engine": (
        "school_student",
        (
            "BEFORE INSERT OR UPDATE ON school_student FOR EACH ROW WHEN (NEW.anonymised"
            " OR NEW.anonymised_month IS NOT NULL OR NEW.anonymisation_label IS NOT NULL)"
        ),
        "school_anonymised_by_engine",
    ),
    "res_partner_anonymised_by_engine": (
        "res_partner",
        "BEFORE INSERT OR UPDATE ON res_partner FOR EACH ROW WHEN (NEW.anonymised)",
        "school_anonymised_by_engine",
    ),
    "school_student_anonymised_for_good": (
        "school_student",
        (
            "BEFORE UPDATE ON school_student FOR EACH ROW WHEN (OLD.anonymised"
            " OR OLD.anonymisation_uid IS NOT NULL AND OLD.anonymisation_uid IS DISTINCT FROM NEW.anonymisation_uid)"
        ),
        "school_student_anonymised_for_good",
    ),
    "res_partner_anonymised_for_good": (
        "res_partner",
        "BEFORE UPDATE ON res_partner FOR EACH ROW WHEN (OLD.anonymised)",
        "res_partner_anonymised_for_good",
    ),
    **{
        f"{table}_kept": (table, f"BEFORE DELETE ON {table} FOR EACH ROW", "school_history_kept")
        for table in ("school_enrolment", "school_waiting_list_entry", "school_instrument_hire")
    },
}


def install(cr, table):
    """Put the triggers of a table in place, new or changed."""
    for name, (of_table, when, function) in TRIGGERS.items():
        if of_table != table:
            continue
        body = FUNCTIONS[function]
        cr.execute(
            SQL(
                "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS %s", SQL.identifier(function), body
            )
        )
        cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", SQL.identifier(name), SQL.identifier(table)))
        cr.execute(
            # The condition is one of the constants above.
            SQL(f"CREATE TRIGGER %s {when} EXECUTE FUNCTION %s()", SQL.identifier(name), SQL.identifier(function))
        )


def remove(cr):
    """Take all of them away: the tables of other addons stay, and must work without this one."""
    for function in FUNCTIONS:
        cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(function)))
