"""What is talked about: units, criteria sets, plans, periods, reports, reviews, people, rights, money, calendar."""
