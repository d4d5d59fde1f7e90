"""Formulas: TeX in, drawings out, found on a thread of their own and kept."""
