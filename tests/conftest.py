"""What every test may use."""

pytest_plugins = ["tests.cast", "tests.world", "tests.people.matrix"]
