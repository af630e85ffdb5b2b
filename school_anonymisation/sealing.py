"""Seals bytes with a key of their own that lies outside the database: without the file of the key nobody reads them."""

import contextlib
import os
import time
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken

FORGOTTEN = 24 * 3600
"""Seconds after which a key that nothing is sealed with is a killed server's."""


class KeyLost(Exception):
    """The key is gone, or is another one: what was sealed cannot be read by anybody any more."""


class Vault:
    """A folder of keys, a file each. It must not lie where a copy of the database goes."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def seal(self, content, owner):
        """Return (name of a new key, the sealed bytes); the key is on the disk when this returns.

        :param owner: name of a folder within the vault, the database's.
        """
        key, name = Fernet.generate_key(), f"{owner}/{uuid4().hex}"
        path = self._folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
        return name, Fernet(key).encrypt(content)

    def opened(self, name, sealed):
        """Return the bytes that were sealed with a key.

        :raise KeyLost: the key is gone, or is another one.
        """
        try:
            return Fernet((self._folder / name).read_bytes()).decrypt(sealed)
        except (OSError, ValueError, InvalidToken):
            raise KeyLost from None

    def has(self, name):
        """Return whether a key is there."""
        return (self._folder / name).is_file()

    def destroy(self, name):
        """Destroy a key, and with it whatever copies there are of what was sealed."""
        (self._folder / name).unlink(missing_ok=True)

    def destroy_forgotten(self, owner, names):
        """Destroy the keys of an owner that are old and not among these names."""
        folder = self._folder / owner
        for path in list(folder.iterdir()) if folder.is_dir() else ():
            if f"{owner}/{path.name}" not in names and time.time() - path.stat().st_mtime > FORGOTTEN:
                path.unlink(missing_ok=True)


def _sync_folder(folder):
    """Have the name of a new file on the disk, too, where the system can do that."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems cannot; the file itself is written.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
