"""Work in the background: the kinds of job, their progress, the worker that runs them and the reaper."""
