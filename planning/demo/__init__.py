"""The demonstration: a municipality with a whole plan. Facts were published; what is invented says so."""
