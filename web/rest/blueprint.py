"""Where the routes of /engine-rest hang; must not hold any of them."""

from flask import Blueprint

rest = Blueprint("rest", __name__, url_prefix="/engine-rest")
