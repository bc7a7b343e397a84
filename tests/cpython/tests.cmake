# Files of CPython's own suite, held at what passes.
if(TARGET tauraro)
  add_test(NAME cpython_suite COMMAND /usr/bin/python3.11 ${CMAKE_SOURCE_DIR}/tests/cpython/run.py $<TARGET_FILE:tauraro> -j 2 --seconds 200)
  set_tests_properties(cpython_suite PROPERTIES TIMEOUT 1200 PROCESSORS 2)
endif()
