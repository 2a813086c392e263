"""What the program does, each as one function: rooms meet here and nowhere else."""
