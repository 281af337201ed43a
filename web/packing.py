"""How pages travel: packed where the browser can unpack; must not change what is in them."""

import gzip
import secrets
import string
from io import BytesIO
from typing import Final

from flask import request
from werkzeug.wrappers import Response

#: Smaller pages fit into the first packets anyway (bytes).
SMALLEST: Final = 1_400
_LEVEL: Final = 6
#: A page holds a secret beside what its address says. A name of random length in the gzip header, which nobody reads,
#: keeps the length of the answer from telling one by the other ("Heal the Breach", Palacios et al. 2022).
_LONGEST_NAME: Final = 100


def pack(response: Response) -> Response:
    """Pack a page with gzip if the browser takes that; everything else stays as it is."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < SMALLEST or "Content-Encoding" in response.headers or not request.accept_encodings["gzip"]:
        return response
    response.set_data(_packed(body))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(body: bytes) -> bytes:
    name = "".join(secrets.choice(string.ascii_letters) for _ in range(secrets.randbelow(_LONGEST_NAME)))
    out = BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0) as packed:
        packed.write(body)
    return out.getvalue()
