"""The tests' own search for leftovers: that of the kit, and what cannot be erased."""

from .. import testing_search
from ..testing_search import holds, readable, search_files, search_tables, spellings

__all__ = ["NoTraceMixin", "holds", "readable", "search_files", "search_tables", "spellings"]


class NoTraceMixin(testing_search.NoTraceMixin):
    """Besides ``assertNoTrace``: something that stays whatever is done."""

    def leave_stubborn(self, text):
        """Plant a text in a table of nobody's that refuses every change."""
        self.env.cr.execute(
            "CREATE TABLE IF NOT EXISTS x_stubborn (id serial PRIMARY KEY, note text);"
            "CREATE OR REPLACE FUNCTION x_stubborn() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RAISE EXCEPTION ''No''; END';"
            "CREATE OR REPLACE TRIGGER x_stubborn BEFORE UPDATE OR DELETE ON x_stubborn"
            " FOR EACH ROW EXECUTE FUNCTION x_stubborn()"
        )
        self.env.cr.execute("INSERT INTO x_stubborn (note) VALUES (%s)", [text])
