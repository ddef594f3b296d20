"""The tables of the shop, one module per subject."""
