# What the server itself says in English.

nav-services = Services
nav-responsibility = Who answers
nav-staff = For staff
nav-desk = Requests to decide
nav-cases = Find a case
nav-uncertain = Unclear requests
nav-transfers = Transfers
