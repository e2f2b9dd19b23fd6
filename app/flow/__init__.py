"""Takes people through journeys: publish, enter, advance, deliver."""
