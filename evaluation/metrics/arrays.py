"""What metrics take: sequences, or arrays where a bootstrap calls them a thousand times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float] | NDArray[np.float64]
Labels = Sequence[bool] | NDArray[np.bool_]
