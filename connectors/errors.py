"""What can go wrong at a source. All descend from OSError, as what files raise.

::

    OSError
    └── SourceError
        ├── SourceUnavailable   it does not answer, or not in time; a later run may succeed
        ├── SourceRefused       it wants another name, password, token or permission
        ├── SourceBroken        it answers, but not with what its protocol says
        └── AddressRefused      the address is not one that may be reached
"""

from __future__ import annotations


class SourceError(OSError):
    """The source cannot be read; the message says what is wrong and what to do."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else (type(self).__doc__ or "")


class SourceUnavailable(SourceError):
    """The source does not answer."""


class SourceRefused(SourceError):
    """The source refuses access."""


class SourceBroken(SourceError):
    """The source answers with something that its protocol does not allow."""


class AddressRefused(SourceError):
    """The address may not be reached."""
