"""The exceptions that armsgraph raises.

ArmsgraphError                 exit code
├── FindingsError              1   the data break a rule
├── UsageError                 2   the call makes no sense
│   └── UnknownNameError       2   no entity, question or measure of that name
├── InputError                 3   a file or a query cannot be read
└── LimitError                 4   a limit of time or memory was hit
"""

from __future__ import annotations


class ArmsgraphError(Exception):
    """Carry one line that says what is wrong, where, and what to do."""

    exit_code = 1


class FindingsError(ArmsgraphError):
    """The data were read and break a rule."""

    exit_code = 1


class UsageError(ArmsgraphError):
    """The call itself makes no sense."""

    exit_code = 2


class UnknownNameError(UsageError):
    """Nothing bears that name; the message gives the nearest."""


class InputError(ArmsgraphError):
    """A file, a query or a parameter cannot be read."""

    exit_code = 3


class LimitError(ArmsgraphError):
    """A limit of time or memory was hit."""

    exit_code = 4
