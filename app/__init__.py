"""Samhandel."""
