"""The register of personal data: which field of which model holds what, and what happens to it."""

from .files import (
    HEADER,
    IDENTIFIER_HEADER,
    KINDS,
    RETAINED,
    TREATMENTS,
    Identifier,
    RegisterError,
    Row,
    check_row,
    read_file,
)
from .merged import STRENGTH, Register, count_records, installed_modules, is_stored, weaker
