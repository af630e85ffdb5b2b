"""One row of the result: what was measured, beside what, and what was aimed at."""

from dataclasses import asdict, dataclass


@dataclass
class Row:
    """``measured`` and ``beside`` have the same unit; ``ratio``: one divided by the other; ``met``: the goal."""

    what: str
    measured: str
    beside: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def as_dict(self):
        """The row as it goes through a file from one process to another."""
        return asdict(self)


def print_table(rows):
    """Print Rows as a table that Markdown shows as one, too."""
    cells = [("what", "measured", "beside it", "ratio", "goal", "met")]
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "NO"
        cells.append((row.what, row.measured, row.beside, row.ratio, row.goal, met))
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    for number, line in enumerate(cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if not number:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def ratio(ours, beside):
    """Ours divided by the other, as text."""
    return f"{ours / beside:.2f}x" if beside else ""
