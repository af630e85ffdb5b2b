"""script/bench: hands over to bench/, which is beside script/."""

import sys

from . import places, sentence


def main(*arguments):
    """Measure and print the table."""
    sys.path.append(str(places.REPOSITORY))
    from bench import session

    return session.main(*arguments)


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
