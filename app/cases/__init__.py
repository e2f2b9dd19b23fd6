"""What debtors do about their case: prove who they are, pay, say how they want to be contacted."""
