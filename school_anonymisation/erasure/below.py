"""Contacts below an erased one: whoever is a person is cut loose with what they bear, and belongs to themselves."""

from psycopg2.extras import Json

from odoo.tools import SQL

from ..addresses import ADDRESS_TYPES, PARTNER
from .sql import run, update_rows

# Everybody from the cut on downwards, each with the commercial entity as Odoo computes it.
BELOW = """
    WITH RECURSIVE below AS (
        SELECT id, id AS entity FROM res_partner WHERE id = ANY(%s)
        UNION
        SELECT c.id, CASE WHEN c.is_company THEN c.id ELSE b.entity END
          FROM res_partner c JOIN below b ON c.parent_id = b.id
    )
"""
COMPANY_NAME = """
    UPDATE res_partner t
       SET commercial_partner_id = b.entity,
           commercial_company_name = CASE WHEN e.is_company THEN nullif(e.name, '') ELSE t.company_name END
      FROM below b JOIN res_partner e ON e.id = b.entity
     WHERE t.id = b.id
"""
# As `res.partner._get_complete_name` puts it together.
COMPLETE_NAME = """
    UPDATE res_partner t
       SET complete_name = btrim(
           CASE WHEN t.parent_id IS NULL AND coalesce(t.company_name, '') = '' THEN coalesce(t.name, '')
                ELSE CASE WHEN t.is_company THEN ''
                          ELSE concat(coalesce(nullif(t.commercial_company_name, ''), p.name), ', ') END
                     || coalesce(nullif(t.name, ''), (%s::jsonb) ->> t.type, '') END)
      FROM below b LEFT JOIN res_partner above ON above.id = b.id LEFT JOIN res_partner p ON p.id = above.parent_id
     WHERE t.id = b.id
"""


def cut_loose(env, people):
    """Take those out from under erased contacts who are not erased themselves; return their ids.

    Their own values stay; their names and companies are put together anew, without the contact that was above.

    :param people: {model: {record id: contact id}}, resolved: a contact's own addresses are erased with it.
    """
    erased = list(people.get(PARTNER, ()))
    query = SQL("SELECT id FROM res_partner WHERE parent_id = ANY(%s) AND NOT id = ANY(%s)", erased, erased)
    loose = [contact_id for (contact_id,) in run(env, query)]
    if loose:
        update_rows(env, "res_partner", {"parent_id": SQL("NULL")}, loose)
        kinds = dict(env[PARTNER]._fields["type"]._description_selection(env))
        labels = Json({kind: kinds[kind] for kind in ADDRESS_TYPES})
        run(env, SQL("%s %s", SQL(BELOW, loose), SQL(COMPANY_NAME)))
        run(env, SQL("%s %s", SQL(BELOW, loose), SQL(COMPLETE_NAME, labels)))
    return loose
