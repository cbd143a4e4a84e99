"""Shape and wording of what people send in."""
