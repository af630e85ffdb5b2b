# Whether any relation of any installed model would newly lead to somebody who is anonymised.
from odoo.exceptions import UserError


def tried(env, student):
    """Return {(model, field): whether a new record that names this anonymised person by it would be refused}.

    What bookkeeping may go on to name is left out.
    """
    # Who asks may not see them.
    people = {"school.student": student.id, "res.partner": student.sudo().partner_id.id}
    found = {}
    for name in env.registry:
        model, ways = env[name], env[name]._ways_to_people()
        for field, kind in ways.items():
            if (values := _naming(model, field, kind, people)) and field not in model._may_name_the_gone(values):
                try:
                    model._refuse_new_relations(values, ways)
                    found[name, field] = False
                except UserError:
                    found[name, field] = True
    return found


def _naming(model, field, kind, people):
    """Return values by which a record would name one of these people; nothing where it leads to others."""
    how, *said = kind
    if how == "one" and said[0] in people:
        return {field: people[said[0]]}
    if how == "many" and said[0] in people:
        return {field: [(4, people[said[0]], 0)]}
    if how == "reference":
        return {field: f"res.partner,{people['res.partner']}"}
    if how == "number":
        of_record = model._fields[said[0]].type == "many2one"
        named = model.env["ir.model"]._get_id("res.partner") if of_record else "res.partner"
        return {field: people["res.partner"], said[0]: named}
    return {}
