"""Microdata of a survey: read in a child process, answered as shares of groups. Imports no Django."""
