"""Survey-weighted logit: coding of predictors, fitting, variance, separation and what is read off a fit."""
