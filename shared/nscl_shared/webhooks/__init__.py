"""Messages to addresses that others give: judged addresses, one bounded HTTPS POST, patience."""
