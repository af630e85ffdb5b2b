"""What the tags of HTML, Office documents and any other XML mean for the layout of a text."""

from dataclasses import dataclass, field

INLINE_HTML = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr st1 smarttagtype personname".split()
)


@dataclass(frozen=True)
class Vocabulary:
    """Names of tags by what they do. What no set names: ``unknown``, a role."""

    table: frozenset = frozenset()
    row: frozenset = frozenset()
    cell: frozenset = frozenset()
    border: frozenset = frozenset()
    paragraph: frozenset = frozenset()
    box: frozenset = frozenset()
    aside: frozenset = frozenset()
    deleted: frozenset = frozenset()
    inserted: frozenset = frozenset()
    inline: frozenset = frozenset()
    letters: dict = field(default_factory=dict)
    unknown: str = "paragraph"

    def roles(self):
        """Return {name of a tag: role}."""
        named = {name: "letter" for name in self.letters}
        for role in ("table", "row", "cell", "border", "paragraph", "box", "aside", "deleted", "inserted", "inline"):
            named.update(dict.fromkeys(getattr(self, role), role))
        return named


HTML = Vocabulary(
    table=frozenset({"table"}),
    row=frozenset({"tr"}),
    cell=frozenset({"td", "th"}),
    border=frozenset({"br"}),
    inline=INLINE_HTML,
)
# Word, PowerPoint, Excel and OpenDocument share one: their names for the same thing do not contradict each other.
# An unknown tag is part of a paragraph in one, and a border outside.
OFFICE = Vocabulary(
    table=frozenset({"tbl", "table"}),
    row=frozenset({"tr", "table-row", "Row"}),
    cell=frozenset({"tc", "table-cell", "covered-table-cell", "Cell"}),
    border=frozenset({"br", "cr", "tab", "ptab", "line-break"}),
    paragraph=frozenset({"p", "h", "si", "text"}),
    box=frozenset({"txbxContent", "text-box", "annotation", "note-body"}),
    aside=frozenset({"instrText", "delInstrText", "rPh", "posOffset"}),
    deleted=frozenset({"del", "moveFrom"}),
    inserted=frozenset({"ins", "moveTo"}),
    letters={"noBreakHyphen": "-", "s": " "},
    unknown="nearby",
)
# Any other XML: an element that holds nothing but text is a cell of its parent's row; text and elements mixed are a
# paragraph.
XML = Vocabulary(unknown="structure")


def structure(tokens, text):
    """Return {start of an opening tag: role} for the elements of any XML: cell (of a row), paragraph or inline."""
    roles, stack = {}, []
    for token in tokens:
        if token.kind == "open":
            if stack:
                stack[-1][1] = True
            stack.append([token.start, False, False])
        elif token.kind == "single" and stack:
            stack[-1][1] = True
        elif token.kind == "text" and stack and not text[token.start : token.end].isspace():
            stack[-1][2] = True
        elif token.kind == "close" and stack:
            start, has_children, has_text = stack.pop()
            roles[start] = ("mixed" if has_text else "paragraph") if has_children else "border"
    return roles
