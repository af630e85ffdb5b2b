# Words that people should not have to read: docs/words.md names them, lint finds them in the templates for translators.
import polib
import pytest
from lib import plain_words

PAGE = """
| `student` | elev |

## Words that stay out

| not | but |
|---|---|
| `ledger` | the copy of the log |
| `cycle`, `random identifier` | the year; profile `code` |
"""


def test_words_of_the_last_table_stay_out_and_no_others():
    assert plain_words.kept_out(PAGE) == ["ledger", "cycle", "random identifier"]


@pytest.mark.parametrize(
    "term", ["Cycle", "the cycle.", "<b>this cycle</b>", "the year's cycle, 2026", "A Random Identifier"]
)
def test_word_is_found(term):
    assert plain_words.words_in(term, plain_words.kept_out(PAGE))


@pytest.mark.parametrize(
    "term",
    [
        "Bicycle",
        "recycled",
        "a random name",
        '<a t-att-href="cycle">open</a>',
        "%(cycle)s is over",
        "{{ cycle }}",
        "a.cycle",
    ],
)
def test_word_is_not_found(term):
    assert plain_words.words_in(term, plain_words.kept_out(PAGE)) == []


def test_name_of_a_model_of_odoo_is_odoos():
    word = {"msgid": "Cycle"}
    odoo = polib.POEntry(occurrences=[("model:ir.model,name:school_anonymisation.model_ir_cycle", "0")], **word)
    ours = polib.POEntry(occurrences=[("model:ir.model,name:school_anonymisation.model_school_cycle", "0")], **word)
    both = polib.POEntry(occurrences=[*odoo.occurrences, ("code:addons/school_anonymisation/x.py", "0")], **word)
    assert [plain_words._is_of_odoo(entry) for entry in (odoo, ours, both)] == [True, False, False]
