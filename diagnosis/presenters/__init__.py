"""Pure: findings in, what templates and charts need out. Screen and print share them."""
