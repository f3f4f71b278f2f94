"""Policy: dated parameters, rules as pure functions, results that show their steps.

Figures live in TOML files under `parameters/`, never in code; a rule is given the date it applies
on and returns a `Calculation`. No clock, no floats, no records: rules know facts, not people.
"""
