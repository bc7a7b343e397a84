thing = "lazy thing"
count = 1
