"""Where the routes of /api hang; must not hold any of them."""

from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api")
