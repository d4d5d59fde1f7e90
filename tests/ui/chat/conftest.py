"""A theme for the tests of the page's widgets."""
