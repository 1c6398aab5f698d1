"""The type of vectors and of matrices of them."""

import numpy as np
from numpy.typing import NDArray

#: Unit vectors as rows, shape (texts, dimensions), or scores computed from them.
Floats = NDArray[np.float32]
