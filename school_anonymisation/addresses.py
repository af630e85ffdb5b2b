"""Which contacts below somebody are only addresses: they are erased with that person, and asked about, too."""

from odoo.tools import SQL

PARTNER = "res.partner"
ADDRESS_TYPES = ("invoice", "delivery", "other")
"""Contacts of these types are addresses of their parent; a contact of type "contact" is a person."""

# Somebody with another name and an e-mail address of their own is no address.
ADDRESSES = """
    SELECT a.id, a.parent_id FROM res_partner a JOIN res_partner p ON p.id = a.parent_id
     WHERE a.type IN %(types)s AND a.is_company IS NOT TRUE
       AND NOT (coalesce(a.name, '') <> '' AND lower(a.name) <> lower(coalesce(p.name, ''))
                AND coalesce(a.email, '') <> '' AND lower(a.email) <> lower(coalesce(p.email, '')))
       AND NOT EXISTS (SELECT 1 FROM res_partner c WHERE c.parent_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM res_company c WHERE c.partner_id = a.id)"""


def own_addresses(env):
    """Return SQL of a query (id, parent_id) of contacts `a` that belong to the contact above and to nobody else.

    A condition on `a` may be added to it.
    """
    delegating = [
        (model._table, model._inherits[PARTNER])
        for model in env.registry.values()
        if PARTNER in model._inherits and not model._abstract and not model._transient
    ]
    someone = (
        SQL("AND NOT EXISTS (SELECT 1 FROM %s r WHERE r.%s = a.id)", SQL.identifier(table), SQL.identifier(link))
        for table, link in delegating
    )
    return SQL("%s %s", SQL(ADDRESSES, types=ADDRESS_TYPES), SQL(" ").join(someone))
