"""The only place that builds the real parts and joins them."""
