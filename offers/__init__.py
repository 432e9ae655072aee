"""What is offered, by whom, for whom and when."""
