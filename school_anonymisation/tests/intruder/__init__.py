"""The motivated intruder: who knows something of somebody and has the whole anonymised database to look for them.

One file a source of knowledge. To add one: a file here with a class that has a ``source`` and an ``attack``, and a line
in ATTACKS.
"""

from .backup import BackupNumbers
from .bank import BankStatement
from .class_list import ClassList
from .mail import OctoberMail
from .numbers import StudentNumbers
from .on_disk import OrderOnDisk
from .relatives import Relatives

ATTACKS = (ClassList, BankStatement, OctoberMail, StudentNumbers, BackupNumbers, OrderOnDisk, Relatives)

__all__ = ["ATTACKS"]
