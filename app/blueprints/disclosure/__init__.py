"""What a buyer may see of a firm's safety, and nothing more: rows that the firm's own transactions write.

The pages of buyers, their portfolio and their exports read these rows; what they rest on stays with the firm.
"""

from flask import Blueprint

bp = Blueprint("disclosure", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.disclosure import notices, views  # noqa: E402, F401
from app.blueprints.disclosure.services import pools  # noqa: E402, F401 - the worker's jobs
