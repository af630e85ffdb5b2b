"""One object for what is known of the people of a plan, handed to whatever looks for them."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import SQL

from .identity import identity_columns
from .judging import Judge
from .known import Known
from .sql import run
from .walls import walled_tables
from .whose import Ownership


@dataclass(repr=False)
class Case:
    """Who is erased, what they are known by, whose everything else is, and what is left alone.

    ``linked``: {table: {record id: contact id}} of what the register ties to a person. ``models``: {table: [model]}.
    ``walled``: tables in which nothing is written. ``retention``: whose documents are left alone.
    """

    known: Known
    judge: Judge
    ownership: Ownership
    linked: dict
    retention: object
    models: dict
    walled: set

    @classmethod
    def of(cls, env, register, people, known, matcher, *, linked, retention, things=()):
        """Return the Case of some people; see `Known`, `Ownership` and `Plan` for what each is."""
        models = defaultdict(list)
        for name, model in env.registry.items():
            if not model._abstract:
                models[model._table].append(name)
        ownership = Ownership(env, people, linked)

        def names(contacts):
            return dict(
                run(
                    env, SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s) AND name IS NOT NULL", list(contacts))
                )
            )

        judge = Judge(known, matcher, ownership, identity_columns(env, register), names)
        return cls(known, judge, ownership, linked, retention, dict(models), walled_tables(env, things))
