"""Downloads."""

from . import profile_link
from . import register_download
