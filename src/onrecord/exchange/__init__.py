"""Records on their way out of and into the program, in forms that others read."""
