"""Every statement about inbox, mail, rhythm and digest."""
