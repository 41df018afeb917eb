"""The one error tree. Bad text is never an error: it becomes a `Problem` on a finding (see `onrecord.schema`).

    OnrecordError
      InputError      the input cannot be read: not text, too large, damaged, missing
      LexiconError    a table row is wrong; the message names file, line, field and cure
      ModelError      the model's files are missing, damaged or of another version
      StoreError      a store cannot be read or written
      UsageError      options contradict each other or name something that does not exist

>>> raise InputError("page.bin: binary data, not text; give HTML or plain text")
Traceback (most recent call last):
    ...
onrecord.errors.InputError: page.bin: binary data, not text; give HTML or plain text
"""

__all__ = ["InputError", "LexiconError", "ModelError", "OnrecordError", "StoreError", "UsageError"]


class OnrecordError(Exception):
    """Base of all errors: catch this to catch everything Onrecord raises on purpose."""


class InputError(OnrecordError):
    """The input cannot be read; the message says what, where and what to do."""


class LexiconError(OnrecordError):
    """A table row is wrong; the message names file, line, field and cure."""


class ModelError(OnrecordError):
    """The model's files are missing, damaged or of another version."""


class StoreError(OnrecordError):
    """A store cannot be read or written."""


class UsageError(OnrecordError):
    """Options contradict each other or name something that does not exist."""
