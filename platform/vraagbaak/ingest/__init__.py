"""Documents to passages: read, cut along their structure, embed what changed, store."""

from vraagbaak.ingest.chunk import ChunkLimits, chunk
from vraagbaak.ingest.report import Failure, IngestReport
from vraagbaak.ingest.sandbox import InProcess, Reader, Sandbox
from vraagbaak.ingest.sandbox_process import SandboxLimits
from vraagbaak.ingest.service import Ingestor

__all__ = [
    "ChunkLimits",
    "Failure",
    "InProcess",
    "IngestReport",
    "Ingestor",
    "Reader",
    "Sandbox",
    "SandboxLimits",
    "chunk",
]
