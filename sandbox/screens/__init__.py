"""What people see: pages in the hall's frame, the entrance, and the answers to mistakes."""
