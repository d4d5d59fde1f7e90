"""How everything looks: colours, sizes, fonts and icons; the only place that names a pixel."""
