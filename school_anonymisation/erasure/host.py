"""What the engine asks of whoever uses it. Erasing knows no school: all it needs from outside comes through here."""

from datetime import date


class Host:
    """The organisation on whose behalf people are erased; this one has no wishes and keeps no lists.

    Methods take an Odoo environment; what they are handed holds ids, labels and numbers, never a personal value.
    """

    def rows(self, env):
        """Return the `register.Row` objects that the organisation has added to what addons declare."""
        return []

    neutral = None
    """Compiled pattern of the neutral labels, in which nothing is a sign of anybody; None where there is none."""

    def things(self):
        """Return the names of the organisation's models that name things and not people: nothing is written there."""
        return ()

    triggers = frozenset()
    """Names of the organisation's own triggers, which write nothing anywhere."""

    def relatives(self, env, people):
        """Return {contact id: contact ids of relatives} of some people: who writes and registers for them."""
        return {}

    def today(self, env):
        """Return the day on which terms of retention are judged."""
        return date.today()  # noqa: DTZ011 a host with a time zone of its own says so

    def periods(self, env):
        """Return {company id: [first days of its teaching periods]}; 0 is for records that are of no company."""
        return {}

    def retention_years(self, env):
        """Return {company id: years for which posted documents are kept after their fiscal year}; 0 or absent: none."""
        return {}

    def retained(self, env):
        """Return {model: ids} of the documents that are retained for people who were erased before."""
        return {}

    def retain(self, env, people, retention):
        """Take note of the documents that have to be kept for these people.

        :param people: {model: {record id: contact id}}; :param retention: the `retention.Retention`.
        """

    def report(self, env, people, verification):
        """Take note of what the second look found.

        :param people: contact ids of those who were erased; :param verification: the `verify.Verification`.
        """

    def ask(self, env, questions):
        """Put what the engine could not decide, read or rewrite on a list for a person.

        :param questions: [Question] of `questions`.
        """
