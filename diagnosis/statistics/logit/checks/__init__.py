"""What is looked at before a logit is shown: one module for each question."""
