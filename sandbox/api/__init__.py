"""The JSON API: a program sits as a contestant, by token, through the same door.

OpenAPI describes every operation's form by its own model, at `/api/openapi.json`. Errors have one
shape only (`sandbox.screens.mistakes`). There are no cookies here, so no form can be forged.
"""
