"""What follows from the facts alone: messages, tries, mornings, bounces, links that stop mail."""
