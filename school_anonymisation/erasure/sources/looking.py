"""One look through the whole database and filestore for everybody at once, and what becomes of the people since.

What is found is kept as numbers of rows, a person at a time; what stands there is read again, closely, when it is
treated. So the cost of looking depends on the size of the database, and what is kept on what there is of the people.
"""

from dataclasses import dataclass, field

from ..host import Host
from ..people.bearers import note_bearers
from ..people.collecting import collect, countries_of
from ..people.identify import known_of, note_others
from ..people.known import Known
from ..planning import document_paths
from ..questions import UNSURE, Question
from ..register.merged import Register
from ..register.paths import Selector
from ..remembered import Remembered
from ..subjects import PARTNER, Subjects
from .every_source import smallest_first, sources_of
from .patience import ENDLESS, Patience
from .reading import Search, read_all
from .scan import Searched
from .seen import Seen
from .traces import Traces


@dataclass(repr=False)
class Sweep:
    """What was looked for and found before the first of some people is erased, and what has become of them since.

    ``seen``: what of the database has been looked at. ``gone``: contact ids of others who have been erased since.
    ``labels``: {contact id: neutral name} of who has been erased; ``retained``: {contact id: last day}.
    ``linked``: {table: {row id: contact id}} of what is linked to them and held a sign that others bear as well.
    ``touched``: paths of tables whose statistics in PostgreSQL may hold values. ``removed``: files that are to be gone.
    ``asked``: {Question} that were put to a person. ``remembered``: what it takes to look for them once more.
    """

    known: Known
    traces: Traces
    searched: Searched
    seen: Seen | None = None
    gone: frozenset = frozenset()
    labels: dict = field(default_factory=dict)
    retained: dict = field(default_factory=dict)
    linked: dict = field(default_factory=dict)
    touched: set = field(default_factory=set)
    removed: set = field(default_factory=set)
    asked: set = field(default_factory=set)
    host: Host = field(default_factory=Host)
    remembered: Remembered = field(default_factory=Remembered)

    @property
    def erased(self):
        """The contact ids of everybody who has been erased since everything was looked through."""
        return self.labels.keys() | self.gone

    def of(self, people):
        """Return the Sweep of some of the people, as long as nobody has been erased."""
        known, remembered = self.known.narrowed(people), self.remembered.narrowed(people)
        return Sweep(known, self.traces.of(people), self.searched, self.seen, host=self.host, remembered=remembered)

    def narrowed(self, people):
        """Return what is Known of some of the people; those erased before them count as gone."""
        return self.known.narrowed(people, self.erased)

    def note_erased(self, labels, linked, retention, tables, names):
        """Remember what the second look has to know of people who are being erased in this transaction."""
        self.labels |= labels
        for table, owners in self.traces.linked(linked).items():
            self.linked.setdefault(table, {}).update(owners)
        for person, documents in retention.by_person().items():
            self.retained[person] = max(last_day for _model, _id, last_day in documents)
        self.touched |= tables
        self.removed |= set(filter(None, names))

    def note_undone(self, people):
        """Take back that these people have been erased: their savepoint was rolled back."""
        for person in people:
            self.labels.pop(person, None)

    def unchanged(self, env, subjects):
        """Return the contact ids of those of whom nothing is known by now that was not looked for."""
        register = Register.load(env)
        people = subjects.resolve(env)
        selector = Selector(env, people, documents=document_paths(register))
        countries = countries_of(env, people[PARTNER].values())
        present, _records = collect(env, selector, register.identifiers, countries)
        return {
            person
            for person in set(people[PARTNER].values())
            if present.people.get(person, set()) <= self.known.people.get(person, set())
        }

    def questions_of_looking(self, people):
        """Return [Question] that come from looking for some people, whoever stands there."""
        often = [Question(UNSURE, detail="often")] if self.traces.often & set(people) else []
        return [*self.traces.questions, *often]

    def ask(self, env, questions, people):
        """Put Questions about some people to a person, with those that come from looking."""
        questions = {*questions, *self.questions_of_looking(people)}
        self.asked |= questions
        # Also those of a batch that was rolled back, once more.
        self.host.ask(env, sorted(questions))


def sweep(env, subjects: Subjects, remembered: Remembered | None = None, patience: Patience = ENDLESS) -> Sweep:
    """Return the Sweep for these Subjects. It reads everything once, in one statement a table.

    :param remembered: what is Remembered of them, where their own records say nothing any more.
    :raise OutOfTimeError: there is no Patience left.
    :raise RegisterError: the register cannot be obeyed. :raise ValueError: somebody who may not be erased.
    """
    env.flush_all()
    patience.check(env)
    register = Register.load(env, subjects.host.rows(env))
    people = subjects.resolve(env)
    if remembered is None:
        known = known_of(env, subjects, people, register, document_paths(register))
        remembered = Remembered.of(known, people, subjects.doubles)
    else:
        known = remembered.known()
        note_others(env, known, subjects, people, register)
    made = looked_for(env, known, subjects.host, patience)
    made.remembered = remembered
    return made


def looked_for(env, known, host, patience=ENDLESS):
    """Return the Sweep for everybody of whom something is Known."""
    # What only these people share is theirs as soon as the last of them goes.
    search = look_everywhere(env, known.narrowed(known.people), host.things(), patience=patience)
    return Sweep(known, search.traces, search.searched, search.seen, host=host)


def catch_up(env, sweep, subjects):
    """Take in, in a Sweep for these Subjects, what was written since everything was looked through for them.

    :return: whether that can be told; if not, everything has to be looked through anew.
    """
    if sweep.seen is None or not sweep.seen.holds(env):
        return False
    env.flush_all()
    register = Register.load(env, subjects.host.rows(env))
    people = subjects.resolve(env)
    note_bearers(env, sweep.known, register, people, subjects.doubles, since=sweep.seen)
    search = Search(sweep.narrowed(sweep.known.people), Seen.of(env), traces=sweep.traces)
    # What stands in a row or a file that nobody has written since is known.
    sources, questions = sources_of(env, subjects.host.things(), seen=sweep.seen)
    sweep.traces.questions = questions + [question for question in sweep.traces.questions if not question.source]
    sweep.traces.sessions = {}
    read_all(env, sources, search)
    sweep.seen, sweep.searched = search.seen, search.searched
    return True


def look_everywhere(env, known, things=(), views=False, before=None, patience=ENDLESS):
    """Go once through every source; return the Search. A source that cannot be read is a Question.

    What names a thing says of a sign that it does not mean a person: it is noted in ``known``.

    :param things: names of the host's models that name things. :param views: look at materialised views, too.
    :param before: the Sweep of an earlier look for the same people: of the tables only that is read which was written
        since, and what it found.
    """
    seen = before.seen if before and before.seen and before.seen.holds(env) else None
    sources, questions = sources_of(env, things, views, seen, before.traces if before else None)
    search = Search(known, Seen.of(env), patience)
    search.traces.questions += questions
    read_all(env, smallest_first(env, sources) if patience.takes_a_part else sources, search)
    return search
