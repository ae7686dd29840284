"""The one Settings object. Nothing else reads the environment.

Every setting is an environment variable ``VRAAGBAAK_<NAME>``; ``docs/settings.md`` lists them and
a test asserts that it lists them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set. Frozen: it is read once and passed in."""

    model_config = SettingsConfigDict(env_prefix="VRAAGBAAK_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("var"), description="Everything the service keeps.")
    models_dir: Path = Field(
        default_factory=lambda data: data["data_dir"] / "models",
        description="Where built models are kept; the default is `models` in the data directory.",
    )
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; the default is SQLite in the data directory."
    )
    chroma_url: str | None = Field(
        None, description="A Chroma server, http://host:port; the default is embedded Chroma."
    )
    loaded_collections: int = Field(
        200, ge=1, description="How many tenants' vector collections stay in memory at once."
    )

    embedding_model: str = Field(
        "default",
        description="`default` (the built-in e5-small), a sentence-transformers name or a folder.",
    )
    embedding_backend: Literal["onnx", "torch"] = Field(
        "onnx", description="onnx: int8 on CPU; torch: fp32, CPU or GPU."
    )
    embedding_device: str = Field("cpu", description="For the torch backend: cpu, cuda, cuda:1.")
    threads: int = Field(0, ge=0, description="Threads for the models; 0 is one a core.")

    rerank: bool = Field(
        True, description="Read the best passages beside the question; the built-in model only."
    )

    composer: Literal["extractive", "model"] = Field(
        "extractive", description="How answers are written where a tenant does not say."
    )
    chat_model: str | None = Field(
        None, description="LangChain model name, for instance `openai:gpt-4o` or `openai:qwen`."
    )
    chat_base_url: str | None = Field(
        None, description="Address of an OpenAI-compatible API, for instance a vLLM server."
    )
    chat_api_key: SecretStr | None = Field(None, description="Key of that API.")
    chat_timeout_s: float = Field(
        60.0, gt=0, description="Seconds without a token; an answer may take five times as long."
    )

    verifier: Literal["overlap", "facts", "aligned", "entailment", "ensemble", "nli", "llm"] = (
        Field("aligned", description="What checks each sentence before it is shown.")
    )
    nli_model: str | None = Field(
        None, description="A sentence-transformers cross-encoder for the `nli` verifier."
    )
    judge_model: str | None = Field(
        None,
        description="LangChain name of the `llm` verifier's model; better not the writer's own.",
    )
    judge_base_url: str | None = Field(None, description="Address of the judge's API.")
    judge_api_key: SecretStr | None = Field(None, description="Key of that API.")

    question_max_chars: int = Field(500, ge=20, description="Longest question, in characters.")
    extract_timeout_s: float = Field(120.0, gt=0, description="Seconds to read one document.")
    extract_memory_mb: int = Field(2048, ge=256, description="Memory to read one document.")
    document_max_mb: int = Field(50, ge=1, description="Largest file, in MB.")
    unpacked_max_mb: int = Field(500, ge=1, description="Largest unpacked office file, in MB.")

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Log level."
    )
    log_format: Literal["json", "console"] = Field("json", description="Shape of the log lines.")

    @property
    def sqlalchemy_url(self) -> str:
        """The database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'vraagbaak.db'}"
