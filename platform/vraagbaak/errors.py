"""The exception tree. Every error a caller may meet descends from :class:`VraagbaakError`.

::

    VraagbaakError                      500
    ├── ConfigurationError              500  a setting or a file of the operator is wrong
    │   ├── TenantFileError             422  tenant.yaml is wrong (file, line, field)
    │   └── ModelNotBuilt               503  `vraagbaak models build` has not been run
    ├── UnknownTenant                   404  no tenant has that slug
    ├── UnknownPassage                  404  no such passage in this tenant
    ├── UnknownDocument                 404  no such document in this tenant
    ├── UnknownStream                   404  no such answer in progress in this tenant
    ├── TooManyAnswers                  503  as many answers in progress as one tenant may have
    ├── QuestionRejected                422  the question cannot be processed
    ├── DocumentError                   422  one document could not be read; the others go on
    │   ├── UnsupportedFormat           415
    │   ├── DocumentTooLarge            413
    │   └── ExtractionFailed            422
    ├── ModelUnavailable                503  a language or embedding model does not answer
    │   └── JudgeUnavailable            503  the judge of grounding gives no usable verdict
    ├── IndexUnavailable                503  the database or the vector index does not answer
    └── VectorSpaceMismatch             409  vectors of another model or dimension

The status is the HTTP status that :mod:`vraagbaak.chat.errors` answers with. The docstring of a
class is its default message, so ``raise UnknownTenant()`` already says what is wrong.
"""

from __future__ import annotations


class VraagbaakError(Exception):
    """Something went wrong inside the service."""

    status: int = 500

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())

    @property
    def message(self) -> str:
        """What is wrong and what to do, for a person."""
        return str(self.args[0])

    @property
    def code(self) -> str:
        """The machine-readable name: the class's name in snake case."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class ConfigurationError(VraagbaakError):
    """The configuration is wrong."""


class TenantFileError(ConfigurationError):
    """A tenant.yaml is wrong."""

    status = 422


class ModelNotBuilt(ConfigurationError):
    """The embedding model has not been built yet; run `vraagbaak models build`."""

    status = 503


class UnknownTenant(VraagbaakError):
    """There is no such tenant; `vraagbaak tenants list` shows those that exist."""

    status = 404


class UnknownPassage(VraagbaakError):
    """There is no such passage in this tenant."""

    status = 404


class UnknownDocument(VraagbaakError):
    """There is no such document in this tenant."""

    status = 404


class UnknownStream(VraagbaakError):
    """There is no such stream in this tenant, or it has expired; ask the question again."""

    status = 404


class TooManyAnswers(VraagbaakError):
    """Too many questions are being answered at this moment; try again in a few seconds."""

    status = 503


class QuestionRejected(VraagbaakError):
    """The question cannot be processed."""

    status = 422


class DocumentError(VraagbaakError):
    """The document could not be read."""

    status = 422


class UnsupportedFormat(DocumentError):
    """Documents of this format are not supported."""

    status = 415


class DocumentTooLarge(DocumentError):
    """The document is larger than the limit."""

    status = 413


class ExtractionFailed(DocumentError):
    """No text could be extracted from the document."""


class ModelUnavailable(VraagbaakError):
    """A model does not answer; check its address and that it is running."""

    status = 503


class JudgeUnavailable(ModelUnavailable):
    """The judge gives no usable verdict; check its address, its quota and that it is running."""


class IndexUnavailable(VraagbaakError):
    """The database or the vector index does not answer."""

    status = 503


class VectorSpaceMismatch(VraagbaakError):
    """The tenant's vectors were made by another embedding model; re-embed the tenant."""

    status = 409
