"""What is known of a table in which people may stand."""

from dataclasses import dataclass, field

from odoo.tools import SQL

from ..sql import JSON_TYPES, Key, quoted


@dataclass
class Table:
    """A table, or a materialised view, to be searched; ``name`` has its schema before it where it is not Odoo's.

    ``key``: what tells its rows apart. ``pairs``: its (model column, id column). ``links``: its (root model, column)
    by foreign key, where no model of Odoo's tells. ``where``: SQL of the only rows that are searched.
    ``path``: its names, the schema first. ``with_heirs``: rows of tables that inherit from it are its own, too.
    ``records_of``: name of the table whose records its rows are: its own, or of the one that it inherits from.
    ``is_view``: it is materialised from other tables, and changes when it is refreshed. ``oid``: its number.
    ``tells_when``: each row says which transaction wrote it, and all of them can be seen.
    ``is_nobodys``: no model of Odoo's describes its rows.
    ``may_be_large``: some value in it may be too large to be taken into memory, as far as is known.
    """

    name: str
    key: Key
    columns: list
    pairs: list = field(default_factory=list)
    where: str = "TRUE"
    path: tuple = ()
    with_heirs: bool = True
    records_of: str = ""
    links: list = field(default_factory=list)
    is_view: bool = False
    oid: int = 0
    tells_when: bool = False
    is_nobodys: bool = False
    may_be_large: bool = True

    def __post_init__(self):
        self.path = self.path or (self.name,)
        self.records_of = self.records_of or self.name

    @property
    def source(self):
        """SQL of the rows that are its own."""
        return quoted(*self.path) if self.with_heirs else SQL("ONLY %s", quoted(*self.path))

    def column_names(self):
        """Return the names of the columns to be searched."""
        return [column.name for column in self.columns]

    def json_columns(self):
        """Return the names of those of them that hold JSON."""
        return {column.name for column in self.columns if column.type in JSON_TYPES}

    def names_others(self):
        """Whether its rows say themselves whose they are."""
        return bool(self.pairs or self.links)
