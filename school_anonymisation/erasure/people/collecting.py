"""Collects what some people are known by: what their own records hold, and held according to tracked changes."""

from odoo.tools import SQL

from ..register.paths import parse
from ..register.together import values_together
from ..sql import run
from ..text.signs import signs_of
from .known import Known


def collect(env, selector, identifiers, countries):
    """Return (Known of a selector's people, {table: {id of one of their records: contact id}}).

    Nothing is known yet of what others bear. One statement for all identifiers, one for the tracked changes.

    :param countries: {contact id: ISO code of the country whose numbers the person's are, if they do not say it}
    """
    found, records = Known(), {}
    stored = [
        item for item in identifiers if (column := env[item.model]._fields.get(item.field)) is not None and column.store
    ]
    wanted = [(item.model, parse(item.path), item.field) for item in stored]
    for item, rows in zip(stored, values_together(env, selector, wanted), strict=True):
        known = records.setdefault(env[item.model]._table, {})
        for record_id, person, value in rows:
            known[record_id] = person
            for text in _texts(value):
                found.people[person] |= signs_of(item.kind, text, countries.get(person, ""))
    _collect_earlier(env, selector, identifiers, found, countries)
    return found, records


def _texts(value):
    """Return the texts of a column: a translated one has several, an empty one none."""
    if isinstance(value, dict):
        return [text for text in value.values() if text]
    return [value] if value else []


def _collect_earlier(env, selector, identifiers, found, countries):
    """Take in what the identifying fields held before, as far as Odoo has tracked it."""
    if "mail.tracking.value" not in env:
        return
    kinds = {(item.model, item.field): item.kind for item in identifiers if item.path == "."}
    messages = selector.select("mail.message", parse("model/res_id"))
    if not kinds or messages is None:
        return
    rows = run(
        env,
        SQL(
            "SELECT s.person, f.model, f.name, v.old_value_char, v.new_value_char FROM mail_tracking_value v"
            " JOIN ir_model_fields f ON f.id = v.field_id JOIN (%s) s ON s.id = v.mail_message_id"
            " WHERE f.name = ANY(%s)",
            messages,
            list({name for _model, name in kinds}),
        ),
    )
    by_name = {name: kind for (_model, name), kind in kinds.items()}
    for person, model, name, *values in rows:
        kind = kinds.get((model, name), by_name[name])
        for value in filter(None, values):
            found.people[person] |= signs_of(kind, value, countries.get(person, ""))


def countries_of(env, people):
    """Return {contact id: ISO code} of the contacts' countries; without one the company's, then nothing."""
    contacts = sorted(set(people))
    rows = run(
        env,
        SQL(
            "SELECT p.id, coalesce(own.code, theirs.code, main.code) FROM res_partner p"
            " LEFT JOIN res_country own ON own.id = p.country_id"
            " LEFT JOIN res_company c ON c.id = p.company_id"
            " LEFT JOIN res_partner cp ON cp.id = c.partner_id"
            " LEFT JOIN res_country theirs ON theirs.id = cp.country_id"
            " LEFT JOIN LATERAL (SELECT mp.country_id FROM res_company mc JOIN res_partner mp ON mp.id = mc.partner_id"
            "   ORDER BY mc.id LIMIT 1) m ON TRUE LEFT JOIN res_country main ON main.id = m.country_id"
            " WHERE p.id = ANY(%s)",
            contacts,
        ),
    )
    return {contact: code for contact, code in rows if code}


def family_signs(env, relatives):
    """Return {contact id: {Sign}} of the addresses and numbers of people's relatives, in one statement.

    :param relatives: {contact id: contact ids of relatives}
    """
    everybody = sorted(set().union(*relatives.values()))
    values = {}
    for contact, email, phone in run(
        env, SQL("SELECT id, email, phone FROM res_partner WHERE id = ANY(%s)", everybody)
    ):
        values[contact] = (email, phone)
    countries = countries_of(env, everybody)
    return {
        person: {
            sign
            for contact in contacts
            for kind, value in zip(("email", "phone"), values.get(contact, ()), strict=False)
            if value
            for sign in signs_of(kind, value, countries.get(contact, ""))
        }
        for person, contacts in relatives.items()
    }
