"""Downloads."""

from . import register_download
