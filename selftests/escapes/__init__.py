"""Student code that attacks, and honest code that looks as if: what each comes to."""
