"""Reports in the forms of other programs: each is imported only where it is asked for."""
