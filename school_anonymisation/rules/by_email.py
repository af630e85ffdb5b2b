"""Whose a record is by an e-mail address in one of its columns, where it has no contact."""

from odoo.tools import SQL

# As somebody has typed it, with or without a name; what follows a plus is a box of the same person.
ADDRESS = r"""[^\s<>()",;:]+@[^\s<>()",;:]+"""
BOX = r"\+[^@]*@"
WRITTEN = """
    SELECT written.address FROM %(texts)s AS record (text),
           regexp_matches(record.text, %(address)s, 'g') AS found (words),
           unnest(ARRAY[lower(found.words[1]), regexp_replace(lower(found.words[1]), %(box)s, '@')])
           AS written (address)"""


def _written(texts):
    return SQL(WRITTEN, texts=texts, address=ADDRESS, box=BOX)


def bearers(texts):
    """Return SQL of a subquery of the ids of contacts who bear an address that stands in one of some texts.

    From the texts to the contacts: few records are open and nobody's, and a contact is looked up by its address.

    :param texts: SQL of a subquery of them.
    """
    return SQL("(SELECT c.id FROM res_partner c WHERE c.email_normalized IN (%s))", _written(texts))


def is_borne(text, contact_ids):
    """Return the SQL condition that one of these contacts bears an address that stands in a text.

    :param text: SQL of it. :param contact_ids: a tuple that is not empty.
    """
    borne = SQL("(SELECT c.email_normalized FROM res_partner c WHERE c.id IN %s)", contact_ids)
    return SQL("EXISTS (SELECT FROM (%s) found WHERE found.address IN %s)", _written(SQL("(SELECT %s)", text)), borne)
