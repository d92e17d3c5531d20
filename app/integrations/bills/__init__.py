"""Providers of bills."""
