"""The floor of the house: knows Flask and SQLAlchemy, knows no room."""
