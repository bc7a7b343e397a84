from pkg import nothing_of_the_kind
