"""What screening keeps: word lists, and what was found in documents; never what stood there."""
