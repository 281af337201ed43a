"""Inquiries to other registries: one file per kind, and a simulated one that ships with the product."""
