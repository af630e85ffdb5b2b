"""What the bridge adds to models."""

from . import res_partner
from . import second_contact
