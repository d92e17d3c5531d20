"""Addresses: the customer's address book, and the form that checkout shares with it."""
