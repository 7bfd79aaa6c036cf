"""Tables from outside: read safely, matched honestly, compared with what is stored, written in bulk.

No web framework.
"""
