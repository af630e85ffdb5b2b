"""What the tags of HTML, Office documents and any other XML mean for the layout of a text."""

from dataclasses import dataclass, field

INLINE_HTML = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "st1",
        "smarttagtype",
        "personname",
    ]
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
        named = dict.fromkeys(self.letters, "letter")
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
    row=frozenset({"tr", "table-row", "Row", "row"}),
    cell=frozenset({"tc", "table-cell", "covered-table-cell", "Cell", "cell"}),
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


class _Element:
    """What is known of an open element of any XML."""

    __slots__ = ("children", "has_lists", "has_text", "start")

    def __init__(self, start):
        self.start = start
        self.children = 0
        self.has_text = False
        # Whether it, or anything in it, is a list of elements without text between them.
        self.has_lists = False

    def role(self):
        """Return cell (border), paragraph or, where text and elements are mixed, mixed."""
        if not self.children:
            return "border"
        return "mixed" if self.has_text and not self.has_lists else "paragraph"


def structure(tokens, text):
    """Return {start of an opening tag: role} for the elements of any XML."""
    roles, stack = {}, [_Element(0)]
    for token in tokens:
        if token.kind == "open":
            stack[-1].children += 1
            stack.append(_Element(token.start))
        elif token.kind == "single":
            stack[-1].children += 1
        elif token.kind == "text" and not text[token.start : token.end].isspace():
            stack[-1].has_text = True
        elif token.kind == "close" and len(stack) > 1:
            element = stack.pop()
            roles[element.start] = element.role()
            is_list = element.children > 1 and not element.has_text
            stack[-1].has_lists = stack[-1].has_lists or element.has_lists or is_list
    return roles
