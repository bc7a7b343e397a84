# Limb arithmetic of large ints (object/int_*.cpp): the mpn layer only, dynamically linked.
find_library(TAURARO_GMP NAMES gmp REQUIRED)
target_link_libraries(tauraro_object PUBLIC ${TAURARO_GMP})
target_link_libraries(tauraro_object INTERFACE tauraro_vm)
