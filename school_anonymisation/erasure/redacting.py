"""What the cells of a row are without what goes from them."""

from .text.json_texts import redact_json


def without(matcher, cells, goes, people, in_json):
    """Return {column: its text without what goes} of the columns of a row that change.

    :param goes: {column: Hits}. :param people: contact ids of those whose row it is. :param in_json: columns of JSON.
    """
    found = {}
    for name, hits in goes.items():
        if name in in_json:
            found[name] = redact_json(matcher, cells[name], _wanted_of(hits), people)
        else:
            found[name] = matcher.redact(cells[name], _wanted_of(hits), given=people)
    return {name: text for name, text in found.items() if text != cells[name]}


def _wanted_of(hits):
    """Return the function for `Matcher.redact` by which goes whatever is like these Hits.

    Of first name and surname alone one may go, and the other be that of a mother who stays: only these places count.
    """
    goes = {(hit.sign, hit.form) for hit in hits if hit.form != "given"}
    return lambda hit: hit in hits or (hit.sign, hit.form) in goes
