"""What files of places on the ground share: columns, coordinates, the area of each row, and closed places."""
