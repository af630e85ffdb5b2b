"""Of students who were anonymised before, the year of birth goes: their enrolments have the age group."""


def migrate(cr, _version):
    cr.execute("UPDATE school_student SET birth_date = NULL WHERE anonymised AND birth_date IS NOT NULL")
