"""Takes places out of a text: each gets a word in its place, what is only the rest of one gets none."""


def covered(spans, rest=()):
    """Return [(start, end, whether a word stands in its place)] of what goes, in order, overlaps merged.

    :param spans: [(start, end)] that are replaced. :param rest: the same of what goes without a word.
    """
    merged = []
    for start, end, replaced in sorted({(*span, False) for span in rest} | {(*span, True) for span in spans}):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), replaced or merged[-1][2])
        else:
            merged.append((start, end, replaced))
    return merged


def cut(text, spans, rest, replacement):
    """Return a text without some places, everything else as it was, letter for letter; see `covered`.

    >>> cut("Emma <b>Hansen</b> sings", [(0, 4)], [(8, 14)], "[anonymised]")
    '[anonymised] <b></b> sings'
    """
    places = covered(spans, rest)
    return edited(text, [(start, stop, replacement if replaced else "") for start, stop, replaced in places])


def edited(text, edits):
    """Return a text with other words in some places: [(start, end, what stands there then)], in order."""
    pieces, end = [], 0
    for start, stop, word in edits:
        pieces += [text[end:start], word]
        end = stop
    return "".join([*pieces, text[end:]])
