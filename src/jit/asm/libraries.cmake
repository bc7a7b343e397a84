find_library(TAURARO_ASMJIT asmjit REQUIRED)
target_link_libraries(${name} ${kind} ${TAURARO_ASMJIT} rt)
