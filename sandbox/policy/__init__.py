"""The policy explorer: parameters by date with their sources, and a calculator for every rule.

For authors, judges and organisers. It reads and calculates; nothing is stored.
"""
