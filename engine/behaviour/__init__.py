"""What a service should do: scenarios in Gherkin, in English and Persian, run against the real engine."""
