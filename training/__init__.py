"""Makes the shipped model. Needs PyTorch; nothing here is needed at run time."""
