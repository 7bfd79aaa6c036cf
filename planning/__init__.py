"""Stages 1, 3 and 4: the pilot, its scope, the action lines, the gate and the action plan."""
