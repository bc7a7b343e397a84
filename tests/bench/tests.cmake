# The benchmark programs print the same as with CPython. Nothing is timed here.
if(TARGET tauraro)
  add_test(NAME bench_outputs COMMAND ${CMAKE_SOURCE_DIR}/bench/compare --runs 1 --small --no-steady --outputs-only
                                      --interpreters cpython,tauraro --tauraro $<TARGET_FILE:tauraro>)
  set_tests_properties(bench_outputs PROPERTIES TIMEOUT 600 PROCESSORS 2)
endif()
