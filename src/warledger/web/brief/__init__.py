"""What reports claim of some days, by area, side and claimant, every line cited."""
