"""The imperative shell: tables, SQL, jobs, channels, payments, the API, the debtors' site and the command line."""
