"""What is wrong or risky with a workspace or a document, beyond what reading and assembling refuse."""
