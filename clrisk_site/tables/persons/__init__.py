"""Recognises lists of persons by their headers and by their cells, so that none of them leaves the child.

Runs in the reading process. What is found is named by column, never by value.
"""
