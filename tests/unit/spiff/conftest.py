"""What the tests of the engine room share: each model runs warm, and stored and read again after every step."""

import pytest


@pytest.fixture(params=["stored", "warm"])
def way(request):
    """How a case is kept between its steps."""
    return request.param
