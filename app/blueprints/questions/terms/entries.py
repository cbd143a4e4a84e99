"""What everybody reads: what a supplier is called when nobody is to know who it is."""

from app.core.localized import Localized

# The number is drawn for this dialogue alone; see `Pseudonym`. In pages "Supplier %(number)s" is a translated string.
SUPPLIER = Localized({"nb": "Leverandør {}", "nn": "Leverandør {}", "en": "Supplier {}"})
