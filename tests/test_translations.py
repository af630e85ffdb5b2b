# Translations hold what programs read in a term, so that no sentence breaks in another language.
import polib
import pytest
from lib import translations

ADDONS = [
    "school_anonymisation",
    "school_anonymisation_hr",
    "school_anonymisation_ledger",
    "school_anonymisation_openeducat",
    "school_base",
]


def fault(term, translation, *flags):
    return translations.fault_of(polib.POEntry(msgid=term, msgstr=translation, flags=list(flags)))


def test_no_translation_of_the_addons_is_spoiled_or_lacks_a_term():
    assert translations.spoiled(ADDONS) + translations.untranslated(ADDONS) == []


@pytest.mark.parametrize(
    ("term", "translation"),
    [
        ("%(day)s: %s students", "%s elever, %(day)s"),
        ("{{ object.name }}: reminder", "påmindelse: {{ object.name }}"),
        ('<p t-if="late">Dear <b>you</b></p>', '<p t-if="late"><b>du</b> kære</p>'),
        ("100 % of all", "100 % af alle"),
        ("Not translated: %s", ""),
    ],
)
def test_translation_that_may_be(term, translation):
    assert fault(term, translation) == ""


@pytest.mark.parametrize(
    ("term", "translation", "sentence"),
    [
        ("%s students", "elever", "lacks %s"),
        ("%s of %s", "%s af", "lacks %s"),
        ("%(day)s", "%(dag)s", "lacks %(day)s"),
        ("students", "%d elever", "adds %d"),
        ("{{ object.name }}", "{{ object.navn }}", "lacks {{ object.name }}"),
        ("<p>Dear</p>", "<p>Kære", "lacks </p>"),
        ('<p t-if="late">Late</p>', '<p t-if="sent">Sent</p>', 'lacks <p t-if="late">'),
        ("Late", "<b>Sent</b>", "adds <b>, </b>"),
    ],
)
def test_translation_that_would_break(term, translation, sentence):
    assert sentence in fault(term, translation)


def test_uncertain_translation():
    assert fault("Student", "Elev", "fuzzy") == "is marked as fuzzy"
    assert fault("Student", "Elev", "python-format") == ""
