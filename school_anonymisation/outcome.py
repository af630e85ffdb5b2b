"""What evaluating and erasing answer: plain results, no exceptions to steer by and no personal values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Blocker:
    """Why a student is held back: the rule's code, a sentence, and the records behind it (for links)."""

    code: str
    sentence: str
    records: Any


@dataclass
class Outcome:
    """What became of the students of one call.

    ``done``, ``counts``: ids of students who were anonymised; number of records treated, by model.
    ``skipped``: {student id: [codes of the rules that held it back]}.
    ``failed``: {student id: "locked", or a `failure` code, such as table and SQLSTATE or a class; never a value}.
    ``retained``: {student id: last day on which the law asks to keep a document}.
    ``undecided``: {student id: number of contacts that may be the same person and stayed}.
    """

    done: list = field(default_factory=list)
    skipped: dict = field(default_factory=dict)
    failed: dict = field(default_factory=dict)
    retained: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    undecided: dict = field(default_factory=dict)

    def add(self, other):
        """Take in what another call answered."""
        self.done += other.done
        self.skipped |= other.skipped
        self.failed |= other.failed
        self.retained |= other.retained
        self.undecided |= other.undecided
        for model, count in other.counts.items():
            self.counts[model] = self.counts.get(model, 0) + count
