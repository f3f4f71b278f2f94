"""The sickness allowance of people who can no longer work and are not of retirement age."""
