"""The web application: contest, counter, judging, storage and commands.

The only package that joins the mock systems, the grader and the case scripts.
"""
