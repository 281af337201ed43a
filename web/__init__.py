"""The doors of Ravand for people and programs: pages, HTTP and commands; holds no tables and decides nothing."""
