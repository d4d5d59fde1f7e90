"""Two copies of what is kept, made one: a union in which nothing is lost, in whatever order."""
