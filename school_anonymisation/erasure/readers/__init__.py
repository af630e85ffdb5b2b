"""Readers of file formats: a file's text as rows of cells, and the file again without what must go."""

from .document import REPLACEMENT, Reading
from .encoded import LONGEST_WORD, holds_encoded, unpacked
from .kinds import LARGEST, is_media, needs_parser, shows_its_text
from .process import Extractor
from .reading import read, readings, rewrite
from .runs import EDGE
