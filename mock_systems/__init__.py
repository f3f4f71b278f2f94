"""A plain-Python imitation of the systems in a human-resources and social-security hall.

Records, policy, operations and the synthetic population. Nothing here knows of the web, of
points or of case scripts, and nothing here reads a clock: the business date comes from the world.
"""
