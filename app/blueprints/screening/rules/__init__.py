"""Pure rules of screening: one module a kind of finding, and `detectors.find`, which asks them all."""
