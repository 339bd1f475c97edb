"""What happened, who did it and when: an append-only hash chain for each company."""
