"""Working days in the years before and after the cases' own."""

EXAMPLES = """
days-past | workdays.due | 2026-06-15 | received=2024-12-20 days=10 | due=2025-01-06
days-made-up | workdays.due | 2026-06-15 | received=2023-01-20 days=2 | due=2023-01-29
days-provisional-10 | workdays.due | 2026-12-18 | received=2026-12-18 days=10 | due=2027-01-04
days-provisional-20 | workdays.due | 2026-12-04 | received=2026-12-04 days=20 | due=2027-01-04
days-provisional-45 | workdays.due | 2026-10-30 | received=2026-10-30 days=45 | due=2027-01-04
days-known-20 | workdays.due | 2026-12-03 | received=2026-12-03 days=20 | due=2026-12-31
days-new-year-2027 | workdays.due | 2027-02-04 | received=2027-02-04 days=1 | due=2027-02-09
"""
