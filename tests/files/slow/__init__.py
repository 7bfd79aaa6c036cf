"""An app that exists in worker processes of tests only: a kind of job that takes steps at a chosen pace."""
