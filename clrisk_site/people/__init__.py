"""Who may do what where: users, grants, permissions, and the audit of every write."""
