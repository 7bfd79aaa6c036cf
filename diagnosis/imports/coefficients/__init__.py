"""Files of a risk model: its terms with coefficients, standard errors and, beside them, their covariance."""
