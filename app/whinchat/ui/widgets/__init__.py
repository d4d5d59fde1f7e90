"""Small honest widgets that every page uses: each has a role, a name and a visible focus."""
