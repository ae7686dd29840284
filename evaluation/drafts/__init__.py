"""Golden questions drafted from a tenant's own documents, for a human to accept."""

from evaluation.drafts.files import accept, read_drafts, write_drafts
from evaluation.drafts.make import draft_questions
from evaluation.drafts.types import Draft

__all__ = ["Draft", "accept", "draft_questions", "read_drafts", "write_drafts"]
