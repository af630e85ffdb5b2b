"""One object for what is known of the people of a plan, handed to whatever looks for them."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import SQL

from ..delete import delete_with_belongings
from ..sources.catalogue import pairs_of
from ..sql import run
from .identity import identity_columns
from .judging import Judge
from .known import Known
from .walls import Walls
from .whose import Ownership


@dataclass(repr=False)
class Case:
    """Who is erased, what they are known by, whose everything else is, and what is left alone.

    ``linked``: {table: {record id: contact id}} of what the register ties to a person. ``models``: {table: [model]}.
    ``walls``: where nothing is written. ``retention``: whose documents are left alone.
    ``pairs``: {table: [(model column, id column)]} of references that name their model in another column.
    ``beside``: the `beside.Beside` that finds out who else bears a sign, where that is not known of everybody.
    """

    known: Known
    judge: Judge
    ownership: Ownership
    linked: dict
    retention: object
    models: dict
    walls: Walls
    pairs: dict
    beside: object = None

    @classmethod
    def of(cls, env, register, people, known, *, linked, retention, host):
        """Return the Case of some people; see `Known`, `Ownership` and `Plan` for what each is."""
        models = defaultdict(list)
        for name, model in env.registry.items():
            if not model._abstract:
                models[model._table].append(name)
        judge = judge_of(env, register, people, known, host, linked)
        walls = Walls.of(env, host.things())
        return cls(known, judge, judge.ownership, linked, retention, dict(models), walls, pairs_of(env))

    def delete(self, env, doomed, counts):
        """Delete records with what hangs on them, {model: ids}; return the names of files that are to be gone."""
        return delete_with_belongings(env, doomed, self.retention, counts)


def judge_of(env, register, people, known, host, linked=None):
    """Return the Judge of some people; see `Case`."""

    def names(contacts):
        query = SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s) AND name IS NOT NULL", list(contacts))
        return dict(run(env, query))

    return Judge(known, Ownership(env, people, linked or {}), identity_columns(env, register), names, host.neutral)
