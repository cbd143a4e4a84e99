"""Input: what firms answer when a buyer asks them all the same, each in the lane that it chooses.

Public; to the buyer alone, and published only as a neutral paraphrase that the firm has approved; or confidential,
passage by passage, with a reason. Silence is never approval. The buyer sees what it asks of all firms
together, in hours.
"""

from flask import Blueprint

bp = Blueprint("inputs", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.inputs import models, notices, views  # noqa: E402, F401
