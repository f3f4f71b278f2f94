"""Limits of work-injury cases: recognition, appraisal, the rest period (rule R10)."""
