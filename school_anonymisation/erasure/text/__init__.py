"""How people write what somebody is known by, and where a text has borders. Pure: knows neither people nor tables."""
