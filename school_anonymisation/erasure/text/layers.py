"""Takes the packaging off a text, layer by layer, and remembers where in the source each character stood."""

from bisect import bisect_right

# What an edit does to what it covers: a character in other words, something invisible, or something that has to stay.
WRITTEN, INVISIBLE, KEPT = range(3)


class Layer:
    """One text made of another by edits, and the way back.

    An edit is (start, end) in the made text, (start, end) in the one that it was made of, and what it does. Edits stand
    in the order of the made text; what stands between two of them is the same letter for letter.
    """

    def __init__(self):
        self.text = ""
        self._pieces = []
        self._length = 0
        self._made = []
        self._edits = []

    def keep(self, source, start, end):
        """Go on with characters of the source as they are."""
        if end > start:
            self._pieces.append(source[start:end])
            self._length += end - start

    def put(self, text, start, end, kind=WRITTEN):
        """Go on with a text instead of the characters of the source from ``start`` to ``end``."""
        self._made.append(self._length)
        self._edits.append((self._length + len(text), start, end, kind))
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def finish(self):
        """Make the text of what was written."""
        self.text = "".join(self._pieces)
        return self

    @property
    def length(self):
        """How much has been written."""
        return self._length

    def back(self, start, end):
        """Return [(start, end)] in the source of a part of the text: several where something has to stay between."""
        index = bisect_right(self._made, start) - 1
        spans, begin = [], self._place(index, start, first=True)
        last = bisect_right(self._made, end - 1) - 1
        for edit in range(index + 1, last + 1):
            _made_end, source_start, source_end, kind = self._edits[edit]
            if kind == KEPT:
                if source_start > begin:
                    spans.append((begin, source_start))
                begin = source_end
        finish = self._place(last, end - 1, first=False)
        if finish > begin:
            spans.append((begin, finish))
        return spans

    def _place(self, index, offset, first):
        """Return where a character of the text begins in the source, or where it ends."""
        if index < 0:
            return offset if first else offset + 1
        made_end, start, end, _kind = self._edits[index]
        if offset < made_end:
            return start if first else end
        return end + offset - made_end + (0 if first else 1)


def spans_in_source(layers, start, end):
    """Return [(start, end)] in the source of a part of the text of the last of some Layers."""
    spans = [(start, end)]
    for layer in reversed(layers):
        spans = [span for begin, finish in spans for span in layer.back(begin, finish)]
    return spans


def replaced(text, pattern, replacement):
    """Return the Layer in which a pattern's matches are other characters; None when nothing changes.

    :param replacement: called with the match and the Layer: it writes, or leaves everything to the next match by
        returning False.
    """
    layer, position, changed = Layer(), 0, False
    for match in pattern.finditer(text):
        mark = match.start()
        layer.keep(text, position, mark)
        position = mark
        if replacement(match, layer) is not False:
            position = match.end()
            changed = True
    if not changed:
        return None
    layer.keep(text, position, len(text))
    return layer.finish()
