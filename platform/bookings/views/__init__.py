"""The pages of booking: three steps, the receipt, cancelling, answering."""
